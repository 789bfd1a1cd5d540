"""The K2 of the day that is shown, in view beside the meals."""

from html import escape

import streamlit as st

from estimator.views.log.answer import Answer, Scale, bar_words, scale_words
from estimator.views.log.start import WHAT_K2_IS
from estimator.views.shared.caveat import general_caveat

STYLE = """<style>
.answer { font-size: 1rem; line-height: 1.45; }
.answer p { margin: .5rem 0 0; }
.answer .amount { font-size: 2.4rem; line-height: 1.15; font-weight: 700; margin: 0; }
.answer .scale { position: relative; height: .5rem; margin: 1.9rem 0 0; border-radius: 1rem;
  background: light-dark(#e9e6df, #3a3936); }
.answer .scale > * { position: absolute; top: 0; bottom: 0; }
.answer .usual { background: light-dark(#a9cfc0, #2f6b57); }
.answer .usual-name { font-size: .8rem; bottom: .75rem; top: auto; white-space: nowrap; }
.answer .range { top: .2rem; bottom: .2rem; background: currentColor; }
.answer .dot { width: .9rem; height: .9rem; margin: -.2rem 0 0 -.45rem; border-radius: 50%;
  background: light-dark(#0b6e4f, #5fd0a0); }
.answer .ends { display: flex; justify-content: space-between; font-size: .8rem; }
.answer .bar { display: flex; height: .9rem; margin-top: .6rem; border-radius: 1rem;
  overflow: hidden; }
.answer .forms { display: flex; flex-wrap: wrap; gap: .2rem .9rem; margin: .5rem 0 0; padding: 0;
  list-style: none; font-size: .9rem; }
.answer .forms i { display: inline-block; width: .75rem; height: .75rem; border-radius: .2rem;
  margin-right: .35rem; }
</style>"""


def draw(answer: Answer | None, day: str, k1: str, *, new: bool) -> None:
    """Draw the answer, or what K2 is usual where nothing is logged.

    Parameters
    ----------
    answer : Answer or None
    day : str
        How the day is called, e.g. "today".
    k1 : str
        What to say of K1, to whom it concerns; else "".
    new : bool
        Whether nothing is logged on any day.
    """
    label = f"<div>Vitamin K2 from food {escape(day)}</div>"
    if new:
        label = "<div><b>Nothing is logged yet.</b></div>"
        body = f"<p>{escape(WHAT_K2_IS)}</p><p>{escape(general_caveat())}</p>"
    elif answer is None:
        body = f"<p><b>Nothing is logged.</b></p><p>{escape(general_caveat())}</p>"
    else:
        body = _body(answer, k1)
    with st.container(border=True, key="answer"):
        st.html(f"{STYLE}<section class=answer>{label}{body}</section>")


def _body(answer: Answer, k1: str) -> str:
    parts = [f'<p class="amount">{escape(answer.head.amount)}</p>']
    if answer.likely:
        parts.append(f"<div>{escape(answer.likely)}</div>")
    if answer.scale:
        parts.append(_scale(answer.scale))
    if answer.parts:
        parts.append(_forms(answer))
    if k1:
        parts.append(f"<p><b>{escape(k1)}</b></p>")
    parts += [f"<p>{escape(sentence)}</p>" for sentence in answer.sentences]
    if answer.head.supplements:
        supplements = escape(answer.head.supplements)
        parts.append(f"<p><b>Supplements, kept apart:</b> {supplements} by label.</p>")
    asked = f"<b>Is that a lot?</b> {escape(answer.a_lot)} " if answer.a_lot else ""
    parts.append(f"<p>{asked}{escape(general_caveat())}</p>")
    return "".join(parts)


def _scale(scale: Scale) -> str:
    """Draw the amount and its range on a line, and what is usual behind them."""
    usual = f"left:{scale.usual_low:.1%};width:{scale.usual_high - scale.usual_low:.1%}"
    likely = f"left:{scale.low:.1%};width:{scale.high - scale.low:.1%}"
    return (
        f'<div class="scale" role="img" aria-label="{escape(scale_words(scale), quote=True)}">'
        f'<span class="usual" style="{usual}"></span>'
        f'<span class="usual-name" style="left:0">{escape(scale.usual)}</span>'
        f'<span class="range" style="{likely}"></span>'
        f'<span class="dot" style="left:{scale.at:.1%}"></span></div>'
        f'<div class="ends" aria-hidden="true"><span>0</span>'
        f"<span>{scale.end_ug:,.0f} µg</span></div>"
    )


def _forms(answer: Answer) -> str:
    bars = "".join(
        f'<span style="width:{part.share:.2%};background:{part.colour}"></span>'
        for part in answer.parts
    )
    names = "".join(
        f'<li><i style="background:{part.colour}"></i>{escape(f"{part.name} {part.amount}")}</li>'
        for part in answer.parts
    )
    words = escape(f"By form: {bar_words(answer)}", quote=True)
    bar = f'<div class="bar" role="img" aria-label="{words}">{bars}</div>'
    return f'{bar}<ul class="forms">{names}</ul>'
