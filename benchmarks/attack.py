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
from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from websockets.exceptions import ConnectionClosed

from benchmarks.acting_person import ActingPerson, Amounts, Expected
from benchmarks.app_client import Client
from benchmarks.app_server import running
from benchmarks.killed_diary import half_written, unsound
from benchmarks.many_sessions import sessions
from estimator.diary.diary import Diary
from estimator.store import open_store

LONGEST_S: Final = 8.0
"""A server is killed at most this long after its page is there [s]."""


@dataclass
class Round:
    """What came of one server that was killed."""

    confirmed: int = 0
    under_way: str = ""
    """The verb that was not answered any more."""
    was_done: bool = False
    """Whether that verb was found done."""
    violations: list[str] = field(default_factory=list)


def kill_once(folder: Path, expected: Expected, chance: random.Random) -> tuple[Round, Expected]:
    """Use the app on the diary of a folder, kill it at a random moment, and look what is left."""
    url, outcome = f"sqlite:///{folder / 'diary.sqlite3'}", Round()
    backup = _backup(url, folder / "before.zip", expected, chance) if expected.last else None
    with running(url) as server, Client(server.port) as client:
        person = ActingPerson(client, expected, chance, backup)
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
