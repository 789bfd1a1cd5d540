"""A person at a glance, for who looks after several: how much, how steady, and what is new."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from estimator.calculation.intake import Estimate
from estimator.components import REGION_NAMES
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Logged, Profile
from estimator.insight.steadiness import (
    BEFORE_DAYS,
    NEW_DAYS,
    daily_totals,
    days_logged_before,
    new_rich_items,
)
from estimator.periods import week_of
from estimator.views.shared.days import day_words
from estimator.views.shared.figures import counted, figure

DAYS_LOOKED_AT: Final = NEW_DAYS + BEFORE_DAYS
"""What is new is told by so many days, the last of them today."""
WEEKS_OF_MEAN: Final = 4
NONE: Final = "–"
VKA_MARK: Final = "takes a vitamin K antagonist"


@dataclass(frozen=True)
class Overview:
    """What a row of people says of one."""

    who: str
    """Where their food comes from, what they take, and how much they logged."""
    cells: tuple[tuple[str, str], ...]
    """Heads and what stands below them, the same heads for everybody; "–" where there is none."""


def overview_of(
    person: Profile,
    logged: Logged,
    today: date,
    recent: Estimate | None = None,
    foods: PersonalFoods | None = None,
) -> Overview:
    """Sum up a person.

    Parameters
    ----------
    person : Profile
    logged : Logged
        How much they have logged so far.
    today : date
        Theirs.
    recent : Estimate, optional
        By day, of the last `DAYS_LOOKED_AT` days; None where nothing of them is logged.
    foods : PersonalFoods, optional
        Theirs; needed with ``recent``.
    """
    who = [
        f"Food from: {REGION_NAMES[person.region]}",
        *([VKA_MARK] if person.takes_vka else []),
        *([f"{counted(logged.days, 'day')} logged in all"] if logged.days else []),
    ]
    mean, swing, new = "", "", ""
    if recent is not None and foods is not None:
        mean, swing = _amounts(recent, today)
        new = _new_items(recent, today, foods)
    days = _days_this_week(recent, person, today) if recent is not None else 0
    cells = {
        "Last logged": _last_words(logged, today),
        "This week": counted(days, "day") if logged.days else "",
        f"K2 a day, {WEEKS_OF_MEAN} weeks": mean,
        "Lowest, highest": swing,
        "New, rich in MK-7": new,
    }
    return Overview(" · ".join(who), tuple((head, said or NONE) for head, said in cells.items()))


def _last_words(logged: Logged, today: date) -> str:
    if logged.last is None:
        return "nothing yet"
    names = {today: "today", today - timedelta(days=1): "yesterday"}
    return names.get(logged.last, day_words(logged.last, today))


def _days_this_week(recent: Estimate, person: Profile, today: date) -> int:
    first = week_of(today, person.week_start)
    return sum(first <= start.date() <= today for start in recent.periods["start"])


def _amounts(recent: Estimate, today: date) -> tuple[str, str]:
    """Say the mean of the last weeks, and how far the days lie apart."""
    totals = daily_totals(recent, supplements=False)
    since = today - timedelta(days=7 * WEEKS_OF_MEAN - 1)
    totals = totals[[day.date() >= since for day in totals.index]]
    if totals.empty:
        return "", ""
    low, high = figure(totals.min()), figure(totals.max())
    return f"{figure(totals.mean())} µg", f"{low} µg" if low == high else f"{low} to {high} µg"


def _new_items(recent: Estimate, today: date, foods: PersonalFoods) -> str:
    """Name what is rich in MK-7 and new."""
    versions = {item_id: own.key for item_id, own in foods.versions.items()}
    items = new_rich_items(recent, today, versions)
    if items.empty or not days_logged_before(recent, today):
        return ""
    return ", ".join(foods.table.name_of(item) for item in items["item"])
