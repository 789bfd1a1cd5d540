"""The meals of a day: what each gave, and how each entry shares in it, form by form."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from estimator.components import FORMS, K2_TOTAL, PHYLLOQUINONE
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import Entry
from estimator.views.shared.figures import NOT_KNOWN, at_least, figure
from estimator.views.shared.palette import FORM_COLOURS

Bar = list[tuple[str, float]]
"""Colours, each with its share of the length of a bar, 0 to 1."""
SHORTEST_FULL_UG: Final = 10.0
"""A whole bar stands for at least so much [µg]."""


def meal_k2(entries: Sequence[Entry], matrix: CompositionMatrix) -> str:
    """Say how much K2 the foods of a meal gave, e.g. "28.1 µg"; "" where that is none.

    Parameters
    ----------
    entries : sequence of Entry
        Of one meal.
    matrix : CompositionMatrix
        As the person has it.
    """
    column = matrix.components.index(K2_TOTAL)
    rows = _foods(entries, matrix)
    ug = sum(matrix.mean[row, column] * entry.quantity for entry, row in rows)
    known = all(matrix.known[row, column] or matrix.k2_free[row] for _, row in rows)
    return f"{at_least(figure(ug), float(known))} µg" if ug > 0 else ""


def k1_words(entry: Entry, matrix: CompositionMatrix) -> str:
    """Say how much K1 an entry gave, e.g. "K1 494 µg"; of a supplement, nothing.

    Parameters
    ----------
    entry : Entry
    matrix : CompositionMatrix
        As the person has it.
    """
    column = matrix.components.index(PHYLLOQUINONE)
    for _, row in _foods([entry], matrix):
        ug, known = matrix.mean[row, column] * entry.quantity, matrix.known[row, column]
        amount = at_least(figure(ug), float(known)) if known or ug > 0 else NOT_KNOWN
        return f"K1 {amount}" if amount == NOT_KNOWN else f"K1 {amount} µg"
    return ""


def entry_bars(entries: Sequence[Entry], matrix: CompositionMatrix) -> dict[int, Bar]:
    """Return the bar of each entry of a day by its id, on one scale; supplements have none.

    Parameters
    ----------
    entries : sequence of Entry
        Of one day.
    matrix : CompositionMatrix
        As the person has it.
    """
    foods = _foods(entries, matrix)
    if not foods:
        return {}
    columns = [matrix.components.index(form) for form in FORMS]
    held = np.nan_to_num(matrix.mean[np.ix_([row for _, row in foods], columns)])
    amounts = held * np.array([entry.quantity for entry, _ in foods])[:, None]
    shares = amounts / max(SHORTEST_FULL_UG, float(amounts.sum(axis=1).max()))
    return {
        entry.id: [
            (FORM_COLOURS[form], share)
            for form, share in zip(FORMS, of_forms, strict=True)
            if share > 0.002  # what is too short to be seen isn't sent
        ]
        for (entry, _), of_forms in zip(foods, shares.tolist(), strict=True)
    }


def _foods(entries: Sequence[Entry], matrix: CompositionMatrix) -> list[tuple[Entry, int]]:
    placed = [(entry, matrix.row_of.get(entry.item_id)) for entry in entries]
    return [(entry, row) for entry, row in placed if row is not None and row < matrix.n_foods]
