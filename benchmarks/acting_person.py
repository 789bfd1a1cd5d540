"""Somebody who uses the running app, and what must be in their diary after each verb."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from benchmarks.app_client import Client, numbered

MOST_ENTRIES: Final = 12
"""A day with more of them is not added to, so that many verbs fit between two kills."""

Amounts = list[float]


@dataclass
class Expected:
    """What must be in the diary: the amounts of its entries, and what undo and redo lead to."""

    now: Amounts = field(default_factory=list)
    undo: list[Amounts] = field(default_factory=list)
    redo: list[Amounts] = field(default_factory=list)
    last: int = 0
    """The last amount that was given; no two entries ever have the same."""

    def after(self, verb: str, old: Sequence[float] = (), new: Sequence[float] = ()) -> "Expected":
        """Return what must be there once a verb is done: undo, redo, or a change of entries."""
        match verb:
            case "undo":
                return Expected(self.undo[-1], self.undo[:-1], [*self.redo, self.now], self.last)
            case "redo":
                return Expected(self.redo[-1], [*self.undo, self.now], self.redo[:-1], self.last)
        left = [one for one in self.now if one not in old]
        return Expected(sorted([*left, *new]), [*self.undo, self.now], [], self.last)

    def restored(self, backup: "Expected") -> "Expected":
        """Return what must be there once a backup is brought back."""
        return replace(backup, last=self.last)


class ActingPerson:
    """Somebody who uses the app until it is killed."""

    def __init__(
        self,
        client: Client,
        expected: Expected,
        chance: random.Random,
        backup: tuple[bytes, Expected] | None,
    ) -> None:
        self._client = client
        self.expected = expected
        self._chance = chance
        self._backup = backup
        self.next: Expected | None = None
        self.verb = ""
        self.confirmed = 0

    def act(self) -> None:
        """Do one verb, and see that it is confirmed."""
        verbs: dict[str, Callable[[], str]] = {}
        if len(self.expected.now) < MOST_ENTRIES:
            verbs["log"] = self._log
            verbs["import"] = self._import
        # Of what is there already nobody could say whether it was brought back.
        if self._backup and self._backup[1].now != self.expected.now:
            verbs["restore"] = self._restore
        if self.expected.now:
            verbs["edit"] = self._edit
        if self.expected.undo:
            verbs["undo"] = lambda: self._step("undo")
        if self.expected.redo:
            verbs["redo"] = lambda: self._step("redo")
        self.verb = self._chance.choice(list(verbs))
        self._client.open("Files" if self.verb in ("import", "restore") else "Log")
        wanted = verbs[self.verb]()
        said = self._client.said()
        if not any(one.startswith(wanted) for one in said):
            raise RuntimeError(f"{self.verb} was answered by {said}")
        if self.next:
            self.expected, self.next = self.next, None
        self.confirmed += 1

    def _log(self) -> str:
        new = self._new()
        self.next = self.expected.after("log", new=[new])
        self._client.log(f"{new} g natto")
        return "Added"

    def _edit(self) -> str:
        entry = self._chance.choice(self._client.entry_rows())
        self._client.act("edit", entry["id"])
        amount = self._client.find("text_input", lambda one: numbered(one, "change-amount"))
        save = self._client.find("button", lambda one: one.label == "Save")
        if amount is None or save is None:
            raise RuntimeError(f"there is no form to edit in; the page says {self._client.said()}")
        new = self._new()
        self.next = self.expected.after("edit", [float(amount.default)], [new])
        self._client.write(amount, str(new))
        self._client.click(save)
        return "Changed"

    def _import(self) -> str:
        new = [self._new(), self._new()]
        today = date.today()
        lines = ["date,food,amount,unit", *(f"{today},natto,{one},g" for one in new)]
        self._client.upload(
            "A diary from a file (CSV, Excel, a zip of them, or NHANES as XPT)",
            f"eaten-{new[0]}.csv",
            "\n".join(lines).encode(),
        )
        button = self._button(lambda one: one.label.startswith("Import into the diary"))
        self.next = self.expected.after("import", new=new)
        self._client.click(button)
        return "Imported: 2 entries"

    def _restore(self) -> str:
        data, there = self._backup or (b"", Expected())
        self._client.upload("A backup to bring back", "backup.zip", data)
        button = self._button(lambda one: one.label == "Bring it back")
        self.next = self.expected.restored(there)
        self._client.click(button)
        return "Brought back"

    def _button(self, wanted: Callable[[Any], bool]) -> Any:
        button = self._client.find("button", wanted)
        if button is None:
            raise RuntimeError(f"there is no button to {self.verb}; it says {self._client.said()}")
        return button

    def _step(self, verb: str) -> str:
        button = self._button(lambda one: numbered(one, verb) is not None)
        self.next = self.expected.after(verb)
        self._client.click(button)
        return {"undo": "Undone", "redo": "Redone"}[verb]

    def _new(self) -> int:
        self.expected.last += 1
        return self.expected.last
