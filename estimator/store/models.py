"""The tables of the diary.

The CHECK constraints repeat the rules of the domain, so that no other program
can put in a row that the diary could not have written. A change to a table needs
a migration beside it; see ``estimator/store/migrations``.
"""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from estimator.components import REGIONS
from estimator.diary_values import (
    COLORS,
    EARLIEST_DATE,
    FOOD_NAME_LENGTH,
    ITEM_KINDS,
    LATEST_DAY_START,
    MEALS,
    NAME_LENGTH,
    NOTE_LENGTH,
    QUESTION_LENGTH,
    TOKEN_LENGTH,
    TYPED_LENGTH,
    WEEK_STARTS,
)
from estimator.foods.own_items import OWN_KINDS
from estimator.foods.own_items_json import Document
from estimator.measures.amount_kinds import AMOUNT_KINDS
from estimator.measures.unit_names import CUPS, MAX_ENTRY_G, MAX_ENTRY_UNITS

Image = dict[str, list[dict[str, Any]]]
"""Rows as JSON holds them, by table."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC also where the database forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """The type of a value in Python."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC on its way in."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Name the time zone on its way out."""
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


def _one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    values = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({values})", name=column)


class Base(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime, Image: JSON, Document: JSON}


class ProfileRow(Base):
    """A person."""

    __tablename__ = "profiles"
    __table_args__ = (
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_LENGTH}", name="name"),
        _one_of("region", REGIONS),
        CheckConstraint(f"day_start_hour BETWEEN 0 AND {LATEST_DAY_START}", name="day_start_hour"),
        _one_of("cup", CUPS),
        _one_of("color", COLORS),
        _one_of("week_start", WEEK_STARTS),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    # Databases differ in how they fold the case of letters beyond ASCII; Python folds all.
    name_key: Mapped[str] = mapped_column(String(3 * NAME_LENGTH), unique=True)
    region: Mapped[str] = mapped_column(String(8))
    time_zone: Mapped[str] = mapped_column(String(64))
    day_start_hour: Mapped[int]
    cup: Mapped[str] = mapped_column(String(16))
    takes_vka: Mapped[bool]
    created_at: Mapped[datetime]
    color: Mapped[str] = mapped_column(String(16), server_default=COLORS[0])
    week_start: Mapped[str] = mapped_column(String(16), server_default=WEEK_STARTS[0])
    deleted_at: Mapped[datetime | None]
    exact_amounts: Mapped[bool] = mapped_column(server_default=false())


class EntryRow(Base):
    """One item that a person ate on one day."""

    __tablename__ = "entries"
    # sqlite_autoincrement: the id of a deleted entry is never given to another one,
    # which a page still open in a browser would then edit.
    __table_args__ = (
        Index(None, "profile_id", "date"),
        Index(None, "profile_id", "sample"),
        UniqueConstraint("profile_id", "token"),
        CheckConstraint(f"date >= '{EARLIEST_DATE}'", name="date"),
        _one_of("meal", MEALS),
        _one_of("kind", ITEM_KINDS),
        _one_of("amount_kind", AMOUNT_KINDS),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint(f"kind <> 'food' OR quantity <= {MAX_ENTRY_G}", name="food_limit"),
        CheckConstraint(
            f"kind <> 'supplement' OR quantity <= {MAX_ENTRY_UNITS}", name="supplement_limit"
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    date: Mapped[date]
    meal: Mapped[str | None] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[str] = mapped_column(String(120))
    amount: Mapped[float]
    unit: Mapped[str] = mapped_column(String(80))
    quantity: Mapped[float]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    sample: Mapped[bool]
    # It names the entry in files too. None only where an older program's change was undone.
    token: Mapped[str | None] = mapped_column(String(TOKEN_LENGTH))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    eaten_at: Mapped[time | None]
    amount_kind: Mapped[str | None] = mapped_column(String(16))
    typed: Mapped[str] = mapped_column(String(TYPED_LENGTH), server_default="")


class DayRow(Base):
    """What a person notes of a whole day."""

    __tablename__ = "days"
    __table_args__ = (
        UniqueConstraint("profile_id", "date"),
        CheckConstraint(f"date >= '{EARLIEST_DATE}'", name="date"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    date: Mapped[date]
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH))
    complete: Mapped[bool]


class OwnItemRow(Base):
    """One version of a food, supplement or recipe that a person added."""

    __tablename__ = "own_items"
    __table_args__ = (
        UniqueConstraint("profile_id", "key", "version"),
        _one_of("kind", OWN_KINDS),
        CheckConstraint("version >= 1", name="version"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    definition: Mapped[Document]
    removed: Mapped[bool]
    created_at: Mapped[datetime]


class SavedMealRow(Base):
    """Items that a person logs together."""

    __tablename__ = "saved_meals"
    __table_args__ = (Index(None, "profile_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    items: Mapped[list[Document]] = mapped_column(JSON)


class FavouriteRow(Base):
    """A food or supplement that a person wants at hand."""

    __tablename__ = "favourites"
    __table_args__ = (
        UniqueConstraint("profile_id", "item_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    item_id: Mapped[str] = mapped_column(String(120))


class PutAsideRow(Base):
    """A question that a person doesn't want to be asked again."""

    __tablename__ = "put_aside"
    __table_args__ = (
        UniqueConstraint("profile_id", "question"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    question: Mapped[str] = mapped_column(String(QUESTION_LENGTH))


class FoodNameRow(Base):
    """What a person calls an item of the table, or another program does for them."""

    __tablename__ = "food_names"
    __table_args__ = (
        UniqueConstraint("profile_id", "key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    name: Mapped[str] = mapped_column(String(FOOD_NAME_LENGTH))
    key: Mapped[str] = mapped_column(String(3 * FOOD_NAME_LENGTH))
    item_id: Mapped[str] = mapped_column(String(120))


class ChangeRow(Base):
    """One verb carried out: the rows it touched, before and after, so that it can be undone."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "profile_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id"))
    made_at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(32))
    before: Mapped[Image]
    after: Mapped[Image]
    undone_at: Mapped[datetime | None]
