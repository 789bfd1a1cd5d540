"""The periods in which each person logged anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from estimator.calculation.coded_records import CodedRecords
from estimator.calculation.codes import CodedValues, Codes, Ints, count_codes, each_block, narrowed
from estimator.calculation.texts import as_texts
from estimator.pandas_on_use import pd
from estimator.periods import Days, day_labels, meal_labels, week_labels, week_start

Broadcast: TypeAlias = Callable[[Codes], CodedValues]
"""Takes a value for each of some things and gives that of each record."""
Texts: TypeAlias = "pd.api.extensions.ExtensionArray"


@dataclass(frozen=True, eq=False)
class PersonPeriods:
    """Person-periods with at least one entry, by person and then by time.

    Attributes
    ----------
    persons, labels : array of str
        The distinct persons, and names of periods, e.g. ``"2026-02-10"``, ``"2026-W07"``,
        ``"2026-02-10 lunch"``, ``"all"``.
    person, label : ndarray of int
        Position in ``persons`` and ``labels``.
    start, end : ndarray of int64
        First and last day [days since 1970-01-01].
    days_logged : ndarray of int64
        Days with at least one entry.
    entries : ndarray of int64
    first_of_person : ndarray of int64
        Where each person begins.
    """

    persons: Texts
    person: Ints
    labels: Texts
    label: Ints
    start: Days
    end: Days
    days_logged: Ints
    entries: Ints
    first_of_person: Ints

    def __len__(self) -> int:
        """Return how many person-periods there are."""
        return len(self.start)

    def place_of(self, label: str) -> int:
        """Return where a period stands first."""
        place: int = self.label.tolist().index(self.labels.tolist().index(label))
        return place

    def only(self, place: int) -> PersonPeriods:
        """Return one of them by itself."""
        one = slice(place, place + 1)
        return replace(
            self,
            person=self.person[one],
            label=self.label[one],
            start=self.start[one],
            end=self.end[one],
            days_logged=self.days_logged[one],
            entries=self.entries[one],
            first_of_person=np.zeros(1, np.int64),
        )


def person_periods(records: CodedRecords, by: str | None) -> tuple[PersonPeriods, Broadcast]:
    """Find the person-periods of food records.

    Parameters
    ----------
    records : CodedRecords
    by : str or None
        One of `estimator.periods.PERIODS`.

    Returns
    -------
    periods : PersonPeriods
    of_row : callable
        Takes one value per person-period and returns that of each record's period; records
        whose codes are in order are in the order of their periods.
    """
    # A slot is one day of a person, or one meal of that day.
    first_day, n_days = _span(records.day)
    shape = (max(len(records.persons), 1), n_days, max(len(records.meals), 1))
    size = shape[0] * shape[1] * shape[2]
    first_slot = narrowed(np.arange(shape[0]) * n_days - first_day, size + abs(first_day))
    key = np.empty(len(records.day), first_slot.dtype)

    def place(rows: slice) -> None:
        slot = first_slot.take(records.person[rows])
        slot += records.day[rows]
        if records.meal is not None:
            slot *= shape[-1]
            slot += records.meal[rows]
        key[rows] = slot

    each_block(place, len(key))
    slots, entries, of_slot = occurring(key, size)
    person, day, meal = np.unravel_index(slots, shape)
    day += first_day

    start_of = {"day": day, "week": week_start(day), "meal": slots, None: np.zeros_like(day)}
    begins = np.ones(len(slots), np.bool_)
    begins[1:] = (np.diff(person) != 0) | (np.diff(start_of[by]) != 0)
    period_of_slot = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    start, end = day[first], day[np.append(first[1:], len(slots))[: len(first)] - 1]
    if by == "week":
        start = week_start(start)
        end = start + 6
    meals = [records.meals[place] for place in meal[first].tolist()] if by == "meal" else None
    labels, label = _labels(by, start, meals)
    periods = PersonPeriods(
        persons=as_texts(records.persons),
        person=person[first],
        labels=as_texts(labels),
        label=label,
        start=start,
        end=end,
        days_logged=np.bincount(period_of_slot, minlength=len(first)),
        entries=np.bincount(period_of_slot, entries, len(first)).astype(np.int64),
        first_of_person=np.flatnonzero(np.diff(person[first], prepend=-1)),
    )
    return periods, lambda values: of_slot(values[period_of_slot])


def _span(days: Codes) -> tuple[int, int]:
    """Return the first day and how many days there are from it to the last."""
    if not days.size:
        return 0, 1
    return int(days.min()), int(days.max() - days.min()) + 1


def _labels(by: str | None, start: Days, meals: Sequence[str] | None) -> tuple[list[str], Ints]:
    """Return the distinct names of periods, and which is that of each."""
    if meals is not None:
        return meal_labels(start, meals), np.arange(len(start))
    if by is None:
        return ["all"], np.zeros(len(start), np.int64)
    distinct, place = np.unique(start, return_inverse=True)
    return week_labels(distinct) if by == "week" else day_labels(distinct), place


def occurring(key: Codes, size: int) -> tuple[Ints, Ints, Broadcast]:
    """Find the keys that occur.

    Parameters
    ----------
    key : ndarray of int
        From 0 to size - 1.
    size : int

    Returns
    -------
    keys, counts : ndarray of int64
        Each key that occurs, in order, and how often.
    of_row : callable
        Takes one value per key and returns that of each row's key. Keys between two that occur
        have the value of the first of these, so that values in order stay so.
    """
    if size > 4 * len(key) + 1024:
        # A table of all keys would be larger than the rows themselves.
        distinct, place, times = np.unique(key, return_inverse=True, return_counts=True)
        return distinct.astype(np.int64), times, lambda values: CodedValues(values, place)
    counts = count_codes(key, size)
    keys = np.flatnonzero(counts)

    first = keys.copy()
    first[:1] = 0
    times = np.append(keys[1:], size)[: len(keys)] - first
    return keys, counts[keys], lambda values: CodedValues(np.repeat(values, times), key)
