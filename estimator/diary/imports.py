"""Imports files into the diary: a preview of what would change, then the change itself.

A preview can be asked for as often as wanted; only `Imports.apply` writes, all or nothing, as one
change that can be undone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from estimator.diary.checks import (
    check_amount_kind,
    check_date,
    check_token,
    clean_name,
    clean_note,
    clean_typed,
)
from estimator.diary.own_foods import OwnFoods
from estimator.diary.own_imports import own_of_file
from estimator.diary.people import found, reading
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import (
    FOOD_NAME_LENGTH,
    NO_ITEM,
    DayMark,
    Entry,
    FoodName,
    ResolvedEntry,
)
from estimator.errors import InputError, NotAsShownError
from estimator.foods.names import name_key
from estimator.foods.table import FoodTable
from estimator.importing import matching
from estimator.importing.file_reading import read_file_rows
from estimator.importing.file_rows import Choices, FileRead, Progress, no_progress
from estimator.importing.import_plan import Changed, ImportPlan
from estimator.importing.planner import DiaryNow, import_plan
from estimator.importing.sheet import Sheet
from estimator.measures.amount_kinds import kind_beside_unit
from estimator.measures.unit_names import LONGEST_UNIT
from estimator.measures.units import Measures
from estimator.store import Reader, Store, Writer

SINCE: Final = (
    "The diary has changed since the file was looked at; nothing was imported. "
    "Look at the file again."
)


@dataclass(frozen=True)
class Imported:
    """What importing a file did."""

    added: int
    changed: int
    marked: int
    """Days whose note or mark was set."""
    own: int = 0
    """Versions of own foods, supplements and recipes that were added."""
    names: int = 0
    """Names of foods that were kept as they were chosen."""


class Imports:
    """Imports into the diaries of people.

    Parameters
    ----------
    store : Store
        The open database.
    own_foods : OwnFoods
        Gives the foods of a person.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, own_foods: OwnFoods, now: Callable[[], datetime]) -> None:
        self._store = store
        self._own_foods = own_foods
        self._now = now

    def preview(
        self,
        profile_id: int,
        sheet: Sheet,
        choices: Choices | None = None,
        chosen: Mapping[str, str] | None = None,
        progress: Progress = no_progress,
    ) -> tuple[FileRead, ImportPlan]:
        """Work out what importing a file would change; nothing is written.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        sheet : Sheet
            See `estimator.importing.file_opening.read_sheet`.
        choices : Choices, optional
            What the file does not say itself.
        chosen : mapping of str to str, optional
            The item id for names of foods that the person has chosen now.
        progress : callable
            Told how many rows are done.

        Raises
        ------
        InputError
            If the file is no diary.
        """
        read = read_file_rows(sheet, choices, progress)
        return read, self.plan(profile_id, read, chosen, progress)

    def plan(
        self,
        profile_id: int,
        read: FileRead,
        chosen: Mapping[str, str] | None = None,
        progress: Progress = no_progress,
    ) -> ImportPlan:
        """Work out what the rows of one person would change; nothing is written.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        read : FileRead
        chosen : mapping of str to str, optional
            The item id for names of foods that the person has chosen now.
        progress : callable
            Told how many rows are done.
        """
        with reading(self._store, profile_id) as reader:
            seen = _newest_change(reader, profile_id)  # first: what comes after is seen as new
            profile = found(reader.profile(profile_id))
            foods, own, refused = own_of_file(
                read.rows,
                self._own_foods.foods_in(reader, profile_id),
                self._own_foods.groups,
                profile_id,
                self._now(),
            )
            remembered = reader.food_names(profile_id)
            diary = diary_of(
                reader.entries(profile_id),
                reader.days(profile_id),
                foods.table,
                profile.cup,
                profile.date_at(self._now()),
            )
        diary = replace(diary, own=own, refused=refused)
        names = {key: name.item_id for key, name in remembered.items()}
        names |= {name_key(name): item_id for name, item_id in (chosen or {}).items()}
        language = matching.language_in(profile.region)
        matches = matching.matches_of(read.rows, foods.table, names, language)
        return replace(import_plan(read, matches, diary, progress), seen=seen)

    def apply(
        self, profile_id: int, plan: ImportPlan, chosen: Mapping[str, str] | None = None
    ) -> Imported:
        """Import a file as it was planned, and keep the names that were chosen.

        Carrying a plan out again changes nothing.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        plan : ImportPlan
            See `preview`.
        chosen : mapping of str to str, optional
            Names of foods, with the item id the person chose for each.

        Raises
        ------
        NotAsShownError
            If the diary has been changed since it was planned; nothing is written then.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            there = writer.tokens(profile_id)
            new = [eaten for eaten in plan.new if eaten.token not in there]
            changes = _still_to_change(writer, profile_id, plan.changed)
            marked = {mark.date: mark for mark in writer.days(profile_id)}
            marks = [
                mark
                for mark in plan.marks
                if marked.get(mark.date, DayMark(date=mark.date)) != mark
            ]
            foods = self._own_foods.foods_in(writer, profile_id)
            own = [item for item in plan.own if item.item_id not in foods.versions]
            names = _new_names(writer, profile_id, foods, chosen or {})
            if new or changes or marks or names or own:
                if plan.seen is not None and plan.seen != _newest_change(writer, profile_id):
                    raise NotAsShownError(SINCE)
                writer.import_file(profile_id, new, changes, marks, names, own)
        return Imported(len(new), len(changes), len(marks), len(own), len(names))

    def names(self, profile_id: int) -> list[FoodName]:
        """Return the names of foods that the person has chosen so far."""
        with reading(self._store, profile_id) as reader:
            return list(reader.food_names(profile_id).values())

    def forget_name(self, profile_id: int, name: str) -> None:
        """Forget what a name was chosen to be; what is logged stays.

        Raises
        ------
        InputError
            If there is no such name.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            names = writer.food_names(profile_id)
            # Of an older program there may be two that look the same.
            exact = (key for key, kept in names.items() if kept.name == name)
            key = next(exact, name_key(name))
            if key not in names:
                raise InputError(f"{name!r} is not among the names any more.")
            writer.forget_food_name(profile_id, key)


