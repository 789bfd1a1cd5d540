"""A report as PDF, on A4, with letters of the Latin, Greek and Cyrillic scripts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, cast
from unicodedata import normalize

import pandas as pd
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import TTFFont

from estimator.report.bars import Bar, key_of, labelled, tick_label, ticks_of
from estimator.report.content import Report
from estimator.report.section import Section
from estimator.views.shared.palette import FORM_COLOURS

_FONTS: Final = Path(__file__).parent / "fonts"
_FAMILY: Final = "DejaVu"
_MISSING: Final = "□"
"""Stands for a letter that the font has not got."""
_MARGIN: Final = 16.0
_SMALLEST, _SMALL, _TEXT, _HEADING, _TITLE = 6.5, 8.0, 9.5, 12.0, 17.0
_CHART_HEIGHT: Final = 48.0
_LABEL_WIDTH: Final = 11.0
_CELL_GAP: Final = 4.0
_SHEET_WIDTH: Final = 16.0
_SHEETS: Final = "\ue000"
"""Stands for how many sheets there are; no text has it, for the font has it not."""
_GREY, _PALE, _WHITE = 90, 205, 255


def report_pdf(report: Report, made_at: datetime) -> bytes:
    """Write a report as PDF.

    Parameters
    ----------
    report : Report
    made_at : datetime.datetime
        The date in the file; the same report and date make the same file.
    """
    pdf = _Pages(report.running_title)
    pdf.set_creation_date(made_at.astimezone(UTC))
    pdf.set_title(report.running_title)
    pdf.set_lang("en")
    pdf.write_line(report.title, _TITLE, bold=True)
    pdf.write_line(" · ".join(report.facts), _SMALL, grey=True)
    if report.warning:
        pdf.write_boxed(report.warning)
    for section in report.sections:
        with pdf.offset_rendering() as trial:
            _write_section(cast(_Pages, trial), section, whole=not section.bars)
        if trial.page_break_triggered:
            pdf.add_page()
        _write_section(pdf, section)
    pdf.ln(3)
    for line in report.footer:
        pdf.write_line(line, _SMALL, grey=True)
    data = bytes(pdf.output())
    _close_fonts(pdf)
    return data


LETTERS_NOTE: Final = (
    "Some names have letters that the PDF can't show; it has a box in their place. The HTML page "
    "shows them, and a browser prints it as PDF."
)


def lacks_letters(report: Report) -> bool:
    """Return whether a report has letters that its PDF can't show, as of Chinese or Hebrew."""
    return any(_MISSING in _shown(text) for text in report.texts())


class _Pages(FPDF):
    """Pages of one column, in the font of the report, with a line at the foot of each."""

    def __init__(self, running_title: str) -> None:
        super().__init__(format="A4")
        self.running_title = running_title
        self.alias_nb_pages(_SHEETS)
        self.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
        self.add_font(_FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self.add_page()

    def footer(self) -> None:
        """Write at the foot of a page whose sheet it is, and which."""
        self.set_y(-_MARGIN + 4)
        self.set_font(_FAMILY, "", _SMALLEST)
        self.set_text_color(_GREY)
        room = self.epw - _SHEET_WIDTH
        self.cell(room, 4, self.fitting(_shown(self.running_title), room))
        self.cell(_SHEET_WIDTH, 4, f"{self.page_no()} / {_SHEETS}", align="R")
        self.set_text_color(0)

    def fitting(self, text: str, width: float) -> str:
        """Cut a text to the room there is for it."""
        if self.get_string_width(text) + 2 * self.c_margin <= width:
            return text
        while text and self.get_string_width(f"{text}…") + 2 * self.c_margin > width:
            text = text[:-1]
        return f"{text}…"

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


def _write_section(pdf: _Pages, section: Section, *, whole: bool = True) -> None:
    """Write a section; if not whole, only what is to stand on one sheet with its heading."""
    pdf.ln(2)
    pdf.write_line(section.title, _HEADING, bold=True)
    for paragraph in section.paragraphs:
        pdf.write_line(paragraph)
    if section.bars:
        _draw_bars(pdf, section.bars)
    if not whole:
        return
    if section.table is not None:
        _write_table(pdf, section.table)
    for item in section.items:
        pdf.write_line(f"–  {item}")
    for note in section.notes:
        pdf.write_line(note, _SMALL, grey=True)


def _write_table(pdf: _Pages, table: pd.DataFrame) -> None:
    head = [_shown(str(name)) for name in table]
    rows = [[_shown(str(cell)) for cell in row] for row in table.itertuples(index=False, name=None)]
    pdf.set_font(_FAMILY, "B", _SMALL)
    widths = [pdf.get_string_width(name) for name in head]
    pdf.set_font(_FAMILY, "", _SMALL)
    widths = [
        max(width, *map(pdf.get_string_width, column)) + _CELL_GAP
        for width, column in zip(widths, zip(*rows, strict=True), strict=True)
    ]
    # A long name is broken into lines before any figure is.
    widths[0] = min(widths[0], max(pdf.epw - sum(widths[1:]), pdf.epw / 4))
    room = min(1.0, pdf.epw / sum(widths))
    pdf.set_draw_color(_PALE)
    pdf.set_fill_color(_WHITE)
    with pdf.table(
        col_widths=tuple(width * room for width in widths),
        width=sum(widths) * room,
        align="LEFT",
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=4.0,
        text_align="LEFT",
    ) as out:
        for cells in (head, *rows):
            out.row(cells)
    pdf.ln(1)


def _draw_bars(pdf: _Pages, bars: Sequence[Bar]) -> None:
    """Draw stacked bars with their ranges, and the names of the forms below."""
    ticks, left, above = ticks_of(bars), pdf.l_margin + _LABEL_WIDTH, pdf.get_y() + 2
    step, base = (pdf.epw - _LABEL_WIDTH) / len(bars), above + _CHART_HEIGHT
    pdf.set_font(_FAMILY, "", _SMALLEST)
    pdf.set_text_color(_GREY)
    pdf.set_draw_color(_PALE)
    for ug in ticks:
        y, label = base - _CHART_HEIGHT * ug / ticks[-1], tick_label(ug)
        pdf.line(left, y, left + step * len(bars), y)
        pdf.text(left - 1.5 - pdf.get_string_width(label), y + 1, label)
    pdf.set_draw_color(_GREY)
    for place, bar in enumerate(bars):
        x, y = left + place * step, base
        for form, ug in bar.parts:
            tall = _CHART_HEIGHT * ug / ticks[-1]
            y -= tall
            pdf.set_fill_color(FORM_COLOURS[form])
            pdf.rect(x + step * 0.15, y, step * 0.7, tall, style="F")
        if bar.high:
            low, high = (base - _CHART_HEIGHT * end / ticks[-1] for end in (bar.low, bar.high))
            pdf.line(x + step / 2, low, x + step / 2, high)
        if place in labelled(bars):
            wide = pdf.get_string_width(bar.label)
            pdf.text(x + step / 2 - wide / 2, base + 4, bar.label)
    pdf.set_y(base + 6)
    _draw_key(pdf, bars)
    pdf.set_text_color(0)


def _draw_key(pdf: _Pages, bars: Sequence[Bar]) -> None:
    x, y = pdf.l_margin + _LABEL_WIDTH, pdf.get_y()
    for label, colour in key_of(bars):
        pdf.set_fill_color(colour)
        pdf.rect(x, y, 2.4, 2.4, style="F")
        pdf.text(x + 3.2, y + 2.2, label)
        x += 7 + pdf.get_string_width(label)
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
    return "".join(char if ord(char) in letters else _MISSING for char in normalize("NFC", text))
