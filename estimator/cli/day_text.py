"""A day of the diary as text for a terminal, and as rows for a CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from estimator.calculation.intake import Estimate
from estimator.cli.terminal_text import aligned, harmless, long_date, paragraph
from estimator.components import REGION_NAMES
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import DayMark, Entry, Profile, ResolvedEntry
from estimator.foods.version import data_version
from estimator.pandas_on_use import pd
from estimator.views.shared.caveat import period_caveat
from estimator.views.shared.contributions import not_counted_lines
from estimator.views.shared.days import (
    FORM_COLUMNS,
    EntryLine,
    amount_words,
    entry_lines,
    form_table,
    forms_without_data,
    headline,
    k2_words,
    meal_title,
)
from estimator.views.shared.figures import counted

_INDENT: Final = "  "


def day_lines(entries: Sequence[Entry], estimated: Estimate, foods: PersonalFoods) -> list[str]:
    """Write out a day: its entries by meal, its K2 by form, and what to know of it.

    Parameters
    ----------
    entries : sequence of Entry
        In order.
    estimated : Estimate
        Of these entries, by day.
    foods : PersonalFoods
        Of the person.
    """
    if not entries:
        return ["Nothing is logged."]
    without_data = forms_without_data(estimated.intake) or "none"
    missing = not_counted_lines(estimated.not_counted(), foods.table)
    return [
        *meal_lines(entry_lines(entries, foods, estimated.region)),
        "",
        *_headline_lines(estimated.intake),
        "",
        *form_lines(estimated.intake),
        "",
        *paragraph(period_caveat(estimated, "day")),
        *paragraph(f"No data on what was eaten: {without_data}."),
        *(paragraph(f"Not wholly counted: {'; '.join(missing)}.") if missing else ()),
        *footer(estimated.region),
    ]


def meal_lines(lines: Sequence[EntryLine]) -> list[str]:
    """Write out entries under their meals, all in the same columns."""
    table = aligned(
        [
            (
                line.name,
                line.amount,
                line.k2,
                f"{line.entry.eaten_at:%H:%M}" if line.entry.eaten_at else "",
                "sample" if line.entry.sample else line.entry.note,
            )
            for line in lines
        ],
        right={2},
        indent=_INDENT,
    )
    by_meal = groupby(zip(lines, table, strict=True), lambda pair: pair[0].entry.meal)
    return [
        text for meal, pairs in by_meal for text in (meal_title(meal), *(row for _, row in pairs))
    ]


def form_lines(intake: pd.DataFrame) -> list[str]:
    """Write out the K2 of a period by form; supplements only where there are any."""
    table = form_table(intake)
    if not table[FORM_COLUMNS[-1]].any():
        table = table[list(FORM_COLUMNS[:-1])]
    rows: list[list[str]] = table.to_numpy().tolist()
    return aligned([list(table.columns), *rows], right=range(1, len(table.columns))) if rows else []


def logged_lines(
    did: str,
    profile: Profile,
    eaten: Sequence[ResolvedEntry],
    notes: Sequence[str],
    foods: PersonalFoods,
) -> list[str]:
    """Say what was logged on a day.

    Parameters
    ----------
    did : str
        E.g. "Logged".
    profile : Profile
    eaten : sequence of ResolvedEntry
        All of one day, at least one.
    notes : sequence of str
        What to say of each.
    foods : PersonalFoods
        Of the person.
    """
    matrix = foods.composition(profile.region)
    rows = [
        (
            foods.table.items[one.item_id].name,
            amount_words(one.amount, one.unit, one.quantity, one.kind == "food"),
            k2_words(matrix, one.item_id, one.quantity),
            note,
        )
        for one, note in zip(eaten, notes, strict=True)
    ]
    items, day = counted(len(eaten), "item"), long_date(eaten[0].date)
    heading = f"{did} {items} for {harmless(profile.name)}, {day}:"
    return [heading, *aligned(rows, right={2}, indent=_INDENT)]


def mark_lines(mark: DayMark) -> list[str]:
    """Say what the person noted of the day."""
    complete = ["Marked as complete: all that was eaten is logged."] if mark.complete else []
    return [*complete, *(paragraph(mark.note) if mark.note else ())]


def footer(region: str) -> Iterator[str]:
    """Say what figures are based on."""
    yield f"Food from: {REGION_NAMES[region]}. Food data {data_version()}."
    yield "An estimate, not a measurement."


def _headline_lines(intake: pd.DataFrame) -> list[str]:
    words = headline(intake)
    rows = [
        ("K2 from food", words.amount),
        ("Range (90 %)", words.range),
        ("From supplements", words.supplements and f"{words.supplements}, by label"),
        ("Basis", words.analysed),
    ]
    return aligned([row for row in rows if row[1]])
