"""Any sequence of verbs against a plain model of a diary."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from estimator.diary import Diary
from estimator.store import open_store

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
ITEMS = {"natto": "pack", "cheese-gouda-aged": "slice", "supplement-mk7-90": "capsule"}
days = st.dates(date(2026, 2, 1), date(2026, 2, 12))


class DiaryMachine(RuleBasedStateMachine):
    """Logs, edits, deletes and undoes; the model keeps every state it was in."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(f"sqlite:///{Path(self.folder.name) / 'diary.sqlite3'}")
        self.diary = Diary(self.store, now=lambda: NOW)
        self.profile = self.diary.add_profile("Ada", time_zone="UTC").id
        self.states = [{}]

    def change(self, state):
        if state != self.states[-1]:
            self.states.append(state)

    @rule(item=st.sampled_from(sorted(ITEMS)), amount=st.integers(1, 20), day=days)
    def log(self, item, amount, day):
        entry = self.diary.log(
            self.profile, date=day, item_id=item, amount=amount, unit=ITEMS[item]
        )
        self.change({**self.states[-1], entry.id: (day, item, float(amount))})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data(), amount=st.integers(1, 20), day=days)
    def edit(self, data, amount, day):
        entry_id = data.draw(st.sampled_from(sorted(self.states[-1])))
        _, item, _ = self.states[-1][entry_id]
        self.diary.edit(self.profile, entry_id, amount=amount, date=day)
        self.change({**self.states[-1], entry_id: (day, item, float(amount))})

    @precondition(lambda self: self.states[-1])
    @rule(data=st.data())
    def delete(self, data):
        gone = data.draw(st.sets(st.sampled_from(sorted(self.states[-1])), min_size=1))
        self.diary.delete(self.profile, gone)
        left = {key: value for key, value in self.states[-1].items() if key not in gone}
        self.change(left)

    @rule()
    def undo(self):
        said = self.diary.undo(self.profile)
        assert (said is None) == (len(self.states) == 1)
        if said:
            self.states.pop()

    @invariant()
    def agrees(self):
        if hasattr(self, "states"):
            entries = self.diary.entries(self.profile)
            assert {
                entry.id: (entry.date, entry.item_id, entry.amount) for entry in entries
            } == self.states[-1]

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


TestDiaryMachine = DiaryMachine.TestCase
TestDiaryMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
