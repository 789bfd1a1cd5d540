"""Files as other tools write them, made up: plain names, amounts of every shape, true weights.

The names are in ``tool_names.csv``, written by hand from what those tools publish of their food
lists, each with a pattern of the items it may rightly be read as. Nothing is from a real diary.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

OUNCE = 28.349523125
_ROWS_A_DAY = 12
_MEALS = ("Breakfast", "Lunch", "Dinner", "Snacks")
# Energy [kcal], water, protein, fat, carbohydrate in 100 g, by how a name begins: round figures.
_CONTENTS = (
    ("cheddar|swiss|emmen|provolone|gouda|edam|parmesan|cheese", (380, 40.0, 25.0, 30.0, 2.0)),
    ("egg|ei\\b|eier|rührei|spiegelei", (145, 76.0, 12.5, 9.5, 1.0)),
    ("butter|ghee|mayo", (720, 16.0, 1.0, 81.0, 0.5)),
    ("milk|milch|kefir|buttermilk", (60, 88.0, 3.3, 3.3, 4.8)),
    ("yog|joghurt|skyr|quark|cottage", (90, 80.0, 9.0, 4.0, 5.0)),
    ("cream|sahne", (300, 62.0, 2.5, 31.0, 3.5)),
    ("", (210, 64.0, 24.0, 11.0, 0.0)),
)


@dataclass(frozen=True)
class ToolName:
    """A name of a food in another tool."""

    tool: str
    name: str
    right: str
    """A pattern of the ids that it may be read as."""
    matters: bool
    """Whether it may hold K2."""

    def is_right(self, item_id: str) -> bool:
        """Return whether an item is one that it may be read as."""
        return re.fullmatch(self.right, item_id) is not None


@dataclass(frozen=True)
class MadeUp:
    """A file, and what is truly in it.

    Attributes
    ----------
    grams : float
        Of the rows that state their weight [g].
    rows : list of tuple
        The name of each row.
    """

    tool: str
    file: str
    data: bytes
    rows: list[ToolName]
    grams: float


@cache
def tool_names() -> tuple[ToolName, ...]:
    """Return the names of foods in other tools."""
    with (Path(__file__).parent / "tool_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ToolName(row["tool"], row["name"], row["right"], row["k2"] == "1")
            for row in csv.DictReader(file)
        )


def made_up_files(rows: int, seed: int) -> list[MadeUp]:
    """Return a file of each tool with some rows."""
    chance = random.Random(seed)
    makers: tuple[tuple[str, Callable[[str, int, random.Random], MadeUp]], ...] = (
        ("cronometer", _cronometer),
        ("macrofactor", _macrofactor),
        ("loseit", _loseit),
        ("myfitnesspal", _myfitnesspal),
        ("fatsecret", _plain_table),
        ("yazio", _german_table),
    )
    return [make(tool, rows, chance) for tool, make in makers]


def _eaten(tool: str, rows: int, chance: random.Random) -> Iterator[tuple[date, str, ToolName]]:
    names = [name for name in tool_names() if name.tool == tool]
    for row in range(rows):
        day = date(2025, 1, 1) + timedelta(days=row // _ROWS_A_DAY)
        yield day, chance.choice(_MEALS), chance.choice(names)


def _contents(name: str, grams: float) -> list[str]:
    for pattern, contents in _CONTENTS:
        if re.search(pattern, name, re.IGNORECASE):
            return [f"{one * grams / 100:.2f}" for one in contents]
    raise AssertionError(name)


def _cronometer(tool: str, rows: int, chance: random.Random) -> MadeUp:
    header = ["Day", "Time", "Group", "Food Name", "Amount", "Energy (kcal)", "Water (g)"]
    header += ["Protein (g)", "Fat (g)", "Carbs (g)", "Alcohol (g)"]
    lines, names, stated = [], [], 0.0
    for day, meal, name in _eaten(tool, rows, chance):
        count = chance.choice((1, 1, 1, 2, 2, 3))
        each = round(chance.uniform(10, 120), 1)
        if "MK7" in name.name:
            amount, grams = f"{count * 45:.2f} mcg", 0.0
        else:
            # How the amount is written, what it weighs, whether the file says so.
            shapes = (
                (f"{count * each:.2f} g", count * each, True),
                (f"{count:.2f} oz", count * OUNCE, True),
                (f"{count:.2f} x 1.0 oz", count * OUNCE, True),
                (f"{count:.2f} 1oz slice", count * OUNCE, True),
                (f"{count:.2f} x {each} g", count * each, True),
                (f"{count * each:.2f} 1", count * each, False),
                (f"{count:.2f} serving", count * each, False),
                (f"{count:.2f} cup, shredded", count * each, False),
                (f"{count:.2f} large", count * 50.0, False),
                (f"{count:.2f} container (5.3 oz)", count * 5.3 * OUNCE, True),
            )
            amount, grams, says = chance.choice(shapes)
            stated += grams if says else 0.0
        contents = _contents(name.name, grams) if grams else [""] * 5
        lines.append([day.isoformat(), "8:30 AM", meal, name.name, amount, *contents, "0.00"])
        names.append(name)
    lines.insert(len(lines) // 2, [*lines[-1][:4], "0.00 g", *["0.00"] * 6])
    return MadeUp(tool, "servings.csv", _csv(header, lines), names, stated)


def _macrofactor(tool: str, rows: int, chance: random.Random) -> MadeUp:
    header = ["Date", "Time", "Food Name", "Serving Size", "Serving Qty", "Serving Weight (g)"]
    lines, names, stated = [], [], 0.0
    for day, _, name in _eaten(tool, rows, chance):
        grams = round(chance.uniform(10, 250), 1)
        size, count = chance.choice((("g", grams), ("slice", 2), ("medium", 1), ("oz", 1.5)))
        lines.append([day.isoformat(), "8:05 AM", name.name, size, count, grams])
        stated += grams
        names.append(name)
    return MadeUp(tool, "macrofactor.csv", _csv(header, lines), names, stated)


def _loseit(tool: str, rows: int, chance: random.Random) -> MadeUp:
    header = ["Date", "Name", "Icon", "Meal", "Quantity", "Units", "Calories", "Deleted"]
    header += ["Fat (g)", "Protein (g)", "Carbohydrates (g)"]
    lines, names, stated = [], [], 0.0
    for day, meal, name in _eaten(tool, rows, chance):
        count = chance.choice((1.0, 2.0, 3.0))
        grams = round(chance.uniform(10, 250), 1)
        is_egg = name.name.startswith("Egg") and "Scrambled" not in name.name
        units = "Each" if is_egg else chance.choice(("Grams", "Ounces", "Pounds"))
        amount, weight = {
            "Each": (count, 0.0),
            "Grams": (grams, grams),
            "Ounces": (count, count * OUNCE),
            "Pounds": (0.25, 0.25 * 16 * OUNCE),
        }[units]
        stated += weight
        lines.append([f"{day:%m/%d/%Y}", name.name, "Food", meal, amount, units, 100, 0, 5, 5, 5])
        names.append(name)
    return MadeUp(tool, "food-logs.csv", _csv(header, lines), names, stated)


def _myfitnesspal(tool: str, rows: int, chance: random.Random) -> MadeUp:
    lines, names, stated = [], [], 0.0
    for day, meal, name in _eaten(tool, rows, chance):
        count = chance.choice((1, 2))
        grams = chance.randrange(10, 250)
        amount, weight = chance.choice(
            ((f"{grams} g", grams), (f"{count} oz", count * OUNCE), (f"{grams}g", grams))
        )
        lines.append([day.isoformat(), meal, f"{name.name}, {amount}", 100])
        stated += weight
        names.append(name)
    data = _csv(["Date", "Meal", "Food", "Calories"], lines)
    return MadeUp(tool, "diary.csv", data, names, stated)


def _plain_table(tool: str, rows: int, chance: random.Random) -> MadeUp:
    lines, names, stated = [], [], 0.0
    for day, meal, name in _eaten(tool, rows, chance):
        grams = round(chance.uniform(10, 250), 1)
        lines.append([f"{day:%d-%b-%y}", meal, name.name, grams])
        stated += grams
        names.append(name)
    header = ["Date", "Meal", "Food", "Amount (g)"]
    title = b"Food diary,,,\r\n"
    return MadeUp(tool, "table.csv", title + _csv(header, lines), names, stated)


def _german_table(tool: str, rows: int, chance: random.Random) -> MadeUp:
    lines, names, stated = [], [], 0.0
    for day, meal, name in _eaten(tool, rows, chance):
        grams = round(chance.uniform(10, 250), 1)
        lines.append([f"{day:%d.%m.%Y}", meal, name.name, f"{grams}".replace(".", ","), "g"])
        stated += grams
        names.append(name)
    header = ["date", "meal", "food", "amount", "unit"]
    data = b"sep=;\r\n" + _csv(header, lines, ";")
    return MadeUp(tool, "tabelle.csv", data, names, stated)


def _csv(header: list[str], lines: list[list[object]], mark: str = ",") -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=mark)
    writer.writerow(header)
    writer.writerows(lines)
    return target.getvalue().encode()
