"""The days of a week side by side, to choose one of them: how much each gave, and of what form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from estimator.calculation.intake import Estimate
from estimator.components import FORMS, K2_TOTAL
from estimator.periods import monday_of
from estimator.views.shared.caveat import natto_periods
from estimator.views.shared.figures import NOT_KNOWN, at_least, figure
from estimator.views.shared.palette import FORM_COLOURS

SHORTEST_FULL_UG: Final = 50.0
"""The highest column stands for at least so much [µg]."""


@dataclass(frozen=True)
class StripDay:
    """A day of the week."""

    date: str
    name: str
    number: int
    spoken: str
    height: float
    """Of the column, 0 to 1; 0 where nothing is logged."""
    torn: bool
    """Whether there was more than the column shows."""
    colour: str
    chosen: bool
    open: bool
    """Whether it can be chosen, as days to come can't."""


def week_strip(estimated: Estimate | None, chosen: date, last: date) -> list[StripDay]:
    """Return the days of a week, Monday first.

    A day that natto dominates doesn't flatten the others: its column is as high as the
    highest of them, and torn.

    Parameters
    ----------
    estimated : Estimate or None
        Of one person, the days of that week; None where nothing is logged.
    chosen : date
        The day that is shown.
    last : date
        The last day that can be chosen.
    """
    days: dict[str, _Logged] = {}
    if estimated is not None:
        natto = natto_periods(estimated)
        for total, amounts in zip(estimated.k2, estimated.amounts_ug(), strict=True):
            name = total["period"]
            days[name] = _logged(amounts, total["coverage"], name in natto)
    full = max([SHORTEST_FULL_UG, *(day.ug for day in days.values() if not day.natto)])
    monday = monday_of(chosen)
    return [
        _strip_day(day, days.get(day.isoformat()), full, chosen, last)
        for day in (monday + timedelta(days=place) for place in range(7))
    ]


@dataclass(frozen=True)
class _Logged:
    """What a day gave."""

    ug: float
    words: str
    form: str
    """The one that gave most; "" where none gave anything."""
    natto: bool
    """Whether natto dominates it."""


def _logged(amounts: Mapping[str, float], coverage: float, natto: bool) -> _Logged:
    words = at_least(figure(amounts[K2_TOTAL]), coverage)
    known = {form: amounts[form] for form in FORMS if amounts.get(form, 0) > 0}
    return _Logged(
        ug=amounts[K2_TOTAL] if amounts[K2_TOTAL] > 0 else 0.0,
        words=words if words == NOT_KNOWN else f"{words} µg",
        form=max(known, key=known.__getitem__, default=""),
        natto=natto,
    )


def _strip_day(
    day: date, logged: _Logged | None, full: float, chosen: date, last: date
) -> StripDay:
    ug = logged.ug if logged else 0.0
    return StripDay(
        date=day.isoformat(),
        name=f"{day:%a}",
        number=day.day,
        spoken=f"{day:%A} {day.day} {day:%B}: {logged.words if logged else 'nothing logged'}",
        height=min(ug / full, 1.0),
        torn=ug > full,
        colour=FORM_COLOURS[logged.form] if logged and logged.form else "",
        chosen=day == chosen,
        open=day <= last,
    )
