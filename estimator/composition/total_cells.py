"""The cell of a food's K2 total, in agreement with those of its forms."""

import math
from collections import defaultdict
from dataclasses import replace
from typing import Any, Final

from estimator.components import FORMS, K2_TOTAL, MAIN_FORMS
from estimator.composition.cells import Cell, Cells, widened
from estimator.composition.spread import COMPONENT_CLASS

_ROUNDING: Final = 1e-9


def total_cell(cells: Cells, others: list[Any]) -> Cell:
    """Make the K2 total of a food, in agreement with its forms.

    Parameters
    ----------
    cells : mapping of str to Cell
        The cells of one food by component; ``VITK2`` holds the measured total.
    others : list
        Rows that only widen the total.

    Returns
    -------
    Cell
        The measured total where forms were apportioned from it or are not all
        known, unless it and the measured forms contradict each other; else their sum,
        ``partial`` where a main form is not known. Its range is
        never lower than that of its largest form, nor does it end below that of any.
    """
    measured, known = cells[K2_TOTAL], [form for form in FORMS if cells[form].known]
    if not known:
        return widened(measured, others)
    complete = all(form in known for form in MAIN_FORMS)
    split = [form for form in known if cells[form].status == "apportioned"]
    summed = sum(cells[form].value for form in known)
    largest = max(known, key=lambda form: cells[form].value)
    read = all(form in known and cells[form].status != "predicted" for form in MAIN_FORMS)
    by_total = measured.known and (not read or bool(split))
    # Forms that were split from a total, or held to it, add up to it but for the last digits.
    if by_total and measured.value >= summed * (1 - _ROUNDING) and not _at_odds(cells, split):
        return holding_forms(widened(measured, others), cells)
    cell = Cell(
        cells[largest].status if complete or by_total else "partial",
        value=summed,
        sd_log=_sd_log_of_sum([(form, cells[form]) for form in known]),
        ceiling=max(cells[form].ceiling for form in known),
        groups=frozenset().union(*(cells[form].groups for form in known)),
        source_ids=frozenset().union(*(cells[form].source_ids for form in known)),
    )
    cell = widened(cell, others)
    if by_total:
        cell = replace(cell, ceiling=max(cell.ceiling, measured.value))
    return holding_forms(cell, cells)


def _at_odds(cells: Cells, split: list[str]) -> bool:
    """Return whether a total and the forms that were measured contradict each other.

    Then more was left over than the other forms hold of such a total: not forms that nobody
    looked for, but one laboratory that reads higher than another. What one laboratory finds in
    its own total beyond its forms is there.
    """
    whole = cells[K2_TOTAL]
    by_form = [cells[form] for form in FORMS if cells[form].known and form not in split]
    total, measured = whole.value, sum(cell.value for cell in by_form)
    if any(whole.groups & cell.groups for cell in by_form):
        return False
    return (
        bool(split)
        and total > 0
        and (total - measured > 1.001 * sum(cells[form].value for form in split))
    )


def holding_forms(total: Cell, cells: Cells) -> Cell:
    """Return a total whose range agrees with those of its forms, of which one is known at least."""
    known = [form for form in FORMS if cells[form].known]
    largest = max(known, key=lambda form: cells[form].value)
    highest = max(cells[form].high for form in known)
    return replace(
        total,
        floor=min(cells[largest].low, total.value),
        ceiling=highest if math.isnan(total.ceiling) else max(total.ceiling, highest),
    )


def _sd_log_of_sum(forms: list[tuple[str, Cell]]) -> float:
    """Return the log spread of a sum of forms.

    Within a class forms rise and fall together (one starter culture makes them
    all); classes are independent. A lognormal takes the mean and variance.

    References
    ----------
    L. F. Fenton (1960), doi:10.1109/TCOM.1960.1097606.
    """
    sd_of_class: defaultdict[str, float] = defaultdict(float)
    for form, cell in forms:
        sd_of_class[COMPONENT_CLASS[form]] += cell.value * math.sqrt(math.expm1(cell.sd_log**2))
    mean = sum(cell.value for _, cell in forms)
    if not mean:
        return 0.0
    variance = sum(sd**2 for sd in sd_of_class.values())
    return math.sqrt(math.log1p(variance / mean**2))
