"""Logging the same again: copies of entries and days, favourites, and suggestions."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from estimator.diary.as_shown import found_entries
from estimator.diary.checks import check_date, kind_kept
from estimator.diary.entries import KEPT, Entries
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found, reading
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import MEALS, Entry, Planned, Profile, ToLog
from estimator.errors import InputError, UnitError
from estimator.foods.items import Item
from estimator.measures.amount_kinds import kind_of_unit
from estimator.measures.unit_names import base_unit, units_of
from estimator.store import Store

USUAL_DAYS: Final = 90
"""How far back counts as what a person eats nowadays [days]."""


@dataclass(frozen=True)
class EarlierMeal:
    """What was eaten at one meal of an earlier day."""

    date: date
    meal: str | None
    entries: tuple[Entry, ...]


class Repeats:
    """Copies and favourites of the people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    own_foods : OwnFoods
        Gives the foods of a person.
    entries : Entries
        Logs the copies.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(
        self,
        store: Store,
        own_foods: OwnFoods,
        entries: Entries,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._own_foods = own_foods
        self._entries = entries
        self._now = now

    def copy(
        self,
        profile_id: int,
        entry_ids: Iterable[int],
        date: date,
        *,
        meal: str | None = KEPT,
        token: str | None = None,
        shown: Sequence[Entry] = (),
    ) -> list[Entry]:
        """Log entries again on another day.

        Own foods and recipes are logged in their newest version; notes and times
        stay with the entries they were written for.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        entry_ids : iterable of int
        date : datetime.date
            The day to log them on.
        meal : str or None, optional
            By default each keeps its own.
        token : str, optional
            Names the request; see `Entries.log`.
        shown : sequence of Entry, optional
            The entries as they were shown.

        Raises
        ------
        NotAsShownError
            If one is no longer as it was shown.
        InputError
            If the profile has not got one of them, or for the reasons of `Entries.log`.
        """
        with self._store.read() as reader:
            profile = found(reader.profile(profile_id))
            entries = found_entries(reader, profile_id, list(entry_ids), shown)
            foods = self._own_foods.foods_in(reader, profile_id)
        planned = [planned_again(profile, foods, entry) for entry in entries]
        items = [
            ToLog(
                date=date,
                item_id=one.item_id,
                amount=one.amount,
                unit=one.unit,
                meal=entry.meal if meal is KEPT else meal,
                token=None if token is None else f"{token} {place}",
                amount_kind=one.amount_kind,
            )
            for place, (one, entry) in enumerate(zip(planned, entries, strict=True))
        ]
        return self._entries.log_many(profile_id, items)

    def copy_day(
        self,
        profile_id: int,
        source: date,
        target: date,
        *,
        meals: Iterable[str | None] = (*MEALS, None),
        token: str | None = None,
    ) -> list[Entry]:
        """Log the entries of a day, or of some of its meals, again on another day.

        Raises
        ------
        InputError
            If nothing is logged on the day, or for the reasons of `copy`.
        """
        with self._store.read() as reader:
            check_date(source, found(reader.profile(profile_id)).date_at(self._now()))
        wanted, eaten = set(meals), self._entries.day(profile_id, source)
        entries = [entry.id for entry in eaten if entry.meal in wanted]
        if not entries:
            raise InputError(f"Nothing of that is logged on {source}. Choose another day.")
        return self.copy(profile_id, entries, target, token=token)

    def earlier_meals(self, profile_id: int, day: date) -> list[EarlierMeal]:
        """Return the meals of the last day before one on which anything was logged."""
        with reading(self._store, profile_id) as reader:
            last = reader.last_date_before(profile_id, day)
            entries = [] if last is None else reader.entries(profile_id, start=last, end=last)
        by_meal: dict[str | None, list[Entry]] = {}
        for entry in entries:
            by_meal.setdefault(entry.meal, []).append(entry)
        return [EarlierMeal(eaten[0].date, meal, tuple(eaten)) for meal, eaten in by_meal.items()]

    def familiar_items(self, profile_id: int) -> list[Item]:
        """Return the favourites, and then what was logged of late, the most frequent first."""
        with self._store.read() as reader:
            since = self._nowadays(found(reader.profile(profile_id)))
            foods = self._own_foods.foods_in(reader, profile_id)
            # Of an idle diary, what ever was eaten.
            uses = reader.uses(profile_id, since) or reader.uses(profile_id, None)
            favourites = reader.favourites(profile_id)
        often: Counter[str] = Counter()
        for item_id, times in uses:
            often[foods.newest(item_id)] += times
        # Of equals, the one logged last comes first: a Counter keeps the order of its keys.
        return foods.loggable([*favourites, *(item_id for item_id, _ in often.most_common())])

    def how_often(self, profile_id: int, since: date) -> Counter[str]:
        """Return how often each item was logged from a day on; examples don't count."""
        with reading(self._store, profile_id) as reader:
            return Counter(dict(reader.uses(profile_id, since)))

    def suggestions(self, profile_id: int, limit: int = 12) -> list[Planned]:
        """Return what the person may want to log: favourites, then what was logged last.

        Each as it was logged the last time; a favourite never logged in its first
        unit.
        """
        with self._store.read() as reader:
            profile = found(reader.profile(profile_id))
            since = self._nowadays(profile)
            foods = self._own_foods.foods_in(reader, profile_id)
            last = reader.last_of_each(profile_id, since) or reader.last_of_each(profile_id, None)
            favourites = foods.loggable(reader.favourites(profile_id))
            newest: dict[str, int] = {}
            for item_id, entry_id in last.items():
                if foods.offers(item_id):
                    newest.setdefault(foods.newest(item_id), entry_id)
            order = dict.fromkeys([*(item.item_id for item in favourites), *newest])
            chosen = list(order)[: max(limit, len(favourites))]
            # The entries themselves of the few that are shown alone.
            wanted = [newest[item_id] for item_id in chosen if item_id in newest]
            entries = {entry.id: entry for entry in reader.entries(profile_id, ids=wanted)}
        return [
            planned_again(profile, foods, entries[newest[item_id]])
            if item_id in newest
            else _first_measure(foods.table.items[item_id])
            for item_id in chosen
        ]

    def favourites(self, profile_id: int) -> list[Item]:
        """Return the favourites, in the order they were chosen."""
        with reading(self._store, profile_id) as reader:
            foods = self._own_foods.foods_in(reader, profile_id)
            return foods.loggable(reader.favourites(profile_id))

    def set_favourite(self, profile_id: int, item_id: str, favourite: bool) -> None:
        """Make an item a favourite, or no favourite any more.

        Raises
        ------
        UnknownFoodError
            If there is no such item.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            foods = self._own_foods.foods_in(writer, profile_id)
            newest = foods.newest(foods.table.get(item_id).item_id)
            same = [one for one in writer.favourites(profile_id) if foods.newest(one) == newest]
            if favourite and not same:
                writer.add_favourite(profile_id, newest)
            if not favourite and same:
                writer.remove_favourites(profile_id, same)

    def _nowadays(self, profile: Profile) -> date:
        """Return the first day of what counts as eaten nowadays."""
        return profile.date_at(self._now()) - timedelta(days=USUAL_DAYS)


def planned_again(profile: Profile, foods: PersonalFoods, eaten: Entry | Planned) -> Planned:
    """Return what was eaten or saved, to be logged again in the newest version of its item."""
    item = foods.table.get(foods.newest(eaten.item_id))
    measures = foods.measures(profile)
    amount, unit, kind = eaten.amount, eaten.unit, eaten.amount_kind
    try:
        measures.unit_size(item, unit)
    except UnitError:
        # The newest version has no such measure; how much is meant is known all the same.
        if isinstance(eaten, Entry):
            amount = eaten.quantity
        else:
            amount = measures.quantity(foods.table.get(eaten.item_id), amount, unit)
        kind, unit = kind or kind_of_unit(unit), base_unit(item)
    kept = kind_kept(item, kind, unit)
    return Planned(item_id=item.item_id, amount=amount, unit=unit, amount_kind=kept)


def _first_measure(item: Item) -> Planned:
    unit = units_of(item)[0]
    return Planned(item_id=item.item_id, amount=100.0 if unit == "g" else 1.0, unit=unit)
