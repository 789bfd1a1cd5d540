"""Checks everything that is logged or set, whatever a form let through."""

import reprlib
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from estimator.components import REGIONS
from estimator.diary_values import (
    COLORS,
    EARLIEST_DATE,
    LATEST_DAY_START,
    MEALS,
    NAME_LENGTH,
    NOTE_LENGTH,
    TOKEN_LENGTH,
    TYPED_LENGTH,
    WEEK_STARTS,
    Profile,
    ResolvedEntry,
    ToLog,
    zone_called,
)
from estimator.errors import InputError
from estimator.foods.items import Item, Supplement
from estimator.foods.table import FoodTable
from estimator.measures.amount_kinds import AMOUNT_KINDS, kind_beside_unit
from estimator.measures.units import CUPS, Measures, check_entry_quantity, parse_amount

_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that nothing is drawn for."""
_JOINERS: Final = frozenset("\u200c\u200d")
"""Not seen either, but they shape the letters and emoji beside them."""
_ALIKE: Final = str.maketrans({**dict.fromkeys("’‘ʼʹ′´`＇", "'"), **dict.fromkeys("“”„″", '"')})
_LONGEST_KEY: Final = 3 * NAME_LENGTH


def seen_key(name: str) -> str:
    """Return a key that is equal for names that look alike or differ in case alone.

    Examples
    --------
    >>> len({seen_key(name) for name in ("Ada", "ada", "A\u00adda", "Ada\u3164", "Ａda", " Ada")})
    1
    """
    alike = "".join("-" if _category(char) == "Pd" else char for char in name.translate(_ALIKE))
    folded = unicodedata.normalize("NFKC", alike).casefold()
    # Variation selectors choose between drawings of the same sign.
    seen = (
        char
        for char in unicodedata.normalize("NFKC", folded)
        if _is_seen(char) and char not in _JOINERS and not "\ufe00" <= char <= "\ufe0f"
    )
    return " ".join("".join(seen).split())[:_LONGEST_KEY]


def _category(char: str) -> str:
    return unicodedata.category(char)


def _is_seen(char: str) -> bool:
    return (_category(char) != "Cf" or char in _JOINERS) and char not in _FILLERS


def clean_name(name: str, what: str, most: int = NAME_LENGTH) -> str:
    """Return a name without needless spaces and without what can't be seen.

    Parameters
    ----------
    name : str
    what : str
        What the message calls it, e.g. "A name".
    most : int
        How many characters it may have.

    Raises
    ------
    InputError
        If it is empty or too long.

    Examples
    --------
    >>> clean_name("  Oma's   soup ", "A name")
    "Oma's soup"
    """
    cleaned = " ".join("".join(filter(_is_seen, _printable(name))).split())
    if len(cleaned) <= most and not seen_key(cleaned):
        cleaned = ""  # nothing but marks of no width can't be seen
    if not 1 <= len(cleaned) <= most:
        raise InputError(
            f"{what} has 1 to {most} characters; this one has {len(cleaned)}. "
            + ("Shorten it." if cleaned else "Write one.")
        )
    return cleaned


def clean_note(note: str) -> str:
    r"""Return a note without space around it, its lines parted as spreadsheets part them.

    Raises
    ------
    InputError
        If it is too long.

    Examples
    --------
    >>> clean_note(" at home\r\nwith Bo ")
    'at home\nwith Bo'
    """
    cleaned = _printable(note).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(cleaned) > NOTE_LENGTH:
        raise InputError(
            f"The note has {len(cleaned)} characters, but {NOTE_LENGTH} are allowed. Shorten it."
        )
    return cleaned


def _printable(text: str) -> str:
    """Leave out control characters, which can't be seen, and halves, which can't be kept."""
    if text.isprintable():  # which is found out a hundred times sooner
        return text
    return "".join(
        char for char in text if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
    )


def check_date(day: date, today: date) -> None:
    """Raise if nothing can be logged on a day.

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


