"""What a person notes of a whole day, and what only whole days count for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pandas as pd
import pytest

from estimator.diary_values import DayMark
from estimator.errors import InputError

TODAY = date(2026, 2, 12)
YESTERDAY = date(2026, 2, 11)


def log(diary, profile, day=TODAY, item="natto", amount=1, unit="pack"):
    return diary.entries.log(profile, date=day, item_id=item, amount=amount, unit=unit)


class TestMarks:
    def test_an_unmarked_day_is_neither_noted_nor_complete(self, diary, ada):
        assert diary.days.get(ada, TODAY) == DayMark(date=TODAY, note="", complete=False)
        assert diary.days.of(ada) == []

    def test_note_and_mark_are_set_apart(self, diary, ada):
        diary.days.mark(ada, TODAY, note="  fever \n")
        assert diary.days.get(ada, TODAY) == DayMark(date=TODAY, note="fever")
        diary.days.mark(ada, TODAY, complete=True)
        assert diary.days.get(ada, TODAY) == DayMark(date=TODAY, note="fever", complete=True)
        diary.days.mark(ada, TODAY, note="")
        assert diary.days.get(ada, TODAY) == DayMark(date=TODAY, complete=True)

    def test_a_span_of_days_in_order_and_ones_own(self, diary, ada, bo):
        for day in (12, 10, 11):
            diary.days.mark(ada, date(2026, 2, day), note=str(day))
        diary.days.mark(bo, TODAY, note="mine")
        assert [mark.note for mark in diary.days.of(ada)] == ["10", "11", "12"]
        span = diary.days.of(ada, date(2026, 2, 11), date(2026, 2, 12))
        assert [mark.note for mark in span] == ["11", "12"]
        assert diary.days.get(ada, TODAY).note == "12"
        assert [mark.note for mark in diary.days.of(bo)] == ["mine"]

    def test_a_day_without_anything_noted_any_more_is_no_marked_day(self, diary, ada):
        diary.days.mark(ada, TODAY, note="fever", complete=True)
        diary.days.mark(ada, TODAY, note="", complete=False)
        assert diary.days.of(ada) == []
        diary.history.undo(ada)
        assert diary.days.of(ada) == [DayMark(date=TODAY, note="fever", complete=True)]

    def test_whether_any_day_is_complete(self, diary, ada, bo):
        diary.days.mark(ada, YESTERDAY, note="fever")
        diary.days.mark(bo, TODAY, complete=True)
        assert (diary.days.any_complete(ada), diary.days.any_complete(bo)) == (False, True)

    def test_what_changes_nothing_is_no_step(self, diary, ada, kept):
        before = kept()
        diary.days.mark(ada, TODAY)
        diary.days.mark(ada, TODAY, note=" ", complete=False)
        assert kept() == before
        diary.days.mark(ada, TODAY, note="fever")
        before = kept()
        diary.days.mark(ada, TODAY, note=" fever")
        assert kept() == before

    @pytest.mark.parametrize(
        ("day", "note", "words"),
        [
            (TODAY + timedelta(days=1), "x", "in the future: today is 2026-02-12"),
            (date(1899, 12, 31), "x", "before 1900-01-01"),
            (None, "x", "date is missing"),
            (TODAY, "x" * 501, "501 characters, but 500 are allowed"),
        ],
    )
    def test_refuses_with_the_reason(self, diary, ada, kept, day, note, words):
        before = kept()
        with pytest.raises(InputError, match=words):
            diary.days.mark(ada, day, note=note)
        assert kept() == before

    def test_each_is_said_and_undone(self, diary, ada, kept):
        states = []
        for values in ({"note": "fever"}, {"complete": True}, {"note": "", "complete": False}):
            states.append(kept(journal=False))
            diary.days.mark(ada, YESTERDAY, **values)
            assert diary.history.last_change(ada) == "notes of Wednesday 11 February 2026 changed"
        while states:
            assert diary.history.undo(ada) == "Undone: notes of Wednesday 11 February 2026 changed."
            assert kept(journal=False) == states.pop()

    def test_eight_threads_mark_one_day_once(self, diary, ada):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: diary.days.mark(ada, TODAY, note=str(n)), range(8)))
        (mark,) = diary.days.of(ada)
        assert mark.note in set("01234567")


class TestCompleteOnly:
    def test_only_days_marked_as_complete_count(self, diary, ada, bo):
        for day in (10, 11, 12):
            log(diary, ada, date(2026, 2, day), amount=day, unit="g")
        diary.days.mark(ada, date(2026, 2, 10), complete=True)
        diary.days.mark(ada, date(2026, 2, 11), note="half of it")
        diary.days.mark(bo, date(2026, 2, 12), complete=True)
        whole = diary.entries.frame(ada, complete_only=True)
        assert whole["quantity"].tolist() == [10.0]
        assert whole.dtypes.equals(diary.entries.frame(ada).dtypes)
        assert diary.entries.frame(ada, date(2026, 2, 11), complete_only=True).empty
        diary.days.mark(ada, date(2026, 2, 12), complete=True)
        assert diary.entries.frame(ada, complete_only=True)["quantity"].tolist() == [10.0, 12.0]
        diary.days.mark(ada, date(2026, 2, 10), complete=False)
        assert diary.entries.frame(ada, complete_only=True)["quantity"].tolist() == [12.0]

    def test_a_complete_day_without_entries_brings_no_row(self, diary, ada):
        diary.days.mark(ada, TODAY, complete=True)
        assert diary.entries.frame(ada, complete_only=True).empty

    def test_all_days_complete_is_the_whole_frame(self, diary, ada):
        diary.sample_week.add(ada)
        for day in diary.entries.dates(ada):
            diary.days.mark(ada, day, complete=True)
        pd.testing.assert_frame_equal(
            diary.entries.frame(ada, complete_only=True), diary.entries.frame(ada)
        )
