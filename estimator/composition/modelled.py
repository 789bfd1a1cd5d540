"""The ranges of foods that were analysed, as the model of all readings has them.

The value of a cell is the mean of its food's own readings. How far the next sample may lie from
them one or two readings don't say. The model holds them against those of foods like it and knows
how far laboratories lie apart, so its ranges are narrower where readings agree and wider where a
laboratory stands alone.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from estimator.components import FORMS
from estimator.composition.cells import WIDEST_SD_LOG, Cells
from estimator.composition.predicted import Distribution
from estimator.composition.spread import Z_95

MODELLED_GROUPS: Final = frozenset(
    {
        "cheese",
        "fish and seafood",
        "mixed dishes",
        "organ meats",
        "poultry",
        "processed meat",
        "red meat",
    }
)
"""Groups of foods whose analysed forms have the ranges of the model; those of others are learnt
from how far readings of one food lie apart.

They are those of which 20 readings or more could be left out and the model foretold them better
by CRPS (`benchmarks.calibration`). Of milk and what is made of its fat, which decides and which
it isn't told, and of natto, which has no kin, it says less than their own readings do.
"""


NARROWED: Final = 0.9
"""How much of the model's spread the ranges of analysed foods have.

With all of it they held more readings than they should: laboratories differ by less than a normal
around each says. It is the narrowest, in steps of 0.025, with which 90 % of the readings left out
were held, one number for all groups: one for each, chosen from the other sources, foretold worse.
"""


def next_reading(said: Distribution) -> Distribution:
    """Return where the next reading of an analysed food may lie."""
    return Distribution(said.mean, said.sd * NARROWED)


def with_model_ranges(cells: Cells, said: Mapping[str, Distribution]) -> Cells:
    """Return the cells of one food with ranges as the model has them, of each form that was found.

    Parameters
    ----------
    cells : mapping of str to Cell
        As readings and `estimator.composition.cells.apportion` have them.
    said : mapping of str to Distribution
        What the model says of each form.

    Returns
    -------
    mapping of str to Cell
        Values stay what readings and totals say. The range of a form that was read lies where
        the model has the next reading; that of one split from a total is as wide, around its
        part of the total. What is zero stays so, and no range ends below what readings of the
        region reach.
    """
    changed = {}
    for form in FORMS:
        cell = cells[form]
        if form not in said or not cell.value > 0:
            continue
        of_form = next_reading(said[form])
        middle = math.log(cell.value) if cell.status == "apportioned" else of_form.mean
        low, high = (math.exp(middle + z * of_form.sd) for z in (-Z_95, Z_95))
        changed[form] = replace(
            cell,
            sd_log=min(of_form.sd, WIDEST_SD_LOG),
            percentiles=(min(low, cell.value), max(high, cell.value)),
        )
    return cells | changed