def check_meal(meal: str | None) -> None:
    """Raise if a meal is not one of ``MEALS``.

    Raises
    ------
    InputError
        If it is not one of ``MEALS``, nor None.
    """
    if meal is not None and meal not in MEALS:
        raise InputError(
            f"{reprlib.repr(meal)} is no meal. Use one of {', '.join(MEALS)}, or none."
        )


def check_amount_kind(kind: str | None) -> None:
    """Raise if a kind of amount is not one of ``AMOUNT_KINDS``.

    Raises
    ------
    InputError
        If it is not one of ``AMOUNT_KINDS``, nor None.
    """
    if kind is not None and kind not in AMOUNT_KINDS:
        raise InputError(
            f"{reprlib.repr(kind)} is no kind of amount. Use one of {', '.join(AMOUNT_KINDS)}, "
            "or none."
        )


def clean_typed(typed: str) -> str:
    """Return words that were typed as they are kept: in one line, and the first of many."""
    return " ".join(_printable(typed).split())[:TYPED_LENGTH].rstrip()


def check_token(token: str | None) -> None:
    """Raise if a token is too long or not printable.

    Raises
    ------
    InputError
        If it is too long, or has characters that can't be seen.
    """
    if token is not None and not (len(token) <= TOKEN_LENGTH and token.isprintable()):
        raise InputError(
            f"The token {reprlib.repr(token)} can't be used. "
            f"Give up to {TOKEN_LENGTH} characters that can be seen."
        )


def resolved_entry(item: ToLog, profile: Profile, table: FoodTable, today: date) -> ResolvedEntry:
    """Check what is to be logged, and resolve its quantity.

    Parameters
    ----------
    item : ToLog
    profile : Profile
        Whose cup is meant.
    table : FoodTable
        As the person has it.
    today : datetime.date
        The person's own.

    Raises
    ------
    InputError
        If the date, item, amount, unit, meal, note or token can't be used.
    """
    check_date(item.date, today)
    check_meal(item.meal)
    check_token(item.token)
    check_amount_kind(item.amount_kind)
    food = table.get(item.item_id)
    return ResolvedEntry(
        date=item.date,
        meal=item.meal,
        kind=kind_of_item(food),
        item_id=item.item_id,
        amount=parse_amount(item.amount),
        unit=item.unit.strip(),
        quantity=checked_quantity(profile, table, food, item.amount, item.unit),
        note=clean_note(item.note),
        eaten_at=item.eaten_at,
        token=item.token,
        amount_kind=kind_kept(food, item.amount_kind, item.unit),
        typed=clean_typed(item.typed),
    )


def kind_kept(item: Item, kind: str | None, unit: str) -> str | None:
    """Return a kind of amount as an entry keeps it: none of a supplement, whose doses are exact."""
    return None if isinstance(item, Supplement) else kind_beside_unit(kind, unit)


def kind_of_item(item: Item) -> str:
    """Return what an entry of an item is an entry of: "food" or "supplement"."""
    return "supplement" if isinstance(item, Supplement) else "food"


def checked_quantity(
    profile: Profile, table: FoodTable, item: Item, amount: str | float, unit: str
) -> float:
    """Resolve what one entry is to hold [g of a food, units of a supplement].

    Raises
    ------
    UnitError
        If the amount or unit can't be used, or it is more than one entry may hold.
    """
    quantity = Measures(profile.cup, table).quantity(item, amount, unit)
    check_entry_quantity(item, quantity)
    return quantity


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
        "exact_amounts": (True, False),
        "color": COLORS,
        "week_start": WEEK_STARTS,
    }
    for setting, value in settings.items():
        allowed = choices.get(setting)
        if allowed is not None and value not in allowed:
            shown = ", ".join(map(str, allowed))
            raise InputError(
                f"{reprlib.repr(value)} is not allowed as {setting}. Choose one of {shown}."
            )
    checked = dict(settings)
    if "name" in settings:
        name = clean_name(settings["name"], "A name")
        checked |= {"name": name, "name_key": seen_key(name)}
    if "time_zone" in settings and zone_called(settings["time_zone"]) is None:
        raise InputError(
            f"{reprlib.repr(settings['time_zone'])} is no time zone. "
            "Write it like Europe/Amsterdam or UTC."
        )
    return checked
