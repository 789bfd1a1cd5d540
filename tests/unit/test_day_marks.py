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
    return diary.log(profile, date=day, item_id=item, amount=amount, unit=unit)


class TestMarks:
    def test_an_unmarked_day_is_neither_noted_nor_complete(self, diary, ada):
        assert diary.day_mark(ada, TODAY) == DayMark(date=TODAY, note="", complete=False)
        assert diary.day_marks(ada) == []

    def test_note_and_mark_are_set_apart(self, diary, ada):
        diary.mark_day(ada, TODAY, note="  fever \n")
        assert diary.day_mark(ada, TODAY) == DayMark(date=TODAY, note="fever")
        diary.mark_day(ada, TODAY, complete=True)
        assert diary.day_mark(ada, TODAY) == DayMark(date=TODAY, note="fever", complete=True)
        diary.mark_day(ada, TODAY, note="")
        assert diary.day_mark(ada, TODAY) == DayMark(date=TODAY, complete=True)

    def test_a_span_of_days_in_order_and_ones_own(self, diary, ada, bo):
        for day in (12, 10, 11):
            diary.mark_day(ada, date(2026, 2, day), note=str(day))
        diary.mark_day(bo, TODAY, note="mine")
        assert [mark.note for mark in diary.day_marks(ada)] == ["10", "11", "12"]
        span = diary.day_marks(ada, date(2026, 2, 11), date(2026, 2, 12))
        assert [mark.note for mark in span] == ["11", "12"]
        assert diary.day_mark(ada, TODAY).note == "12"
        assert [mark.note for mark in diary.day_marks(bo)] == ["mine"]

    def test_a_day_without_anything_noted_any_more_is_no_marked_day(self, diary, ada):
        diary.mark_day(ada, TODAY, note="fever", complete=True)
        diary.mark_day(ada, TODAY, note="", complete=False)
        assert diary.day_marks(ada) == []
        diary.undo(ada)
        assert diary.day_marks(ada) == [DayMark(date=TODAY, note="fever", complete=True)]

    def test_whether_any_day_is_complete(self, diary, ada, bo):
        diary.mark_day(ada, YESTERDAY, note="fever")
        diary.mark_day(bo, TODAY, complete=True)
        assert (diary.has_complete_day(ada), diary.has_complete_day(bo)) == (False, True)

    def test_what_changes_nothing_is_no_step(self, diary, ada, kept):
        before = kept()
        diary.mark_day(ada, TODAY)
        diary.mark_day(ada, TODAY, note=" ", complete=False)
        assert kept() == before
        diary.mark_day(ada, TODAY, note="fever")
        before = kept()
        diary.mark_day(ada, TODAY, note=" fever")
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
            diary.mark_day(ada, day, note=note)
        assert kept() == before

    def test_each_is_said_and_undone(self, diary, ada, kept):
        states = []
        for values in ({"note": "fever"}, {"complete": True}, {"note": "", "complete": False}):
            states.append(kept(journal=False))
            diary.mark_day(ada, YESTERDAY, **values)
            assert diary.last_change(ada) == "2026-02-11 notes changed"
        while states:
            assert diary.undo(ada) == "Undone: 2026-02-11 notes changed."
            assert kept(journal=False) == states.pop()

    def test_eight_threads_mark_one_day_once(self, diary, ada):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: diary.mark_day(ada, TODAY, note=str(n)), range(8)))
        (mark,) = diary.day_marks(ada)
        assert mark.note in set("01234567")


class TestCompleteOnly:
    def test_only_days_marked_as_complete_count(self, diary, ada, bo):
        for day in (10, 11, 12):
            log(diary, ada, date(2026, 2, day), amount=day, unit="g")
        diary.mark_day(ada, date(2026, 2, 10), complete=True)
        diary.mark_day(ada, date(2026, 2, 11), note="half of it")
        diary.mark_day(bo, date(2026, 2, 12), complete=True)
        whole = diary.frame(ada, complete_only=True)
        assert whole["quantity"].tolist() == [10.0]
        assert whole.dtypes.equals(diary.frame(ada).dtypes)
        assert diary.frame(ada, date(2026, 2, 11), complete_only=True).empty
        diary.mark_day(ada, date(2026, 2, 12), complete=True)
        assert diary.frame(ada, complete_only=True)["quantity"].tolist() == [10.0, 12.0]
        diary.mark_day(ada, date(2026, 2, 10), complete=False)
        assert diary.frame(ada, complete_only=True)["quantity"].tolist() == [12.0]

    def test_a_complete_day_without_entries_brings_no_row(self, diary, ada):
        diary.mark_day(ada, TODAY, complete=True)
        assert diary.frame(ada, complete_only=True).empty

    def test_all_days_complete_is_the_whole_frame(self, diary, ada):
        diary.add_sample_week(ada)
        for day in diary.logged_dates(ada):
            diary.mark_day(ada, day, complete=True)
        pd.testing.assert_frame_equal(diary.frame(ada, complete_only=True), diary.frame(ada))
