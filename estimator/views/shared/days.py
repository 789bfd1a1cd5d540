"""Ready-to-draw rows and labels of a day and of a week; pages only place them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from estimator.components import FORMS, K2_TOTAL, LABELS, PHYLLOQUINONE
from estimator.composition.matrix import CompositionMatrix
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Entry
from estimator.measures.amount_kinds import ASSUMED
from estimator.measures.measure_words import measure_words
from estimator.pandas_on_use import pd
from estimator.views.shared.figures import (
    NOT_KNOWN,
    at_least,
    figure,
    figure_range,
    percent,
    rough_range,
)

FORM_COLUMNS: Final = ("Form", "µg", "Range", "Analysed", "Supplements, µg")
NO_K2: Final = "no K2"
K1_TOLD_UG: Final = 20.0
"""So much K1 in what holds no K2 is told: no K2 is no freedom from vitamin K [µg]."""
ANALYSED_NOTE: Final = (
    "Analysed: the share that rests on analyses of these foods; the rest is taken from similar "
    "foods or predicted."
)
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Headline:
    """The K2 of one period, in words."""

    amount: str
    """Food only, with unit, e.g. "at least 41.3 µg"."""
    range: str
    analysed: str
    """What it rests on, see `analysed_words`."""
    supplements: str
    """Empty where there were none."""


@dataclass(frozen=True)
class EntryLine:
    """One entry of a day, in words."""

    entry: Entry
    name: str
    amount: str
    k2: str


def headline(intake: pd.DataFrame) -> Headline:
    """Sum up the K2 total of one period.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and period, totals or means per
        logged day.
    """
    rows = _amounts(intake)
    total = {str(name): of.iloc[0] for name, of in rows[rows["component"] == K2_TOTAL].items()}
    return headline_of(total, "µg" if "estimate_ug" in intake else "µg/day")


def headline_of(total: Mapping[str, Any], unit: str = "µg") -> Headline:
    """Say it of a row of `Estimate.k2`, or one with the same names."""
    amount = at_least(figure(total["estimate_ug"]), total["coverage"])
    return Headline(
        amount=amount if amount == NOT_KNOWN else f"{amount} {unit}",
        range=_with_unit(rough_range(total["low_ug"], total["high_ug"]), unit),
        analysed=analysed_words(total["analysed"]),
        supplements=_with_unit(figure(total["supplement_ug"]), unit)
        if total["supplement_ug"]
        else "",
    )


def form_table(intake: pd.DataFrame) -> pd.DataFrame:
    """List the forms of one period, those of which something is known.

    Parameters
    ----------
    intake : pandas.DataFrame
        Rows of `Estimate.intake` of one person and period, totals or means per
        logged day.

    Returns
    -------
    pandas.DataFrame
        Text in ``FORM_COLUMNS``, the K2 total last.
    """
    rows = _amounts(intake)
    rows = rows[rows["component"].isin((*FORMS, K2_TOTAL))]
    rows = rows[rows["estimate_ug"].notna() | (rows["supplement_ug"] > 0)]
    return pd.DataFrame(
        [
            (
                LABELS[row["component"]],
                at_least(figure(row["estimate_ug"]), row["coverage"]),
                figure_range(row["low_ug"], row["high_ug"]),
                percent(row["analysed"]),
                figure(row["supplement_ug"]) if row["supplement_ug"] else "",
            )
            for row in rows.to_dict("records")
        ],
        columns=list(FORM_COLUMNS),
    )


def without_blank(forms: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns in which nothing stands: that of supplements where there were none."""
    return forms.loc[:, (forms != "").any()]


def analysed_words(share: float, of: str = "it") -> str:
    """Say what an estimate rests on.

    Parameters
    ----------
    share : float
        Of the estimate, on analyses of the foods eaten, 0 to 1; NaN where there is none.
    of : str
        What is estimated, where that was not just said.

    Examples
    --------
    >>> analysed_words(0.91), analysed_words(1.0), analysed_words(float("nan"))
    ('91 % of it rests on analysed foods', 'all of it rests on analysed foods', '')
    """
    if not share >= 0:
        return ""
    part = {0.0: "none", 1.0: "all"}.get(share, percent(share))
    return f"{part} of {of} rests on analysed foods"


def basis_note(words: Headline) -> str:
    """Say in a sentence or two what a K2 total rests on, and what isn't in it."""
    basis = words.analysed
    if basis and not basis.startswith("all"):
        basis += "; the rest is taken from similar foods or predicted"
    parts = (basis, "supplements are counted by label, apart from food")
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)


def forms_without_data(intake: pd.DataFrame) -> str:
    """Name the forms of which nothing is known in what was eaten."""
    rows = _amounts(intake)
    forms = rows[rows["component"].isin(FORMS) & rows["estimate_ug"].isna()]
    return ", ".join(forms["component"].map(LABELS))


def form_notes(intake: pd.DataFrame) -> str:
    """Say how to read `form_table`, and which forms are not in it."""
    return f"{ANALYSED_NOTE} No data on what was eaten: {forms_without_data(intake) or 'none'}."


