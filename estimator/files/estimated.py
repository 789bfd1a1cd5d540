"""The rows of an estimate as files have them: weeks in a row each, or one row for each form."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from estimator.calculation.intake import estimate
from estimator.calculation.weekly import weekly_rows
from estimator.foods.version import data_version

PERIOD_OF: Final = {"day": "day", "week": "week", "meal": "meal", "all": None}
"""The period of `estimate`, by the word that says it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of an estimate.

    Attributes
    ----------
    by : str
        One of `PERIOD_OF`.
    region : str
    tidy : bool
        Whether weeks, too, have a row for each form.
    k1 : bool
        Whether K1 is estimated as well, which only such rows have.
    exact_amounts : bool
        Whether ranges leave out how sure the amounts are.
    """

    by: str = "week"
    region: str = "world"
    tidy: bool = False
    k1: bool = False
    exact_amounts: bool = False

    @property
    def is_weekly(self) -> bool:
        """Whether a week is one row."""
        return self.by == "week" and not (self.tidy or self.k1)


def estimated_rows(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Estimate food records, and return the rows as they are written.

    Parameters
    ----------
    frame : DataFrame
        See `estimator.calculation.intake.estimate`.
    asked : Asked

    Raises
    ------
    InputError
        If the records can't be used.
    """
    amounts = not asked.exact_amounts
    if asked.is_weekly:
        return weekly_rows(frame, asked.region, amounts=amounts)
    by = PERIOD_OF[asked.by]
    return tidy_rows(
        estimate(frame, by, asked.region, asked.k1, amounts=amounts).intake, asked.region
    )


def tidy_rows(intake: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the rows of an estimate as they are written: rounded, with region and data version."""
    figures = {name: 3 for name in intake.columns if name.endswith("_ug")}
    rounded = intake.round({**figures, "coverage": 4})
    return rounded.assign(region=region, data_version=data_version())
