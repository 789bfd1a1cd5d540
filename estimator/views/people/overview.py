"""A person at a glance, for who looks after several: how much, how steady, and what is new."""

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
VKA_MARK: Final = "takes a vitamin K antagonist"


def overview_lines(
    person: Profile,
    logged: Logged,
    today: date,
    recent: Estimate | None = None,
    foods: PersonalFoods | None = None,
) -> list[str]:
    """Sum up a person in a few lines.

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
    who = [f"Food from: {REGION_NAMES[person.region]}", *([VKA_MARK] if person.takes_vka else [])]
    lines = [" · ".join(who), _last_words(logged, today)]
    if recent is not None and foods is not None:
        lines += [_amount_words(recent, today), _new_words(recent, today, foods)]
    elif logged.days:
        lines[1] += f" · nothing in the last {DAYS_LOOKED_AT} days"
    if recent is not None and logged.days:
        lines[1] += f" · {_days_words(recent, person, today)}"
    return [line for line in lines if line]


def _last_words(logged: Logged, today: date) -> str:
    if logged.last is None:
        return "Nothing logged yet"
    names = {today: "today", today - timedelta(days=1): "yesterday"}
    last = names.get(logged.last, day_words(logged.last, today))
    return f"Last logged: {last} · {counted(logged.days, 'day')} in all"


def _days_words(recent: Estimate, person: Profile, today: date) -> str:
    first = week_of(today, person.week_start)
    days = sum(first <= start.date() <= today for start in recent.periods["start"])
    return f"{counted(days, 'day') if days else 'none'} this week"


def _amount_words(recent: Estimate, today: date) -> str:
    """Say the mean of the last weeks, and how far the days lie apart."""
    totals = daily_totals(recent, supplements=False)
    since = today - timedelta(days=7 * WEEKS_OF_MEAN - 1)
    totals = totals[[day.date() >= since for day in totals.index]]
    if totals.empty:
        return ""
    mean = f"K2 from food in the last {WEEKS_OF_MEAN} weeks: {figure(totals.mean())} µg a day"
    low, high = figure(totals.min()), figure(totals.max())
    return mean if low == high else f"{mean}, from {low} to {high}"


def _new_words(recent: Estimate, today: date, foods: PersonalFoods) -> str:
    """Name what is rich in MK-7 and new."""
    versions = {item_id: own.key for item_id, own in foods.versions.items()}
    items = new_rich_items(recent, today, versions)
    if items.empty or not days_logged_before(recent, today):
        return ""
    names = ", ".join(foods.table.name_of(item) for item in items["item"])
    return f"New in the last {NEW_DAYS} days, and rich in MK-7: {names}"
