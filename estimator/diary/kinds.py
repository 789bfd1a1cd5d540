"""Which kind of a food somebody means who says none: the one that the same words stood for last."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.items import Item, says_no_kind
from estimator.store import Store
from estimator.words import Row, Understood, read_words, with_item

_LOOKED_AT: Final = 20
"""How many entries are looked at, the newest first."""
_DAYS: Final = timedelta(days=365)
"""How far back: to look for a food that somebody never had through all they ever logged takes
longer than to read the line."""


class Kinds:
    """What the people of a diary mean by foods of which they say no kind.

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

    def as_meant(self, profile_id: int, rows: Iterable[Row], language: str = "") -> list[Row]:
        """Return rows with the kinds of foods that the person is known to mean, which is said.

        Parameters
        ----------
        profile_id : int
            Whose words they are.
        rows : iterable of Row
            As anybody's would be read.
        language : str
            As of `estimator.words.read_words`.
        """
        return [self._as_meant(profile_id, row, language) for row in rows]

    def _as_meant(self, profile_id: int, row: Row, language: str) -> Row:
        if not isinstance(row, Understood) or not says_no_kind(row.item.item_id):
            return row
        # What asks questions loads what estimates, which reading a line needs not.
        from estimator.insight.next_question import kinds_of

        with self._store.read() as reader:
            foods = self._own_foods.foods_in(reader, profile_id)
            kinds = kinds_of(row.item.item_id, foods.table.items)
            if not kinds:
                return row
            profile = found(reader.profile(profile_id))
            since = profile.date_at(self._now()) - _DAYS
            logged = reader.typed(profile_id, [row.item.item_id, *kinds], since, _LOOKED_AT)
        for item_id, typed in logged:
            if _reads_as(row.item, typed, profile, foods, language):
                return _of_kind(row, foods.table.items[item_id], profile, foods)
        return row


def _reads_as(
    item: Item, typed: str, profile: Profile, foods: PersonalFoods, language: str
) -> bool:
    """Return whether words by themselves say an item, and no kind of it."""
    rows = read_words(typed, foods.table, foods.measures(profile), (), language)
    return any(isinstance(row, Understood) and row.item == item for row in rows)


def _of_kind(row: Understood, kind: Item, profile: Profile, foods: PersonalFoods) -> Row:
    if kind == row.item:
        return row
    meant = with_item(row, kind, foods.measures(profile))
    if not isinstance(meant, Understood):
        return row  # in a measure that this kind has not got
    return replace(meant, said=(f"{kind.name}, as you had it last time.", *meant.said))
