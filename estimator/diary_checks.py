"""What may be logged and set, whatever a form let through."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

from estimator.components import REGIONS
from estimator.errors import InputError
from estimator.foods import FoodTable, Supplement
from estimator.records import (
    EARLIEST_DATE,
    LATEST_DAY_START,
    MEALS,
    NAME_LENGTH,
    NOTE_LENGTH,
    Eaten,
    Profile,
)
from estimator.units import CUPS, Measures, check_entry_quantity, parse_amount


def name_key(name: str) -> str:
    """Return what two names share that differ in case or in how accents are coded."""
    return unicodedata.normalize("NFC", name).casefold()


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


def checked_entry(
    table: FoodTable,
    profile: Profile,
    today: date,
    *,
    date: date,
    item_id: str,
    amount: str | float,
    unit: str,
    meal: str | None = None,
    note: str = "",
    sample: bool = False,
    token: str | None = None,
) -> Eaten:
    """Check what is to be logged, and resolve its quantity.

    Raises
    ------
    InputError
        If the date, item, amount, unit, meal or note can't be used.
    """
    check_date(date, today)
    if meal is not None and meal not in MEALS:
        raise InputError(f"{meal!r} is no meal. Use one of {', '.join(MEALS)}, or none.")
    if len(note) > NOTE_LENGTH:
        raise InputError(
            f"The note has {len(note)} characters, but {NOTE_LENGTH} are allowed. Shorten it."
        )
    item = table.get(item_id)
    quantity = Measures(profile.cup, table).quantity(item, amount, unit)
    check_entry_quantity(item, quantity)
    return Eaten(
        date=date,
        meal=meal,
        kind="supplement" if isinstance(item, Supplement) else "food",
        item_id=item_id,
        amount=parse_amount(amount),
        unit=unit.strip(),
        quantity=quantity,
        note=note.strip(),
        sample=sample,
        token=token,
    )


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
        # The null character can't be seen, and ends a text for some databases.
        name = " ".join(settings["name"].replace("\0", "").split())
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
