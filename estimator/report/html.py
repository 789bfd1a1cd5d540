"""A report as one HTML page that needs nothing else: no script, no request, styles for print."""

from collections.abc import Sequence
from html import escape
from typing import Final

import pandas as pd

from estimator.report.bars import Bar, key_of, labelled, tick_label, ticks_of
from estimator.report.content import Report
from estimator.report.section import Section
from estimator.views.shared.palette import FORM_COLOURS

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Even if an escape were forgotten, the browser would run and fetch nothing."""
_STYLE: Final = """
:root { color-scheme: light; }
body { font: .94rem/1.45 system-ui, sans-serif; color: #111; background: #fff;
       max-width: 46rem; margin: 1rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .3rem; }
p, ul { margin: .4rem 0; } .facts, .note, footer { color: #444; font-size: .87rem; }
.warning { border: 2px solid #b45309; padding: .6rem .8rem; margin: 1rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .87rem; margin: .4rem 0; }
th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid #ccc;
         vertical-align: top; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: #444; }
figure { margin: 0; } .key span { display: inline-block; margin-right: .9rem; font-size: .82rem; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .3em; }
footer { border-top: 1px solid #ccc; margin-top: 1.4rem; padding-top: .4rem; }
p, li, td:first-child { overflow-wrap: anywhere; } td:first-child { min-width: 4.5em; }
@media (max-width: 38rem) { svg text { font-size: 20px; } th, td { padding-right: .5rem; } }
@page { size: auto; margin: 14mm;
        @bottom-right { content: counter(page) " / " counter(pages); font: 9px sans-serif; } }
@media print {
  :root { font-size: 10pt; } body { margin: 0; max-width: none; padding: 0; line-height: 1.3; }
  h2 { margin: .9rem 0 .2rem; break-after: avoid; } p, ul, table { margin: .2rem 0; }
  th, td { padding: .08rem .7rem .08rem 0; } svg { max-height: 50mm; }
  tr, figure, section:not(:has(figure)) { break-inside: avoid; }
  svg text { font-size: 11px; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720.0, 230.0, 60.0, 30.0, 14.0
_THICK: Final = 0.7
"""Of a bar, as share of the room it has."""


def report_page(report: Report) -> str:
    """Write a report as a page of its own, to be kept as a file."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.running_title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{_body(report)}\n</main></body></html>\n"
    )


def _body(report: Report) -> str:
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
        chart = _svg(section.bars, section.bars_told)
        parts.append(f"<figure>{chart}{_key(section.bars)}</figure>")
    if section.table is not None:
        parts.append(_table(section.table, section.title))
    if section.items:
        items = "".join(f"<li>{escape(item)}</li>" for item in section.items)
        parts.append(f"<ul>{items}</ul>")
    parts += [f'<p class="note">{escape(note)}</p>' for note in section.notes]
    return f"<section>{''.join(parts)}</section>"


def _table(table: pd.DataFrame, title: str) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table)
    rows = "".join(
        "<tr>" + "".join(f'<td dir="auto">{escape(str(cell))}</td>' for cell in row) + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    # What may have to be scrolled on a phone can be reached by keyboard too.
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _svg(bars: Sequence[Bar], told: str) -> str:
    """Draw stacked bars with their ranges; a scale of round figures at the left."""
    ticks = ticks_of(bars)
    height, step = _HEIGHT - _BOTTOM - _TOP, (_WIDTH - _LEFT) / len(bars)

    def y(ug: float) -> float:
        return _TOP + height * (1 - ug / ticks[-1])

    shapes = [
        f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y(ug):.1f}" y2="{y(ug):.1f}" stroke="#ddd"/>'
        f'<text x="{_LEFT - 6}" y="{y(ug) + 4:.1f}" text-anchor="end">{tick_label(ug)}</text>'
        for ug in ticks
    ]
    for place, bar in enumerate(bars):
        left, base = _LEFT + step * (place + (1 - _THICK) / 2), 0.0
        for form, ug in bar.parts:
            shapes.append(
                f'<rect x="{left:.1f}" y="{y(base + ug):.1f}" width="{step * _THICK:.1f}" '
                f'height="{y(base) - y(base + ug):.2f}" fill="{FORM_COLOURS[form]}"/>'
            )
            base += ug
        middle = _LEFT + step * (place + 0.5)
        if bar.high:
            shapes.append(
                f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="{y(bar.low):.1f}" '
                f'y2="{y(bar.high):.1f}" stroke="#555" stroke-width="1.5"/>'
            )
        if place in labelled(bars):
            shapes.append(
                f'<text x="{middle:.1f}" y="{_HEIGHT - 10}" text-anchor="middle">'
                f"{escape(bar.label)}</text>"
            )
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" aria-label="{escape(told)}">'
        f"{''.join(shapes)}</svg>"
    )


def _key(bars: Sequence[Bar]) -> str:
    names = "".join(
        f'<span><i style="background:{colour}"></i>{label}</span>' for label, colour in key_of(bars)
    )
    return f'<p class="key">{names}</p>'
