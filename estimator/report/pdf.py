"""A report as PDF, on A4, with letters of the Latin, Greek, Cyrillic and Hebrew scripts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import TTFFont

from estimator.components import LABELS
from estimator.report.content import Bar, Report, Section
from estimator.report.html import scale_of
from estimator.views.palette import FORM_COLOURS

_FONTS: Final = Path(__file__).parent / "fonts"
_FAMILY: Final = "DejaVu"
_MISSING: Final = "□"
"""Stands for a letter that the font has not got."""
_MARGIN: Final = 16.0
_TEXT, _SMALL, _HEADING, _TITLE = 9.5, 8.0, 12.0, 17.0
_CHART_HEIGHT: Final = 48.0
_LABEL_WIDTH: Final = 11.0
_TICKS: Final = 4
_GREY: Final = 90


def report_pdf(report: Report, made_at: datetime) -> bytes:
    """Write a report as PDF.

    Parameters
    ----------
    report : Report
    made_at : datetime.datetime
        The date in the file; the same report and date make the same file.
    """
    pdf = _Page(format="A4")
    pdf.set_creation_date(made_at.astimezone(UTC))
    pdf.set_title(report.title)
    pdf.set_lang("en")
    pdf.write_line(report.title, _TITLE, bold=True)
    pdf.write_line(" · ".join(report.facts), _SMALL, grey=True)
    if report.warning:
        pdf.write_boxed(report.warning)
    for section in report.sections:
        _write_section(pdf, section)
    pdf.ln(3)
    for line in report.footer:
        pdf.write_line(line, _SMALL, grey=True)
    data = bytes(pdf.output())
    _close_fonts(pdf)
    return data


def lacks_letters(texts: Sequence[str]) -> bool:
    """Return whether some text has letters that the PDF can't show, as of Chinese or emoji."""
    return any(_MISSING in _shown(text) for text in texts)


class _Page(FPDF):
    """Pages of one column, in the font of the report."""

    def __init__(self, **options: str) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
        self.add_font(_FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self.add_page()

    def write_line(
        self, text: str, size: float = _TEXT, *, bold: bool = False, grey: bool = False
    ) -> None:
        """Write a paragraph."""
        self.set_font(_FAMILY, "B" if bold else "", size)
        self.set_text_color(_GREY if grey else 0)
        self.multi_cell(0, size * 0.5, _shown(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(0.8)
        self.set_text_color(0)

    def write_boxed(self, text: str) -> None:
        """Write a paragraph with a border around it."""
        self.set_font(_FAMILY, "", _TEXT)
        self.ln(1)
        self.set_draw_color(0)
        self.multi_cell(
            0,
            5.2,
            _shown(text),
            border=1,
            align="L",
            padding=2,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.ln(1)


def _write_section(pdf: _Page, section: Section) -> None:
    pdf.ln(2)
    needed = _CHART_HEIGHT + 20 if section.bars else 22.0
    if pdf.will_page_break(needed):
        pdf.add_page()
    pdf.write_line(section.title, _HEADING, bold=True)
    for paragraph in section.paragraphs:
        pdf.write_line(paragraph)
    if section.bars:
        _draw_bars(pdf, section.bars)
    if section.table is not None and not section.table.empty:
        _write_table(pdf, section.table)
    for item in section.items:
        pdf.write_line(f"–  {item}")
    for note in section.notes:
        pdf.write_line(note, _SMALL, grey=True)


def _write_table(pdf: _Page, table: pd.DataFrame) -> None:
    pdf.set_font(_FAMILY, "", _SMALL)
    pdf.set_fill_color(255)
    pdf.set_draw_color(200)
    rows = [tuple(map(str, table.columns)), *table.itertuples(index=False, name=None)]
    shown = [[_shown(str(cell)) for cell in row] for row in rows]
    widths = [
        max(pdf.get_string_width(cell) for cell in column) + 4
        for column in zip(*shown, strict=True)
    ]
    pdf.set_font(style="")
    room = pdf.epw / sum(widths)
    with pdf.table(
        col_widths=tuple(width * min(room, 1.0) for width in widths),
        width=min(pdf.epw, sum(widths)),
        align="LEFT",
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=4.0,
        text_align="LEFT",
    ) as out:
        for cells in shown:
            out.row(cells)
    pdf.ln(1)


def _draw_bars(pdf: _Page, bars: Sequence[Bar]) -> None:
    """Draw stacked bars with their ranges, and the names of the forms below."""
    top, left, above = scale_of(bars), pdf.l_margin + _LABEL_WIDTH, pdf.get_y() + 2
    step = (pdf.epw - _LABEL_WIDTH) / len(bars)
    base = above + _CHART_HEIGHT
    pdf.set_font(_FAMILY, "", 6.5)
    pdf.set_text_color(_GREY)
    for tick in range(_TICKS + 1):
        y = base - _CHART_HEIGHT * tick / _TICKS
        pdf.set_draw_color(215)
        pdf.line(left, y, left + step * len(bars), y)
        label = f"{top * tick / _TICKS:g}"
        pdf.text(left - 1.5 - pdf.get_string_width(label), y + 1, label)
    every = -(-len(bars) // 9)
    for place, bar in enumerate(bars):
        x, y = left + place * step, base
        for form, ug in bar.parts:
            tall = _CHART_HEIGHT * ug / top
            y -= tall
            pdf.set_fill_color(FORM_COLOURS[form])
            pdf.rect(x + step * 0.15, y, step * 0.7, tall, style="F")
        if bar.high:
            pdf.set_draw_color(_GREY)
            low, high = (base - _CHART_HEIGHT * end / top for end in (bar.low, bar.high))
            pdf.line(x + step / 2, low, x + step / 2, high)
        if place % every == 0:
            wide = pdf.get_string_width(bar.label)
            pdf.text(x + step / 2 - wide / 2, base + 4, bar.label)
    pdf.set_y(base + 6)
    _draw_key(pdf, bars)
    pdf.set_text_color(0)


def _draw_key(pdf: _Page, bars: Sequence[Bar]) -> None:
    x, y = pdf.l_margin + _LABEL_WIDTH, pdf.get_y()
    shown = {form for bar in bars for form, _ in bar.parts}
    for form, colour in FORM_COLOURS.items():
        if form in shown:
            pdf.set_fill_color(colour)
            pdf.rect(x, y, 2.4, 2.4, style="F")
            pdf.text(x + 3.2, y + 2.2, LABELS[form])
            x += 7 + pdf.get_string_width(LABELS[form])
    pdf.set_y(y + 5)


@cache
def _letters() -> frozenset[int]:
    pdf = FPDF()
    pdf.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
    (font,) = (font for font in pdf.fonts.values() if isinstance(font, TTFFont))
    letters = frozenset(font.cmap)
    _close_fonts(pdf)
    return letters


def _close_fonts(pdf: FPDF) -> None:
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.close()


def _shown(text: str) -> str:
    """Return a text with a box for each letter that the font has not got."""
    letters = _letters()
    return "".join(char if ord(char) in letters or char == "\n" else _MISSING for char in text)
