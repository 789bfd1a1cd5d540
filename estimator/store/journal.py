"""The journal of the changes to a diary, which undoing and redoing go by."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from estimator.errors import InputError
from estimator.store.images import as_json, image_of, values_of
from estimator.store.models import (
    Base,
    ChangeRow,
    DayRow,
    EntryRow,
    FavouriteRow,
    FoodNameRow,
    Image,
    OwnItemRow,
    ProfileRow,
    PutAsideRow,
    SavedMealRow,
)
from estimator.store.portable import LARGEST_ROW
from estimator.store.reading import Reader
from estimator.store.soundness import check_row

_JOURNALED: Final[tuple[type[Base], ...]] = (
    ProfileRow,
    EntryRow,
    DayRow,
    OwnItemRow,
    SavedMealRow,
    FavouriteRow,
    FoodNameRow,
    PutAsideRow,
)
_ROWS_AT_ONCE: Final = 10_000
"""No database takes more parameters in one statement than a few times this."""

IMPORT: Final = "import_file"
"""The verb that keeps of its new entries the ids alone."""
_SURELY_SMALL: Final = 1000
"""So many rows in the journal need not be measured."""


class Journal(Reader):
    """Keeps what each change touched, as it was before and after, and puts it back.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
        In a transaction.
    moment : datetime
        When the rows are said to be written.
    """

    def __init__(self, session: Session, moment: datetime) -> None:
        super().__init__(session)
        self._moment = moment

    def undo(self, change_id: int) -> None:
        """Put every row that the newest change touched back as it was before it.

        Raises
        ------
        InputError
            If the former name of the profile is taken by now.
        """
        row = self._change_row(change_id)
        row.undone_at = self._moment
        self._forget_undone(row.profile_id, before=row.id)
        row.after = self._as_they_are(row.after)  # for `redo`
        self._put(row.before, in_place_of=row.after)
        if _fills_a_row(row.before, row.after):  # a large import, which can be made again
            self._session.delete(row)

    def redo(self, change_id: int) -> None:
        """Put every row that the change undone last touched back as it was after it.

        Raises
        ------
        InputError
            If the name that the profile had is taken by now.
        """
        row = self._change_row(change_id)
        row.undone_at = None
        row.before = self._as_they_are(row.before)
        self._put(row.after, in_place_of=row.before)
        if row.verb == IMPORT:
            row.after = _new_entries_by_id(row.before, row.after)

    def _rows(self, model: type[Any], ids: Sequence[int]) -> list[Any]:
        """Return the rows with these ids, in their order."""
        found = {
            row.id: row
            for start in range(0, len(ids), _ROWS_AT_ONCE)
            for row in self._session.scalars(
                select(model).where(model.id.in_(ids[start : start + _ROWS_AT_ONCE]))
            )
        }
        return [found[row_id] for row_id in ids]

    def _add(self, profile_id: int, verb: str, rows: Sequence[Base]) -> None:
        self._session.add_all(rows)
        self._session.flush()
        self._journal(profile_id, verb, before={}, after=image_of(rows))

    def _edit(
        self, profile_id: int, verb: str, rows: Sequence[Base], values: dict[str, Any]
    ) -> None:
        before = image_of(rows)
        for row in rows:
            set_values(row, values)
        self._session.flush()
        self._journal(profile_id, verb, before=before, after=image_of(rows))

    def _delete(self, profile_id: int, verb: str, rows: Sequence[Base]) -> None:
        self._journal(profile_id, verb, before=image_of(rows), after={})
        for row in rows:
            self._session.delete(row)

    def _journal(self, profile_id: int, verb: str, *, before: Image, after: Image) -> None:
        """Keep what a verb touched.

        Raises
        ------
        InputError
            If it is more than a backup can hold as one row.
        """
        if _fills_a_row(before, after):
            raise InputError(
                "This is more at once than can be undone, so nothing was changed. Do it in parts."
            )
        self._forget_undone(profile_id)
        change = ChangeRow(
            profile_id=profile_id, verb=verb, before=before, after=after, made_at=self._moment
        )
        self._session.add(change)

    def _forget_undone(self, profile_id: int, before: int | None = None) -> None:
        """Drop the undone changes that can't be redone any more, because of a newer one.

        Parameters
        ----------
        profile_id : int
        before : int, optional
            Id of the newer one; by default it has none yet.
        """
        earlier = [ChangeRow.profile_id == profile_id]
        if before is not None:
            earlier.append(ChangeRow.id < before)
        standing = select(ChangeRow.id).where(*earlier, ChangeRow.undone_at.is_(None))
        newest = self._session.scalar(standing.order_by(ChangeRow.id.desc()).limit(1)) or 0
        self._session.execute(delete(ChangeRow).where(*earlier, ChangeRow.id > newest))

    def _change_row(self, change_id: int) -> ChangeRow:
        row = self._session.get_one(ChangeRow, change_id)
        check_row(ChangeRow, vars(row))
        return row

    def _as_they_are(self, image: Image) -> Image:
        """Return the rows of an image as they are in the database; those not there as they are."""
        now: Image = {}
        for model in _JOURNALED:
            rows = image.get(model.__tablename__, [])
            there = self._images(model, [row["id"] for row in rows])
            if rows:
                now[model.__tablename__] = [there.get(row["id"], row) for row in rows]
        return now

    def _images(self, model: type[Base], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        table = model.__table__
        return {
            row.id: as_json(dict(row._mapping))
            for start in range(0, len(ids), _ROWS_AT_ONCE)
            for row in self._session.execute(
                select(table).where(table.c.id.in_(ids[start : start + _ROWS_AT_ONCE]))
            )
        }

    def _put(self, image: Image, *, in_place_of: Image) -> None:
        with refuse_taken_name():
            for model in _JOURNALED:
                self._put_rows(
                    model,
                    image.get(model.__tablename__, []),
                    {row["id"] for row in in_place_of.get(model.__tablename__, [])},
                )
            self._session.flush()

    def _put_rows(self, model: type[Base], rows: Sequence[dict[str, Any]], there: set[int]) -> None:
        table = model.__table__
        wanted = {row["id"]: values_of(model, row) for row in rows}
        if surplus := there - wanted.keys():
            by_id = delete(model).where(table.c.id == bindparam("surplus"))
            self._session.connection().execute(by_id, [{"surplus": key} for key in surplus])
        if missing := [values for key, values in wanted.items() if key not in there]:
            self._session.execute(insert(model), missing)
        if changed := [values for key, values in wanted.items() if key in there]:
            self._session.execute(update(model), changed)


def _new_entries_by_id(before: Image, after: Image) -> Image:
    """Keep only the ids of new entries: undoing needs no more.

    Whole rows of an import would make the journal as large as the diary.
    """
    entries = EntryRow.__tablename__
    known = {row["id"] for row in before.get(entries, [])}
    kept = [row if row["id"] in known else {"id": row["id"]} for row in after.get(entries, [])]
    return {**after, entries: kept}


def _fills_a_row(before: Image, after: Image) -> bool:
    """Return whether this is more than a backup is sure to hold as one row of the journal."""
    rows = sum(map(len, (*before.values(), *after.values())))
    return rows > _SURELY_SMALL and len(json.dumps([before, after])) > LARGEST_ROW // 2


def set_values(row: Base, values: dict[str, Any]) -> None:
    """Set columns of a row."""
    for column, value in values.items():
        setattr(row, column, value)


@contextmanager
def refuse_taken_name() -> Iterator[None]:
    """Say that a name is taken, where the database says so."""
    # The database decides, because two people may choose the same name at once.
    # Of all that people choose, only the name of a profile has to be unique.
    try:
        yield
    except IntegrityError as error:
        raise InputError(
            "The name belongs to another person of this diary; nothing was changed. "
            "Choose another name, or rename the other person first."
        ) from error
