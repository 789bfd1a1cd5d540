"""How well words are read: ``python -m benchmarks.words [--cases DIR] [--descriptions CSV]``.

Prints how many words of a list mean the right food at once, first or among three, and how
many a wrong one; how many lines of a diary are read in full; whether a food rich in K2 is
ever chosen that nobody typed; and how long it takes.

The folder of cases holds ``words.csv`` (corpus, text, a pattern of the right food ids),
``meal_lines.csv`` (text, and for each food a pattern and the grams) and
``intake24_terms.csv`` (what was typed, and the description that was chosen). Without one,
the lists in ``benchmarks/word_cases`` are read. The descriptions are a CSV with a column
``description``, such as those of the FNDDS.
"""

import re
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pandas as pd
from rapidfuzz.distance import OSA

from estimator.foods.items import Food, Item, Supplement
from estimator.foods.table import food_table
from estimator.measures.units import Measures
from estimator.words import NotUnderstood, Row, Understood, read_words
from estimator.words.grammar import ENGLISH, stem
from estimator.words.text import fold

OWN_CASES: Final = Path(__file__).with_name("word_cases")
RICH_WORDS: Final = re.compile(
    r"natto|natt|nattō|hikiwari|cheong|chung|douchi|liver|leber|lever|foie|pat[eé]|braunschw|lewer"
    r"|giblet|gizzard|heart|kidney|tongue|tripe|hjerte|nyre|organ|chitterl|haggis|menudo|ear|"
    r"stomach|sweetbread|brain|chopped"
)
_AMONG: Final = 3
_FEWEST_LETTERS: Final = 4
_SAME_SHARE: Final = 0.3
MEASURES: Final = Measures()


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = ArgumentParser(description="How well words are read.")
    parser.add_argument("--cases", type=Path, default=OWN_CASES)
    parser.add_argument("--descriptions", type=Path, help="a CSV of food descriptions")
    parser.add_argument("--show", action="store_true", help="list what is not right at once")
    options = parser.parse_args(arguments)
    food_table()
    read("warm up")
    for corpus, cases in words(options.cases / "words.csv"):
        _print_words(corpus, cases, options.show)
    lines = options.cases / "meal_lines.csv"
    if lines.exists():
        _print_lines(lines, options.show)
    terms = options.cases / "intake24_terms.csv"
    if terms.exists():
        _print_terms(terms, options.show)
    if options.descriptions:
        _print_descriptions(options.descriptions)
    _print_times()
    return 0


def read(text: str, language: str = "") -> list[Row]:
    """Read a text as a person with the table of the program."""
    return read_words(text, food_table(), MEASURES, language=language)


