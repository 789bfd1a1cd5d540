"""Attack the running app as browsers do, through its websocket, and look what is left.

    python -m benchmarks.attack kills [--rounds 200] [--seed 1] [--folder FOLDER]
    python -m benchmarks.attack sessions [--sessions 50] [--entries 20] [--there 90]
                                         [--people 50] [--url URL]

``kills``: a client logs, edits, undoes, redoes, imports files and brings back backups on the real
server, which gets ``kill -9`` at a random moment; what was confirmed must then be in the diary
once, and the verb that was under way wholly or not at all. Each round is kept in the folder, and
a later run goes on after it.

``sessions``: so many pages log so many entries each, all at once; what is lost, what is there
twice, how long a log takes (p50, p95), and how much of a processor it takes of the server.

Ends with 1 where anything was lost, doubled or half-written.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from websockets.exceptions import ConnectionClosed

from benchmarks.app_client import Client, numbered, running
from benchmarks.killed_work import half_written, unsound
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.foods.table import food_table
from estimator.store import open_store

LONGEST_S: Final = 8.0
"""A server is killed at most this long after its page is there [s]."""
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


@dataclass
class Round:
    """What came of one server that was killed."""

    confirmed: int = 0
    under_way: str = ""
    """The verb that was not answered any more."""
    was_done: bool = False
    """Whether that verb was found done."""
    violations: list[str] = field(default_factory=list)


class _Person:
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


def kill_once(folder: Path, expected: Expected, chance: random.Random) -> tuple[Round, Expected]:
    """Use the app on the diary of a folder, kill it at a random moment, and look what is left."""
    url, outcome = f"sqlite:///{folder / 'diary.sqlite3'}", Round()
    backup = _backup(url, folder / "before.zip", expected, chance) if expected.last else None
    with running(url) as server, Client(server.port) as client:
        person = _Person(client, expected, chance, backup)
        killer = threading.Timer(chance.uniform(0, LONGEST_S), server.kill)
        killer.start()
        try:
            while True:
                person.act()
        except (ConnectionClosed, OSError, TimeoutError):
            pass
        except RuntimeError as error:
            outcome.violations.append(str(error))
        killer.join()
    outcome.confirmed, outcome.under_way = person.confirmed, person.verb if person.next else ""
    there = _amounts(url)
    if person.next and there == person.next.now != person.expected.now:
        outcome.was_done, person.expected = True, person.next
    elif there != person.expected.now:
        wanted = person.expected.now
        outcome.violations.append(f"{there} is there, not {wanted}, after {person.verb}")
        person.expected.now = there
    with closing(open_store(url)) as store:
        outcome.violations += half_written(store)
    outcome.violations += unsound(folder)
    return outcome, person.expected


def _backup(
    url: str, path: Path, expected: Expected, chance: random.Random
) -> tuple[bytes, Expected]:
    """Return a backup of the last rounds and what is in it; make one every fifth round or so."""
    known = path.with_suffix(".json")
    if not known.exists() or chance.random() < 0.2:
        with closing(Diary(open_store(url))) as diary, path.open("wb") as file:
            diary.backups.write(file)
        known.write_text(json.dumps(asdict(expected)), encoding="utf-8")
    return path.read_bytes(), Expected(**json.loads(known.read_text(encoding="utf-8")))


def _amounts(url: str) -> Amounts:
    with closing(Diary(open_store(url))) as diary:
        (me,) = diary.people.all()
        return sorted(entry.amount for entry in diary.entries.of(me.id))


def kills(rounds: int, seed: int, folder: Path) -> int:
    """Kill the server so many times in all; return how many violations there were."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "rounds.jsonl"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    done = [json.loads(line) for line in lines]
    expected = Expected(**done[-1]["expected"]) if done else Expected()
    results = [Round(**one["round"]) for one in done]
    for number in range(len(done) + 1, rounds + 1):
        result, expected = kill_once(folder, expected, random.Random(f"{seed} {number}"))
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"round": asdict(result), "expected": asdict(expected)}) + "\n")
        results.append(result)
        found = "; ".join(result.violations) or "nothing lost, doubled or half-written"
        print(f"kill {number}: {result.confirmed} confirmed, then {found}", flush=True)
    violations = sum(len(one.violations) for one in results)
    under_way = Counter(one.under_way for one in results if one.under_way)
    print(f"{len(results)} kills, {sum(one.confirmed for one in results)} verbs confirmed")
    print(f"in the midst of a verb: {sum(under_way.values())} {dict(under_way)}")
    print(f"of these found done: {sum(one.was_done for one in results)}")
    print(f"violations: {violations}")
    return violations