def _newest_change(reader: Reader, profile_id: int) -> int:
    change = reader.undoable(profile_id)
    return change.id if change else 0


def _new_names(
    writer: Writer, profile_id: int, foods: PersonalFoods, chosen: Mapping[str, str]
) -> dict[str, FoodName]:
    """Check the names that were chosen; those that are kept already are left out."""
    kept = writer.food_names(profile_id)
    names = {}
    for text, item_id in chosen.items():
        name = clean_name(text, "A name of a food", FOOD_NAME_LENGTH)
        if item_id not in NO_ITEM:
            item_id = foods.table.get(item_id).item_id
        new = FoodName(name=name, item_id=item_id)
        if kept.get(name_key(name)) != new:
            names[name_key(name)] = new
    return names


def diary_of(
    entries: Sequence[Entry], marks: Sequence[DayMark], table: FoodTable, cup: str, today: date
) -> DiaryNow:
    """Describe a diary as it is, and what it takes.

    Parameters
    ----------
    entries : sequence of Entry
    marks : sequence of DayMark
    table : FoodTable
        As the person has it.
    cup : str
        See `estimator.measures.units.Measures`.
    today : datetime.date
        The person's own.
    """
    return DiaryNow(
        entries=entries,
        marks=marks,
        table=table,
        measures=Measures(cup, table),
        checked=lambda eaten: _checked(eaten, today),
        checked_mark=lambda mark: _checked_mark(mark, today),
    )


def _still_to_change(
    writer: Writer, profile_id: int, planned: tuple[Changed, ...]
) -> list[tuple[Entry, dict[str, Any]]]:
    """Return the changes that are not made yet."""
    if not planned:
        return []
    now = {entry.id: entry for entry in writer.entries(profile_id)}
    changes = []
    for change in planned:
        entry, values = now.get(change.entry.id), dict(change.values)
        if entry is None or (entry != change.entry and entry != replace(entry, **values)):
            raise NotAsShownError(SINCE)
        if entry != replace(entry, **values):
            changes.append((entry, values))
    return changes


def _checked(eaten: ResolvedEntry, today: date) -> ResolvedEntry:
    check_date(eaten.date, today)
    check_token(eaten.token)
    if len(eaten.unit) > LONGEST_UNIT or not eaten.unit.isprintable():
        raise InputError(f"{eaten.unit[:LONGEST_UNIT]!r} is no unit.")
    check_amount_kind(eaten.amount_kind)
    cleaned: dict[str, Any] = {
        "note": clean_note(eaten.note),
        "typed": clean_typed(eaten.typed),
        "amount_kind": None
        if eaten.kind == "supplement"
        else kind_beside_unit(eaten.amount_kind, eaten.unit),
    }
    same = all(getattr(eaten, name) == value for name, value in cleaned.items())
    return eaten if same else replace(eaten, **cleaned)


def _checked_mark(mark: DayMark, today: date) -> DayMark:
    check_date(mark.date, today)
    return replace(mark, note=clean_note(mark.note))