def entry_lines(entries: Sequence[Entry], foods: PersonalFoods, region: str) -> list[EntryLine]:
    """Put entries in words, each with the K2 it brought.

    Parameters
    ----------
    entries : sequence of Entry
        Of one profile.
    foods : PersonalFoods
        Of that profile.
    region : str
        Where the food is from.
    """
    matrix = foods.composition(region)
    return [
        EntryLine(
            entry=entry,
            name=foods.table.name_of(entry.item_id),
            amount=amount_words(entry.amount, entry.unit, entry.quantity, entry.kind == "food"),
            k2=k2_words(matrix, entry.item_id, entry.quantity),
        )
        for entry in entries
    ]


def details(line: EntryLine) -> str:
    """Say all of an entry but its name, its meal and its K2."""
    entry = line.entry
    parts = [
        f"{line.amount}, assumed" if entry.amount_kind == ASSUMED else line.amount,
        f"written as “{entry.typed}”" if _is_otherwise(entry.typed, line.name) else "",
        f"{entry.eaten_at:%H:%M}" if entry.eaten_at else "",
        "sample" if entry.sample else "",
        f"“{entry.note}”" if entry.note else "",
    ]
    return " · ".join(part for part in parts if part)


def _is_otherwise(typed: str, name: str) -> bool:
    """Return whether no word that was typed is of a food's name.

    Examples
    --------
    >>> _is_otherwise("2 eggs", "Egg, chicken, whole"), _is_otherwise("30 g kaas", "Gouda")
    (False, True)
    """
    words, of_name = (_WORDS.findall(text.casefold()) for text in (typed, name))
    alike = any(one.startswith(other[:3]) for one in words for other in of_name)
    return bool(words) and not alike


def meal_title(meal: str | None) -> str:
    """Return what the entries of a meal stand under."""
    return "No meal said" if meal is None else meal.capitalize()


def amount_words(amount: float, unit: str, quantity: float, is_food: bool) -> str:
    """Say how much of an item was eaten, with the grams where the unit isn't grams.

    Examples
    --------
    >>> amount_words(2, "slice", 50.0, True), amount_words(30, "g", 30.0, True)
    ('2 slices (50 g)', '30 g')
    """
    given = measure_words(amount, unit)
    return f"{given} ({quantity:.4g} g)" if is_food and unit != "g" else given


def k2_words(matrix: CompositionMatrix, item_id: str, quantity: float) -> str:
    """Say how much K2 is in an amount of an item: "380 µg K2", "no K2" or "K2 not known".

    What has no K2 may be rich in K1, and then that is said with it: "no K2, K1 494 µg".

    Parameters
    ----------
    matrix : CompositionMatrix
        Of all components.
    item_id : str
    quantity : float
        Grams of a food [g], units of a supplement.
    """
    row = matrix.row_of.get(item_id)
    if row is None:
        return f"K2 {NOT_KNOWN}"
    column = matrix.components.index(K2_TOTAL)
    if row >= matrix.n_foods:
        return f"{figure(matrix.dose[row - matrix.n_foods, column] * quantity)} µg K2"
    amount_ug, known = matrix.mean[row, column] * quantity, bool(matrix.known[row, column])
    if not amount_ug:
        if not (known or matrix.k2_free[row]):
            return f"K2 {NOT_KNOWN}"
        k1_ug = matrix.mean[row, matrix.components.index(PHYLLOQUINONE)] * quantity
        return f"{NO_K2}, K1 {figure(k1_ug)} µg" if k1_ug >= K1_TOLD_UG else NO_K2
    return f"{at_least(figure(amount_ug), float(known))} µg K2"


def day_words(day: date, today: date) -> str:
    """Name a day in full, with the year where it is another one.

    Examples
    --------
    >>> day_words(date(2026, 11, 29), date(2026, 11, 30))
    'Sunday 29 November'
    >>> day_words(date(2025, 11, 29), date(2026, 11, 30))
    'Saturday 29 November 2025'
    """
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def week_title(first: date) -> str:
    """Name a week by its first day; only one that begins on a Monday has an ISO number.

    Examples
    --------
    >>> week_title(date(2026, 12, 28))
    'Week 53, 28 December 2026 – 3 January 2027'
    >>> week_title(date(2026, 11, 16)), week_title(date(2026, 11, 15))
    ('Week 47, 16–22 November 2026', 'Week of 15–21 November 2026')
    """
    last = first + timedelta(days=6)
    year = f" {first.year}" if first.year != last.year else ""
    start = f"{first.day} {first:%B}{year} – " if first.month != last.month else f"{first.day}–"
    number = "of" if first.weekday() else f"{first.isocalendar().week},"
    return f"Week {number} {start}{last.day} {last:%B %Y}"


def _amounts(intake: pd.DataFrame) -> pd.DataFrame:
    """Name totals and means alike; both are shown the same way."""
    return intake.rename(columns=lambda name: name.removesuffix("_per_day"))


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}" if text else ""