def sessions(pages: int, entries: int, people: int, url: str, there: int = 0) -> int:
    """Let so many pages log at once; return how many entries were lost or doubled.

    Of each person so many entries of the day are ``there`` to begin with, of thirty foods.
    """
    with closing(Diary(open_store(url))) as diary:
        ids = [diary.people.add(f"Person {number}").id for number in range(people)]
        for one in ids:
            diary.entries.log_many(one, _eaten_before(diary.people.today(one), there))
    with running(url) as server:
        start = threading.Barrier(pages + 1)

        def use(number: int) -> list[tuple[float, float]]:
            took = []
            with ExitStack() as opened:
                try:
                    address = f"person={ids[number % people]}"
                    client = opened.enter_context(Client(server.port, address))
                except BaseException:
                    start.abort()  # nobody waits for a page that could not be opened
                    raise
                start.wait()
                for count in range(entries):
                    grams = number * entries + count + 1
                    begun = time.perf_counter()
                    said = client.log(f"{grams} g natto")
                    if not any(one.startswith("Added") for one in said):
                        raise RuntimeError(f"{grams} g was answered by {said}")
                    took.append((float(grams), time.perf_counter() - begun))
            return took

        with ThreadPoolExecutor(pages) as pool:
            running_pages = [pool.submit(use, number) for number in range(pages)]
            with suppress(threading.BrokenBarrierError):  # said below
                start.wait()
            cpu, begun = server.cpu_seconds, time.perf_counter()
            failed = [one.exception() for one in running_pages if one.exception()]
            cpu, seconds = server.cpu_seconds - cpu, time.perf_counter() - begun
    confirmed = [log for one in running_pages if not one.exception() for log in one.result()]
    with closing(Diary(open_store(url))) as diary:
        logged = [entry for one in ids for entry in diary.entries.of(one)]
    found = Counter(entry.amount for entry in logged if entry.item_id == "natto")
    lost = sum(found[grams] == 0 for grams, _ in confirmed)
    doubled = sum(times > 1 for times in found.values())
    p50, p95 = np.percentile([seconds for _, seconds in confirmed] or [np.nan], [50, 95])
    print(f"{pages} pages of {people} people, {entries} entries each, all at once, {there} there")
    print(f"confirmed {len(confirmed)} in {seconds:.1f} s, lost {lost}, doubled {doubled}")
    print(f"from the first key to the page that says so: p50 {p50:.2f} s, p95 {p95:.2f} s")
    print(f"server: {cpu / max(len(confirmed), 1):.3f} CPU seconds per log, reading included")
    print(*(f"failed: {error}" for error in failed), sep="\n", end="\n" if failed else "")
    return lost + doubled + len(failed)


def _eaten_before(day: date, entries: int) -> list[ToLog]:
    foods = [food for food in sorted(food_table().foods) if food != "natto"][:30]
    return [
        ToLog(date=day, item_id=foods[place % len(foods)], amount=50, unit="g")
        for place in range(entries)
    ]


def main() -> int:
    """Attack; return 1 where anything did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    attacks = parser.add_subparsers(dest="attack", required=True)
    killing = attacks.add_parser("kills", help="kill -9 while a client acts")
    killing.add_argument("--rounds", type=int, default=200)
    killing.add_argument("--seed", type=int, default=1)
    killing.add_argument("--folder", type=Path, help="keeps the rounds; a later run goes on there")
    logging = attacks.add_parser("sessions", help="many pages log at once")
    logging.add_argument("--sessions", type=int, default=50)
    logging.add_argument("--entries", type=int, default=20)
    logging.add_argument("--there", type=int, default=0, help="entries of the day to begin with")
    logging.add_argument("--people", type=int, help="whose pages they are (default: one each)")
    logging.add_argument("--url", help="of an empty database (default: a SQLite file of its own)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.attack == "kills":
            return bool(kills(options.rounds, options.seed, options.folder or Path(folder)))
        url = options.url or f"sqlite:///{folder}/diary.sqlite3"
        people = options.people or options.sessions
        return bool(sessions(options.sessions, options.entries, people, url, options.there))


if __name__ == "__main__":
    sys.exit(main())
