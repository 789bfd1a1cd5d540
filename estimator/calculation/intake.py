"""The formula: what somebody ate, times what the foods hold.

For each person, period and component the estimate is the sum of grams times
mean content. Its interval comes from the moments of that sum: one food is as
rich or as poor all through a period, different foods are independent, how much
was eaten is as sure as `estimator.calculation.amount_spread` says, and a lognormal with
the resulting mean and variance gives the 5th and 95th percentile. No random
numbers: the same records always give the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from estimator.calculation.coded_records import code_records
from estimator.calculation.contributions import contributions
from estimator.calculation.intake_frames import intake_frame, k2_rows, periods_frame
from estimator.calculation.not_counted import NotCounted, not_counted
from estimator.calculation.person_periods import PersonPeriods, person_periods
from estimator.calculation.quantity_table import QuantityTable
from estimator.calculation.sums import Sums, sums_of
from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.table import composition_matrix
from estimator.errors import InputError
from estimator.pandas_on_use import pd
from estimator.periods import PERIODS


@dataclass(frozen=True, eq=False)
class Estimate:
    """Intake by person, period and component.

    Attributes
    ----------
    intake : DataFrame
        One row per person, period and component: ``person``, ``period``,
        ``component``, ``estimate_ug``, ``low_ug`` and ``high_ug`` (food only,
        total of the period [µg], with its 5th and 95th percentile; NaN where
        nothing is known of anything that was eaten),
        ``coverage`` (share of the grams eaten whose content is known, 0 to 1;
        NaN where nothing was eaten that could count), ``supplement_ug`` (by
        label, apart from food [µg]), ``days_logged`` and ``analysed`` (share of
        the estimate that rests on analysed foods, 0 to 1; NaN where it is 0 or
        not known).
    periods : DataFrame
        One row per person and period: ``person``, ``period``, ``start``,
        ``end``, ``days_logged``, ``entries``, ``natto_share`` (of the K2 from
        food, 0 to 1; NaN where there is none), and the K2 from food other than
        natto, as in ``intake``: ``without_natto_ug``, ``without_natto_low_ug``,
        ``without_natto_high_ug`` and ``without_natto_coverage``; ``predicted_ug``
        is how much of the K2 from food is predicted from other foods [µg];
        ``variance_of_amounts`` and ``variance_of_predictions`` are the parts of
        the variance of the K2 from food that are due to how much was eaten, and
        to what is predicted, 0 to 1 (NaN where nothing varies); the rest is how
        far analysed foods of a kind lie apart.
    by, region : str
        What was asked for.
    amounts : bool
        Whether the ranges hold how sure the amounts are.

    Examples
    --------
    >>> from estimator import estimate
    >>> log = pd.DataFrame({"item": ["natto"], "date": ["2026-02-10"], "grams": [40.0]})
    >>> estimated = estimate(log, by="week")
    >>> len(estimated.intake) == len(estimated.components)
    True
    """

    by: str | None
    region: str
    amounts: bool
    _matrix: CompositionMatrix
    _quantities: QuantityTable
    _periods: PersonPeriods
    _sums: Sums

    @cached_property
    def intake(self) -> pd.DataFrame:
        """The intake; see above."""
        return intake_frame(self._periods, self.components, self._sums)

    @cached_property
    def periods(self) -> pd.DataFrame:
        """The periods; see above."""
        return periods_frame(self._periods, self._sums)

    @cached_property
    def k2(self) -> list[dict[str, Any]]:
        """What ``intake`` and ``periods`` say of the K2 total of each period, without frames."""
        return k2_rows(self._periods, self.components, self._sums)

    def amounts_ug(self) -> list[dict[str, float]]:
        """Return the estimate of each component, for each period [µg]."""
        return [dict(zip(self.components, row, strict=True)) for row in self._sums.food.tolist()]

    def __repr__(self) -> str:
        """Show the intake with what was asked for."""
        asked = f"by={self.by!r}, region={self.region!r}, amounts={self.amounts!r}"
        return f"Estimate(intake={self.intake!r}, periods={self.periods!r}, {asked})"

    @property
    def components(self) -> tuple[str, ...]:
        """The components estimated, in the order of ``intake``."""
        return self._matrix.components

    @property
    def takes_supplements(self) -> bool:
        """Whether there is a supplement among what was eaten."""
        _, item, *_ = self._quantities.amounts()
        return bool((item >= self._matrix.n_foods).any())

    def not_counted(self) -> list[NotCounted]:
        """Name the foods eaten whose content of some form is not known, by period."""
        return not_counted(self._quantities, self._matrix)

    def only(self, period: str) -> Estimate:
        """Return one period of one person by itself."""
        place = self._periods.place_of(period)
        return replace(
            self,
            _quantities=self._quantities.only(place),
            _periods=self._periods.only(place),
            _sums=self._sums.only(place),
        )

    def gave(self) -> dict[str, float]:
        """Return the K2 of each food that gave any, all periods together [µg]."""
        _, item, quantity, _ = self._quantities.amounts()
        is_food = item < self._matrix.n_foods
        total = self._matrix.mean[:, self.components.index(K2_TOTAL)]
        ug = np.bincount(item[is_food], quantity[is_food], self._matrix.n_foods) * total
        items = self._matrix.items
        return {items[row]: float(ug[row]) for row in np.flatnonzero(ug > 0)}

    def parts_of_dishes(self) -> dict[str, dict[str, float]]:
        """Return what each dish is made of, grams in one gram by the id of the food [g/g]."""
        items = self._matrix.items
        return {
            items[dish]: {items[place]: float(share[place]) for place in np.flatnonzero(share)}
            for dish, share in zip(self._matrix.dishes, self._matrix.parts, strict=True)
        }

    def with_dishes(self, dishes: Collection[str]) -> Estimate:
        """Return the same with no other dishes to be taken apart."""
        matrix, items = self._matrix, self._matrix.items
        kept = np.array([items[dish] in dishes for dish in matrix.dishes], bool)
        fewer = replace(matrix, dishes=matrix.dishes[kept], parts=matrix.parts[kept])
        return replace(self, _matrix=fewer)

    def unsure_amounts(self) -> list[tuple[str, float, float]]:
        """Return the id and grams of each food of one period, and how unsure a habit makes them.

        The last is the variance of the grams that is the same in all uses [g²].
        """
        _, item, quantity, _ = self._quantities.amounts()
        lasting, items = self._quantities.lasting_variance(), self._matrix.items
        return [
            (items[row], float(grams), float(variance))
            for row, grams, variance in zip(item, quantity, lasting, strict=True)
            if row < self._matrix.n_foods
        ]

    def contributions(
        self, components: Sequence[str] | None = None, *, apart: bool = False
    ) -> pd.DataFrame:
        """Return what each item brought.

        Parameters
        ----------
        components : sequence of str, optional
            By default all that were estimated.
        apart : bool
            Whether dishes are taken apart into what they are made of.

        Returns
        -------
        DataFrame
            One row per person, period, item and component: ``person``,
            ``period``, ``item``, ``source`` ("food" or "supplement"),
            ``component``, ``quantity`` (grams [g] or units), ``ug`` [µg] (NaN
            where nothing is known of the content), ``low_ug`` and ``high_ug``
            (5th and 95th percentile of it; a supplement holds what its label
            says) and ``covered`` (whether the content is known, not just a part
            of it or a ceiling).
        """
        who = self.periods[["person", "period"]]
        return contributions(who, self._quantities, self._matrix, components, apart=apart)


def estimate(
    frame: pd.DataFrame,
    by: str | None = "day",
    region: str = "world",
    phylloquinone: bool = False,
    composition: CompositionMatrix | None = None,
    amounts: bool = True,
) -> Estimate:
    """Estimate intake from food records.

    Parameters
    ----------
    frame : DataFrame
        One row per record: ``item`` (id of a food or supplement), ``date``
        (date, timestamp or ISO text), and ``quantity`` (grams of a food [g],
        number of units of a supplement), or ``grams`` [g] (foods only), or
        ``amount`` and ``unit``; ``person`` and ``meal`` where there are any; and
        ``amount_kind``, how sure the amount is: "weighed", "counted", "measured" (a
        household measure, or by eye) or "assumed" (by default as the unit says; grams
        are weighed).
    by : str or None
        "day", "week" (ISO weeks), "meal", or None for all a person logged.
    region : str
        Where the foods are from, one of `estimator.components.REGIONS`.
    phylloquinone : bool
        Whether vitamin K1 is estimated as well.
    composition : CompositionMatrix, optional
        Used instead of the food table of the region.
    amounts : bool
        Whether ranges hold how sure the amounts are; if not, all are taken as exact.

    Returns
    -------
    Estimate

    Raises
    ------
    InputError
        If ``by`` or ``region`` is none of the above, a column is missing, or
        any row can't be used; the message names the rows.

    Examples
    --------
    >>> log = pd.DataFrame({"item": ["natto"], "date": ["2026-02-10"], "quantity": [40.0]})
    >>> estimate(log, by="week").periods["period"].tolist()
    ['2026-W07']
    """
    if by not in PERIODS:
        allowed = ", ".join(repr(period) for period in PERIODS)
        raise InputError(f"Intake can't be summed by {by!r}. Choose one of {allowed}.")
    matrix = composition or composition_matrix(region)
    if not phylloquinone:
        matrix = matrix.without_phylloquinone()
    periods, eaten = _tabulate(frame, by, matrix, amounts=amounts)
    sums = sums_of(eaten, matrix)
    return Estimate(
        by=by,
        region=region,
        amounts=amounts,
        _matrix=matrix,
        _quantities=eaten,
        _periods=periods,
        _sums=sums,
    )


def per_logged_day(intake: pd.DataFrame) -> pd.DataFrame:
    """Turn the totals of `Estimate.intake` into means over the logged days.

    Parameters
    ----------
    intake : DataFrame
        See `Estimate`.

    Returns
    -------
    DataFrame
        The same rows, with ``estimate_ug_per_day``, ``low_ug_per_day``,
        ``high_ug_per_day`` and ``supplement_ug_per_day`` [µg/day] in place of
        the totals.

    Raises
    ------
    KeyError
        If the frame has not the columns of `Estimate.intake`.

    Examples
    --------
    >>> from estimator import estimate, per_logged_day
    >>> days = ["2026-02-10", "2026-02-11"]
    >>> log = pd.DataFrame({"item": "natto", "date": days, "grams": [40.0, 20.0]})
    >>> week = estimate(log, by="week").intake
    >>> means = per_logged_day(week)
    >>> (means["estimate_ug_per_day"] * 2).equals(week["estimate_ug"])
    True
    """
    totals = ["estimate_ug", "low_ug", "high_ug", "supplement_ug"]
    means = intake[totals].div(intake["days_logged"], axis=0)
    return intake.assign(**means).rename(columns={name: f"{name}_per_day" for name in totals})


def _tabulate(
    frame: pd.DataFrame, by: str | None, matrix: CompositionMatrix, *, amounts: bool
) -> tuple[PersonPeriods, QuantityTable]:
    records = code_records(frame, matrix, with_meals=by == "meal")
    periods, of_row = person_periods(records, by)
    return periods, QuantityTable.from_records(records, periods, of_row, matrix, amounts=amounts)
