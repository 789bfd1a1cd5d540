"""Undo and redo do what they showed, exactly, or say that it is no longer so."""

from datetime import date
from pathlib import Path

import pytest

from estimator.diary_values import ToLog
from estimator.errors import InputError, NotAsShownError
from estimator.importing.file_opening import read_sheet
from estimator.store import journal

TODAY = date(2026, 2, 12)
FILE = Path(__file__).resolve().parents[1] / "imports" / "cronometer_2025.csv"


def log(diary, profile, item="natto"):
    return diary.entries.log(profile, date=TODAY, item_id=item, amount=10, unit="g")


def words(diary, profile):
    return tuple(step and step.words for step in diary.history.steps(profile))


def test_the_state_differs_after_each_change_and_is_that_of_one_person(diary, ada):
    bo = diary.people.add("Bo").id
    seen = [diary.history.state(ada)]
    changes = [
        lambda: log(diary, ada),
        lambda: log(diary, ada, "butter"),
        lambda: diary.history.undo(ada),
        lambda: diary.history.undo(ada),
        lambda: log(diary, ada),
        lambda: diary.days.mark(ada, TODAY, complete=True),
        lambda: diary.entries.delete(ada, [one.id for one in diary.entries.of(ada)]),
        lambda: diary.sample_week.add(ada),
    ]
    for change in changes:
        change()
        seen.append(diary.history.state(ada))
    assert len(set(seen)) == len(seen)
    log(diary, bo)
    assert diary.history.state(ada) == seen[-1]


class TestUndoOfWhatIsShown:
    def test_two_tabs_that_show_the_same_undo_one_change(self, diary, ada):
        log(diary, ada)
        log(diary, ada)
        shown, _ = diary.history.steps(ada)
        assert diary.history.undo(ada, shown.id) == "Undone: Natto added."
        with pytest.raises(NotAsShownError, match=r"nothing was undone\. Now it would be: Natto"):
            diary.history.undo(ada, shown.id)
        assert len(diary.entries.of(ada)) == 1

    def test_what_came_after_is_not_undone_instead(self, diary, ada, kept):
        log(diary, ada)
        shown, _ = diary.history.steps(ada)
        log(diary, ada, "butter")
        before = kept()
        with pytest.raises(NotAsShownError, match="Now it would be: Butter added"):
            diary.history.undo(ada, shown.id)
        assert kept() == before

    def test_nothing_left_to_undo_is_said(self, diary, ada):
        log(diary, ada)
        shown, _ = diary.history.steps(ada)
        diary.history.undo(ada)
        with pytest.raises(NotAsShownError, match="there is nothing to undo"):
            diary.history.undo(ada, shown.id)

    def test_the_change_of_somebody_else_is_none_of_ones_own(self, diary, ada, bo):
        log(diary, ada)
        log(diary, bo)
        with pytest.raises(NotAsShownError):
            diary.history.undo(ada, diary.history.steps(bo)[0].id)
        assert len(diary.entries.of(ada)) == len(diary.entries.of(bo)) == 1


class TestRedo:
    def test_goes_forth_step_by_step(self, diary, ada, kept):
        entry = log(diary, ada)
        diary.entries.edit(ada, entry.id, amount=2)
        diary.entries.delete(ada, [entry.id])
        states = [kept(journal=False)]
        while diary.history.undo(ada):
            states.append(kept(journal=False))
        assert words(diary, ada) == (None, "Natto added")
        assert diary.history.redo(ada) == "Redone: Natto added."
        assert words(diary, ada) == ("Natto added", "Natto changed")
        assert kept(journal=False) == states[-2]
        diary.history.redo(ada)
        diary.history.redo(ada)
        assert kept(journal=False) == states[0]
        assert diary.history.redo(ada) is None

    def test_is_gone_after_a_new_change(self, diary, ada):
        log(diary, ada)
        diary.history.undo(ada)
        shown = diary.history.steps(ada)[1]
        log(diary, ada, "butter")
        assert words(diary, ada) == ("Butter added", None)
        with pytest.raises(NotAsShownError, match=r"nothing was redone.*nothing to redo"):
            diary.history.redo(ada, shown.id)
        diary.history.undo(ada)
        assert words(diary, ada) == (None, "Butter added")

    def test_two_tabs_redo_one_change(self, diary, ada):
        log(diary, ada)
        log(diary, ada)
        diary.history.undo(ada)
        diary.history.undo(ada)
        shown = diary.history.steps(ada)[1]
        diary.history.redo(ada, shown.id)
        with pytest.raises(NotAsShownError, match="nothing was redone"):
            diary.history.redo(ada, shown.id)
        assert len(diary.entries.of(ada)) == 1

    def test_an_import_comes_back_with_its_ids(self, diary, ada, kept):
        sheet = read_sheet(FILE.read_bytes(), FILE.name)
        _, plan = diary.imports.preview(ada, sheet)
        diary.imports.apply(ada, plan)
        whole = kept()
        assert len(diary.entries.of(ada)) == 3
        for _ in range(2):
            diary.history.undo(ada)
            assert diary.entries.of(ada) == []
            assert diary.history.redo(ada) == "Redone: file imported."
            # The journal too, which holds no entry of the file.
            assert kept() == whole

    def test_of_a_name_that_is_taken_by_now_changes_nothing(self, diary, ada, kept):
        diary.people.edit(ada, name="Ada L.")
        diary.history.undo(ada)
        diary.people.add("Ada L.")
        before = kept()
        with pytest.raises(InputError, match="belongs to another person"):
            diary.history.redo(ada)
        assert kept() == before

    def test_what_was_undone_before_a_newer_change_never_comes_back(self, diary, ada):
        """In the journals of earlier programs such changes stayed."""
        for item in ("natto", "butter", "milk-whole"):
            log(diary, ada, item)
        diary.history.undo(ada)
        with diary._store.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE changes SET undone_at = made_at WHERE id < (SELECT max(id) FROM changes) "
                "AND undone_at IS NULL AND id > 1"
            )
        log(diary, ada, "kale")
        diary.history.undo(ada)
        assert words(diary, ada)[1] == "Kale added"
        diary.history.redo(ada)
        assert diary.history.redo(ada) is None


class TestWhatABackupCouldNotHold:
    """A row of the journal is never larger than one that a backup brings back."""

    @pytest.fixture
    def small(self, monkeypatch):
        monkeypatch.setattr(journal, "_SURELY_SMALL", 0)
        monkeypatch.setattr(journal, "LARGEST_ROW", 6000)

    def test_more_at_once_is_refused_whole(self, diary, ada, small):
        with pytest.raises(InputError, match="more at once than can be undone"):
            diary.entries.log_many(
                ada,
                [
                    ToLog(date=TODAY, item_id="natto", amount=1, unit="g", note="x" * 500)
                    for _ in range(20)
                ],
            )
        assert diary.entries.of(ada) == []

    def test_a_large_import_is_undone_and_can_be_made_again(self, diary, ada, small):
        sheet = read_sheet(FILE.read_bytes() + 30 * _line_of(FILE), "x.csv")
        _, plan = diary.imports.preview(ada, sheet)
        diary.imports.apply(ada, plan)
        assert diary.history.undo(ada) == "Undone: file imported."
        assert diary.entries.of(ada) == []
        assert diary.history.steps(ada)[1] is None


def _line_of(file):
    return file.read_bytes().splitlines(keepends=True)[1]
