"""A report as one HTML page that needs nothing else: no script, no request, styles for print."""

from collections.abc import Sequence
from html import escape
from typing import Final

import pandas as pd

from estimator.components import LABELS
from estimator.report.content import Bar, Report, Section
from estimator.views.palette import FORM_COLOURS

_STYLE: Final = """
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, sans-serif; color: #111; background: #fff;
       max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .3rem; }
p, ul { margin: .4rem 0; } .facts, .note, footer { color: #444; font-size: .87rem; }
.warning { border: 2px solid #b45309; padding: .6rem .8rem; margin: 1rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .87rem; margin: .4rem 0; }
th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid #ccc;
         vertical-align: top; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: #444; }
.key span { display: inline-block; margin-right: .9rem; font-size: .82rem; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .3em; }
footer { border-top: 1px solid #ccc; margin-top: 1.4rem; padding-top: .4rem; }
@page { size: auto; margin: 14mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; }
  section, tr, svg { break-inside: avoid; } h2 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720.0, 230.0, 40.0, 30.0, 8.0
_TICKS: Final = 4


def report_page(report: Report) -> str:
    """Write a report as a page of its own, to be kept as a file."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{report_body(report)}\n</main></body></html>\n"
    )


def report_body(report: Report) -> str:
    """Write what is on the page, without the page around it."""
    facts = " · ".join(f'<span dir="auto">{escape(fact)}</span>' for fact in report.facts)
    parts = [f"<h1>{escape(report.title)}</h1>", f'<p class="facts">{facts}</p>']
    if report.warning:
        parts.append(f'<p class="warning" role="note">{escape(report.warning)}</p>')
    parts += map(_section, report.sections)
    footer = "".join(f"<p>{escape(line)}</p>" for line in report.footer)
    return "\n".join([*parts, f"<footer>{footer}</footer>"])


def _section(section: Section) -> str:
    parts = [f"<h2>{escape(section.title)}</h2>"]
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
    if section.bars:
        parts.append(_svg(section.bars, section.bars_told))
        parts.append(_key(section.bars))
    if section.table is not None and not section.table.empty:
        parts.append(_table(section.table))
    if section.items:
        items = "".join(f'<li dir="auto">{escape(item)}</li>' for item in section.items)
        parts.append(f"<ul>{items}</ul>")
    parts += [f'<p class="note">{escape(note)}</p>' for note in section.notes]
    return f"<section>{''.join(parts)}</section>"


def _table(table: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table)
    rows = "".join(
        "<tr>" + "".join(f'<td dir="auto">{escape(str(cell))}</td>' for cell in row) + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    whole = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{whole}</div>'


def _svg(bars: Sequence[Bar], told: str) -> str:
    """Draw stacked bars with their ranges; a scale of round figures at the left."""
    top = scale_of(bars)
    height, step = _HEIGHT - _BOTTOM - _TOP, (_WIDTH - _LEFT) / len(bars)

    def y(ug: float) -> float:
        return _TOP + height * (1 - ug / top)

    shapes = []
    for tick in range(_TICKS + 1):
        ug = top * tick / _TICKS
        shapes.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y(ug):.1f}" y2="{y(ug):.1f}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 6}" y="{y(ug) + 4:.1f}" text-anchor="end">{ug:g}</text>'
        )
    every = -(-len(bars) // 9)
    for place, bar in enumerate(bars):
        left, base = _LEFT + place * step, 0.0
        for form, ug in bar.parts:
            shapes.append(
                f'<rect x="{left + step * 0.15:.1f}" y="{y(base + ug):.1f}" '
                f'width="{step * 0.7:.1f}" height="{height * ug / top:.2f}" '
                f'fill="{FORM_COLOURS[form]}"/>'
            )
            base += ug
        middle = left + step / 2
        if bar.high:
            shapes.append(
                f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="{y(bar.low):.1f}" '
                f'y2="{y(bar.high):.1f}" stroke="#555" stroke-width="1.5"/>'
            )
        if place % every == 0:
            shapes.append(
                f'<text x="{middle:.1f}" y="{_HEIGHT - 10}" text-anchor="middle">'
                f"{escape(bar.label)}</text>"
            )
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{escape(told)}">'
        f"{''.join(shapes)}</svg>"
    )


def scale_of(bars: Sequence[Bar]) -> float:
    """Return a round figure that no bar and no range goes beyond [µg/day]."""
    most = max((max(bar.high, sum(ug for _, ug in bar.parts)) for bar in bars), default=0.0)
    step = 1.0
    while True:
        for factor in (1, 2, 4, 8):
            if most <= step * factor:
                return step * factor
        step *= 10


def _key(bars: Sequence[Bar]) -> str:
    shown = {form for bar in bars for form, _ in bar.parts}
    names = "".join(
        f'<span><i style="background:{colour}"></i>{LABELS[form]}</span>'
        for form, colour in FORM_COLOURS.items()
        if form in shown
    )
    return f'<p class="key">{names}</p>'