def words(path: Path) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the cases of each list: language, text, pattern."""
    if not path.exists():
        return
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    language = frame["language"] if "language" in frame else pd.Series("", index=frame.index)
    for corpus, cases in frame.assign(language=language).groupby("corpus", sort=False):
        yield (
            str(corpus),
            list(zip(cases["language"], cases["text"], cases["expected"], strict=True)),
        )


def outcome(rows: list[Row], expected: str) -> str:
    """Say how the first food of a text was read: right, asked, wrong or not read."""
    chosen = [row.item for row in rows if isinstance(row, Understood)]
    if chosen:
        first = rows[0]
        if isinstance(first, Understood) and _is(first.item, expected):
            return "right"
        if any(_is(item, expected) for item in chosen):
            return "right"
        if isinstance(first, NotUnderstood) and _among(first.alternatives, expected):
            return "asked"
        return "wrong"
    if any(_among(row.alternatives, expected) for row in rows):
        return "asked"
    return "not read" if not any(row.alternatives for row in rows) else "asked, not there"


def _is(item: Item, expected: str) -> bool:
    return bool(expected) and re.search(f"^(?:{expected})", item.item_id) is not None


def _among(items: Iterable[Item], expected: str) -> bool:
    return any(_is(item, expected) for item in list(items)[:_AMONG])


def _print_words(corpus: str, cases: list[tuple[str, str, str]], show: bool) -> None:
    counts: Counter[str] = Counter()
    for language, text, expected in cases:
        rows = read(text, language)
        found = outcome(rows, expected)
        counts[found] += 1
        if show and found != "right":
            print(f"    {found:16} {text!r} ({expected}): {_told(rows)}")
    total = len(cases)
    right, asked = counts["right"], counts["asked"]
    print(
        f"{corpus:24} {total:5} words: {right / total:6.1%} right at once, "
        f"{(right + asked) / total:6.1%} right or first three, {counts['wrong'] / total:5.1%} "
        f"wrong, {counts['not read'] / total:5.1%} not read"
    )


def _print_lines(path: Path, show: bool) -> None:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    right = 0
    for text, expected in zip(frame["text"], frame["expected"], strict=True):
        rows = read(text)
        if _line_is_right(rows, expected):
            right += 1
        elif show:
            print(f"    line {text!r} ({expected}): {_told(rows)}")
    print(f"{'lines of diaries':24} {len(frame):5} lines: {right} right, {len(frame) - right} not")


def _line_is_right(rows: list[Row], expected: str) -> bool:
    wanted = [part.strip() for part in expected.split(";") if part.strip()]
    understood = [row for row in rows if isinstance(row, Understood)]
    if not wanted:
        return not understood
    if len(understood) != len(wanted):
        return False
    for row, part in zip(understood, wanted, strict=True):
        pattern, _, grams = part.partition("@")
        if not _is(row.item, pattern):
            return False
        if grams:
            about = grams.startswith("~")
            amount = float(grams.lstrip("~"))
            share = _SAME_SHARE if about else 0.01
            if abs(row.quantity - amount) > share * amount:
                return False
    return True


def _print_terms(path: Path, show: bool) -> None:
    """Compare what a typed term and the description that was chosen are read as.

    What somebody chose from a list of another table says more than what they typed, or is a
    neighbour of it: "chicken" became a chicken wrap, "gruyère" grated Emmental. A food that was
    chosen here and is not in the description is a wrong one only if it is of another kind.
    """
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    counts: Counter[str] = Counter()
    for term, chosen in zip(frame["text"], frame["chosen_in_intake24"], strict=True):
        right = {item.item_id: item for row in read(chosen) for item in offered(row)}
        rows = read(term)
        among = {item.item_id for row in rows for item in offered(row)}
        counts["among three"] += not among.isdisjoint(right)
        took = [row.item for row in rows if isinstance(row, Understood)]
        apart = bool(took) and among.isdisjoint(right)
        counts["chosen, not in the description"] += apart
        wrong = apart and not any(is_kin(item, term, chosen, right.values()) for item in took)
        counts["of another kind"] += wrong
        if show and among.isdisjoint(right):
            kind = "another kind" if wrong else "term"
            print(f"    {kind} {term!r} ({chosen}; {sorted(right)}): {_told(rows)}")
    told = ", ".join(f"{count / len(frame):.1%} {name}" for name, count in counts.items())
    print(f"{'terms of Intake24':24} {len(frame):5} terms: {told}")


def is_kin(item: Item, term: str, description: str, others: Iterable[Item]) -> bool:
    """Return whether a food that was read from a term may be what a description says.

    It may where the description has every word of the term, and says more; and where it is
    of a group, or an id begun alike, of the foods that the description is read as.
    """
    written = {stem(word, ENGLISH) for word in fold(term).split()}
    described = {stem(word, ENGLISH) for word in fold(description).split()}
    if all(any(_same_word(word, other) for other in described) for word in written):
        return True
    kinds = {kind for one in others if isinstance(one, Food) for kind in (one.group, _begun(one))}
    return isinstance(item, Food) and not kinds.isdisjoint((item.group, _begun(item)))


def _same_word(word: str, other: str) -> bool:
    """Return whether two words are one, of four letters or more with one of them wrong."""
    return word == other or (
        len(word) >= _FEWEST_LETTERS and OSA.distance(word, other, score_cutoff=1) <= 1
    )


def _begun(food: Food) -> str:
    return food.food_id.partition("-")[0]


def offered(row: Row) -> tuple[Item, ...]:
    """Return what a row shows first: the food chosen, or the first three offered."""
    return (row.item,) if isinstance(row, Understood) else row.alternatives[:_AMONG]


def _print_descriptions(path: Path) -> None:
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)["description"]
    chosen = [(text, row) for text in texts for row in read(text)]
    nobody = [(text, row) for text, row in chosen if rich_and_not_typed(row, text)]
    understood = sum(isinstance(row, Understood) for _, row in chosen)
    print(
        f"{'descriptions':24} {len(texts):5}: {understood} foods chosen, "
        f"{len(nobody)} rich in K2 that nobody typed"
    )
    for text, row in nobody[:20]:
        print(f"    {text!r}: {_told([row])}")


def rich_and_not_typed(row: Row, text: str) -> bool:
    """Return whether a food rich in K2 was chosen of which no word was typed."""
    if not isinstance(row, Understood):
        return False
    typed = fold(text)
    if isinstance(row.item, Supplement):
        return not re.search(r"\bk[12]?\b|\bmk\b|menatetrenone|menaquinone", typed)
    kin = row.item.group == "organ meats" or row.item.item_id.startswith(("natto", "cheong"))
    return kin and not RICH_WORDS.search(typed)


def _print_times() -> None:
    three = "2 eggs with toast, 30 g gouda and a glass of milk"
    longest = ", ".join(
        [
            "30 g gooda chese with brokoli und xyzzy",
            "2 chiken brests from the shop round the corner",
        ]
        * 12
    )[:2000]
    for name, text, most in (("three items", three, 5), ("the longest", longest, 200)):
        times = []
        for _ in range(5):
            start = time.process_time()
            read(text)
            times.append(time.process_time() - start)
        print(f"{name:24} {min(times) * 1000:7.1f} ms (at most {most})")


def _told(rows: list[Row]) -> str:
    told = []
    for row in rows:
        if isinstance(row, Understood):
            told.append(f"{row.item.item_id} {row.quantity:.4g}")
        else:
            told.append(f"? {[item.item_id for item in row.alternatives[:_AMONG]]}")
    return "; ".join(told)


if __name__ == "__main__":
    sys.exit(main())
