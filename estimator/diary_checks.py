"""What may be logged and set, whatever a form let through."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

from estimator.components import REGIONS
from estimator.errors import InputError
from estimator.records import EARLIEST_DATE, LATEST_DAY_START, NAME_LENGTH
from estimator.unit_names import CUPS


def name_key(name: str) -> str:
    """Return what two names share that differ in case or in how accents are coded."""
    return unicodedata.normalize("NFKC", name).casefold()


def machine_time_zone() -> str:
    """Return the IANA name of this machine's time zone; UTC where it has none or two."""
    try:
        return get_localzone_name() or "UTC"
    except LookupError:
        return "UTC"


def check_date(day: date, today: date) -> None:
    """Refuse a day that nothing can be logged on.

    Raises
    ------
    InputError
        If it is no date, after the person's today, or before ``EARLIEST_DATE``.
    """
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InputError("The date is missing. Choose a day.")
    if day > today:
        raise InputError(f"{day} is in the future: today is {today}. Choose today or a day before.")
    if day < EARLIEST_DATE:
        raise InputError(f"{day} is before {EARLIEST_DATE}, the first day of a diary.")


def checked_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Check settings of a profile; add the key that its name is compared by.

    Raises
    ------
    InputError
        If the name is empty or too long, or a setting is none of the allowed.
    """
    choices: dict[str, Sequence[object]] = {
        "region": REGIONS,
        "cup": CUPS,
        "day_start_hour": range(LATEST_DAY_START + 1),
        "takes_vka": (True, False),
    }
    for setting, value in settings.items():
        allowed = choices.get(setting)
        if allowed is not None and value not in allowed:
            shown = ", ".join(map(str, allowed))
            raise InputError(f"{value!r} is not allowed as {setting}. Choose one of {shown}.")
    checked = dict(settings)
    if "name" in settings:
        name = " ".join(settings["name"].split())
        if not 1 <= len(name) <= NAME_LENGTH:
            raise InputError(f"A name has 1 to {NAME_LENGTH} characters; this one has {len(name)}.")
        checked |= {"name": name, "name_key": name_key(name)}
    if "time_zone" in settings:
        try:
            ZoneInfo(settings["time_zone"])
        except (KeyError, ValueError, OSError):  # by what is wrong with the name
            raise InputError(
                f"{settings['time_zone']!r} is no time zone. Write it like Europe/Amsterdam or UTC."
            ) from None
    return checked
