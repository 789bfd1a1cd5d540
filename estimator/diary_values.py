"""What the diary keeps: people's profiles and the entries they log, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tzlocal import get_localzone_name

MEALS: Final = ("breakfast", "lunch", "dinner", "snack")
"""The meals an entry can belong to, in the order of a day."""
MEAL_HOURS: Final = (
    (0, "snack"),
    (4, "breakfast"),
    (11, "lunch"),
    (15, "snack"),
    (17, "dinner"),
    (22, "snack"),
)
"""From which hour on a meal is likely, by the person's clock."""

ITEM_KINDS: Final = ("food", "supplement")

OWN_KIND: Final = "own"
"""What ``kind`` is in a row that is of a version of an own food, supplement or recipe."""

DAY_KIND: Final = "day"
"""What ``kind`` is in a row that is of a whole day: its note, and whether it is complete."""

EARLIEST_DATE: Final = date(1900, 1, 1)
LATEST_DAY_START: Final = 6
"""The latest hour at which a person's day can begin."""

COLORS: Final = ("teal", "blue", "purple", "red", "orange", "brown", "gray")
"""What a profile can be marked with, so that two people are never mixed up."""

WEEK_STARTS: Final = ("monday", "sunday", "saturday")
"""First day of the week as the app shows it; figures and files keep to ISO weeks."""

NAME_LENGTH: Final = 80
NOTE_LENGTH: Final = 500
TOKEN_LENGTH: Final = 120
FOOD_NAME_LENGTH: Final = 120
QUESTION_LENGTH: Final = 160
TYPED_LENGTH: Final = 200
"""How much of the words that an entry was typed with is kept."""


def machine_time_zone() -> str:
    """Return the IANA name of this machine's time zone; UTC where it has none or two."""
    try:
        name = get_localzone_name()
    except LookupError:
        return "UTC"
    return name if name and zone_called(name) else "UTC"


def zone_called(name: str) -> ZoneInfo | None:
    """Return the time zone of an IANA name; None where this system doesn't know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # by what is wrong with the name
        return None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A person whose diary is kept, with the settings their entries are read by."""

    id: int
    name: str
    region: str
    time_zone: str
    """IANA name, e.g. ``Europe/Amsterdam``."""
    day_start_hour: int
    """What is eaten before this hour belongs to the day before."""
    cup: str
    takes_vka: bool
    """Whether the person takes a vitamin K antagonist such as warfarin."""
    color: str = COLORS[0]
    week_start: str = WEEK_STARTS[0]
    exact_amounts: bool = False
    """Whether ranges leave out how sure the amounts are."""
    deleted_at: datetime | None = None
    """When the profile was deleted; until it is erased it can be brought back."""
    created_at: datetime

    @property
    def zone_is_known(self) -> bool:
        """Whether this system knows the time zone; where not, that of the machine is used."""
        return zone_called(self.time_zone) is not None

    @property
    def initial(self) -> str:
        """The first letter of the name, as a mark beside the colour."""
        return self.name[0].upper()

    def date_at(self, moment: datetime) -> date:
        """Return the person's date at a moment, by their time zone and day start.

        Examples
        --------
        >>> from datetime import UTC
        >>> night_owl = Profile(
        ...     id=1, name="Ada", region="EU", time_zone="Europe/Amsterdam", day_start_hour=4,
        ...     cup="metric", takes_vka=False, created_at=datetime(2026, 1, 1, tzinfo=UTC),
        ... )
        >>> night_owl.date_at(datetime(2026, 2, 10, 1, 30, tzinfo=UTC))
        datetime.date(2026, 2, 9)
        """
        return (self._clock(moment) - timedelta(hours=self.day_start_hour)).date()

    def meal_at(self, moment: datetime) -> str:
        """Return the meal that people eat at this time of the person's day.

        It is only a proposal: nobody's hours are known.
        """
        hour = self._clock(moment).hour
        return next(meal for since, meal in reversed(MEAL_HOURS) if hour >= since)

    def _clock(self, moment: datetime) -> datetime:
        return moment.astimezone(zone_called(self.time_zone) or ZoneInfo(machine_time_zone()))


@dataclass(frozen=True, kw_only=True)
class Logged:
    """How much a person has logged so far."""

    entries: int = 0
    days: int = 0
    last: date | None = None
    """The last day with an entry."""


@dataclass(frozen=True, kw_only=True)
class ToLog:
    """What a person wants to log, as they said it; nothing of it is checked."""

    date: date
    item_id: str
    """Of a food or supplement."""
    amount: str | float
    unit: str
    meal: str | None = None
    note: str = ""
    eaten_at: time | None = None
    """By the person's clock, where it was said."""
    token: str | None = None
    """Names the request: a repeated one logs nothing."""
    amount_kind: str | None = None
    """One of `estimator.measures.amount_kinds.AMOUNT_KINDS`; None for what the unit says."""
    typed: str = ""
    """The words that were read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedEntry:
    """What was eaten, when, and its quantity as it was resolved when it was logged."""

    date: date
    meal: str | None
    kind: str
    item_id: str
    amount: float
    """In ``unit``, as it was given."""
    unit: str
    quantity: float
    """Grams of a food; number of units, such as capsules, of a supplement."""
    note: str = ""
    eaten_at: time | None = None
    """By the person's clock, where it was said."""
    sample: bool = False
    """Whether the entry is of the sample week, not of the person's own diary."""
    token: str | None = None
    """Names the request that logged the entry, so that a repeated one logs nothing; and the
    entry in files, so that reading one back doubles nothing."""
    amount_kind: str | None = None
    """How sure the amount is, one of `estimator.measures.amount_kinds.AMOUNT_KINDS`, where its
    unit doesn't say as much: a portion that was assumed, for nobody said how much."""
    typed: str = ""
    """The words that were read, whatever food they are taken for by now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(ResolvedEntry):
    """An entry that is kept in a profile's diary."""

    id: int
    profile_id: int
    created_at: datetime
    updated_at: datetime


def in_day_order(entry: Entry) -> tuple[date, int, time, int]:
    """Sort key of entries: by date, meal, time (none comes last), and as they were logged."""
    meal = len(MEALS) if entry.meal is None else MEALS.index(entry.meal)
    return entry.date, meal, entry.eaten_at or time.max, entry.id


@dataclass(frozen=True, kw_only=True)
class DayMark:
    """What a person notes of a whole day."""

    date: date
    note: str = ""
    complete: bool = False
    """Whether all that was eaten that day is logged."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One item of a saved meal."""

    item_id: str
    amount: float
    unit: str
    amount_kind: str | None = None
    """As of an entry."""


@dataclass(frozen=True, kw_only=True)
class SavedMeal:
    """Items that a person logs together, under a name."""

    id: int
    profile_id: int
    name: str
    items: tuple[Planned, ...]


LEFT_OUT: Final = "-left-out"
NOT_IN_TABLE: Final = "-not-in-table"
NO_ITEM: Final = (LEFT_OUT, NOT_IN_TABLE)
"""What stands in the place of an item's id where a name of a file is of none."""


@dataclass(frozen=True, kw_only=True)
class FoodName:
    """What a person, or another program for them, calls an item.

    ``item_id`` is one of `NO_ITEM` where it is to be left out of imports.
    """

    name: str
    item_id: str
