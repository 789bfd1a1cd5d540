"""How the page of people names settings, and what it says of a person."""

import re
import reprlib
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from estimator.diary_values import LATEST_DAY_START, WEEK_STARTS, Profile, machine_time_zone

CUP_NAMES: Final = {
    "us_customary": "US customary: cup 236.6 ml, tbsp 14.8 ml, tsp 4.9 ml, fl oz 29.6 ml",
    "us_legal": "US legal, as on labels: cup 240 ml, tbsp 15 ml, tsp 5 ml, fl oz 30 ml",
    "metric": "Metric: cup 250 ml, tbsp 15 ml, tsp 5 ml, fl oz 29.6 ml",
}
"""What each cup setting means."""

DAY_STARTS: Final = {hour: f"{hour:02}:00" for hour in range(LATEST_DAY_START + 1)}
WEEK_START_NAMES: Final = {day: day.capitalize() for day in WEEK_STARTS}

# A machine's own settings among the files of zones, and a placeholder.
_NO_ZONES: Final = {"localtime", "Factory"}


@cache
def time_zones() -> list[str]:
    """Return the IANA names of the time zones of the world."""
    return sorted(available_timezones() - _NO_ZONES)


def zone_notice(profile: Profile) -> str:
    """Say that this system doesn't know the time zone of a person; "" where it does."""
    if profile.zone_is_known:
        return ""
    return (
        f"The time zone of {profile.name}, {reprlib.repr(profile.time_zone)}, is not known on "
        f"this system: days are told by {machine_time_zone()} until it is. Update the time zones "
        "of the system (on Windows the package tzdata), or choose another zone for the person."
    )


def file_stem(profile: Profile) -> str:
    """Return how files of a person begin: with the letters and digits of the name.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> ada = Profile(
    ...     id=7, name="../Ada & Co", region="EU", time_zone="UTC", day_start_hour=0,
    ...     cup="metric", takes_vka=False, created_at=datetime(2026, 1, 1, tzinfo=UTC),
    ... )
    >>> file_stem(ada)
    'k2-ada-co'
    """
    words = re.findall(r"\w+", profile.name.casefold())
    return "-".join(["k2", *(words or [str(profile.id)])])
