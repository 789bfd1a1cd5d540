"""Words and tables for importing a file: what is in it, and what it would change."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from estimator.diary.imports import Imported
from estimator.foods.table import FoodTable
from estimator.importing.file_rows import FileRead
from estimator.importing.import_plan import Changed, ImportPlan, by_reason
from estimator.importing.matching import BY_WORDS
from estimator.importing.quantities import ORDINARY
from estimator.importing.tool_layouts import OTHERS
from estimator.views.shared.figures import counted

IMPORT_INTRO: Final = (
    "Bring in a diary from a file. First it is only looked at: you see what would be added and "
    "what would not, and nothing changes until you say so. Importing a file twice adds nothing."
)
SERVINGS: Final = (
    "Count a serving of which the file has no weight as the ordinary portion of its food"
)
SERVINGS_HELP: Final = (
    "A serving of another program is whatever its label says. Here it becomes the first portion "
    "of each food, such as a slice of bread, and the entry is marked as assumed: its range is "
    "wider."
)
_VERSION: Final = re.compile(r" \(version.*|, recall.*| \d.*")
TOOLS: Final = (
    "It reads this program's own CSV of every entry, and the exports of "
    + ", ".join(dict.fromkeys(_VERSION.sub("", layout.title) for layout in OTHERS))
    + ". Of any other CSV you choose the columns."
)
"""The tools of which files are read, each once."""
FIELD_LABELS: Final[Mapping[str, str]] = {
    "date": "Date",
    "name": "Food",
    "amount": "Amount",
    "unit": "Unit",
    "grams": "Weight in grams",
    "portion": "Amount with its unit in one cell",
    "meal": "Meal",
    "time": "Time",
    "person": "Person",
    "note": "Note",
}
"""What a person can choose a column for, of a file of an unknown layout."""


def totals_table(plan: ImportPlan) -> pd.DataFrame:
    """Return the control totals: what becomes of the rows of the file."""
    return pd.DataFrame(
        [
            (what.capitalize(), total.rows, total.days, round(total.grams, 1), total.unweighed)
            for what, total in plan.totals.items()
        ],
        columns=["Of the file", "Rows", "Days", "Grams of food", "Without a weight"],
    )


def plan_words(read: FileRead, plan: ImportPlan) -> str:
    """Say in a sentence what importing would do."""
    if plan.changes_nothing:
        nothing = "All of it is in the diary already." if plan.there else ""
        nothing = nothing or "Nothing of it can go into the diary as it is."
        return f"{nothing}{rows_not_counted(read)}"
    parts = [
        f"add {counted(len(plan.new), 'entry', 'entries')}" if plan.new else "",
        f"change {counted(len(plan.changed), 'entry', 'entries')}" if plan.changed else "",
        f"set notes or marks of {counted(len(plan.marks), 'day')}" if plan.marks else "",
        f"add {counted(len(plan.own), 'own food or recipe', 'own foods and recipes')}"
        if plan.own
        else "",
    ]
    return f"Importing would {' and '.join(filter(None, parts))}.{rows_not_counted(read)}"


def rows_not_counted(read: FileRead) -> str:
    """Say which rows of a file are of nothing that was eaten; "" where there are none."""
    said = [
        f" {counted(rows, 'row')} {what} {'is' if rows == 1 else 'are'} not counted."
        for rows, what in (
            (read.deleted, "that the file marks as deleted"),
            (read.empty, "of an amount of 0"),
        )
        if rows
    ]
    return "".join(said)


def left_out_table(plan: ImportPlan) -> pd.DataFrame:
    """Return what would not go in: food, why, how many rows, their grams, the first line."""
    return pd.DataFrame(
        [
            (
                name or "–",
                why,
                len(rows),
                round(sum(one.grams or 0.0 for one in rows), 1)
                if any(one.grams is not None for one in rows)
                else None,
                rows[0].record.line,
            )
            for name, why, rows in by_reason(plan.left_out)
        ],
        columns=["Food", "Why it is left out", "Rows", "Grams", "First line"],
    )


def left_out_rows(plan: ImportPlan) -> pd.DataFrame:
    """Return every row that would not go in, to be kept as a file."""
    return pd.DataFrame(
        [
            (
                one.record.line,
                one.record.day.isoformat() if one.record.day else "",
                one.record.name,
                one.record.code,
                one.record.amount,
                one.record.unit,
                one.grams,
                one.why,
            )
            for one in plan.left_out
        ],
        columns=["line", "date", "food", "code", "amount", "unit", "grams", "why"],
    )


def changed_table(changed: Sequence[Changed], table: FoodTable) -> pd.DataFrame:
    """Return what entries of the diary are now, and what the file has instead."""
    return pd.DataFrame(
        [
            (
                change.entry.date.isoformat(),
                table.name_of(change.entry.item_id),
                _as_words({name: getattr(change.entry, name) for name in change.values}, table),
                _as_words(change.values, table),
            )
            for change in changed
        ],
        columns=["Date", "Food", "Now", "In the file"],
    )


def understood_table(plan: ImportPlan) -> pd.DataFrame:
    """Return the foods whose words were understood though they are no names of the table."""
    return pd.DataFrame(
        [
            (match.name, match.item.name, match.said)
            for match in plan.matches
            if match.by == BY_WORDS and match.item is not None
        ],
        columns=["In the file", "Read as", "What was taken for granted"],
    )


def weighed_table(plan: ImportPlan, table: FoodTable) -> pd.DataFrame:
    """Return the rows whose weight was worked out, and how."""
    return pd.DataFrame(
        [
            (
                one.record.line,
                one.record.name or one.record.code,
                f"{_plain(one.record.amount)} {one.record.unit}".strip()
                if one.record.amount is not None
                else "–",
                round(one.grams, 1),
                one.how,
                table.name_of(one.item_id),
            )
            for one in plan.weighed
        ],
        columns=["Line", "In the file", "Amount", "Grams", "How it was worked out", "Read as"],
    )


def servings_words(plan: ImportPlan) -> str:
    """Say of how many rows a serving has no weight, or is taken as an ordinary portion."""
    taken = sum(one.how.startswith(ORDINARY) for one in plan.weighed)
    said = [
        f"{counted(plan.servings, 'row')} left out for want of it." if plan.servings else "",
        f"{counted(taken, 'row')} counted so, marked as assumed." if taken else "",
    ]
    return " ".join(filter(None, said))


def imported_words(imported: Imported) -> str:
    """Say what importing a file did."""
    parts = [
        f"{counted(imported.added, 'entry', 'entries')} added",
        f"{counted(imported.changed, 'entry', 'entries')} changed" if imported.changed else "",
        f"notes or marks of {counted(imported.marked, 'day')} set" if imported.marked else "",
        f"{counted(imported.own, 'own food or recipe', 'own foods and recipes')} added"
        if imported.own
        else "",
        f"{counted(imported.names, 'choice')} kept" if imported.names else "",
    ]
    return f"Imported: {', '.join(filter(None, parts))}. It can be undone as a whole."


def people_table(
    files: Mapping[str, FileRead], plans: Mapping[str, ImportPlan | None]
) -> pd.DataFrame:
    """List the people of a file, and what it would change, or has changed, in the diary of each.

    Parameters
    ----------
    files, plans : mapping of str to FileRead, to ImportPlan
        By person; no plan for who is not in the diary.
    """
    rows: list[tuple[object, ...]] = []
    for person, read in files.items():
        plan = plans[person]
        if plan is None:
            rows.append((person, len(read.rows), "", "", "", "new"))
        else:
            added, left_out = len(plan.new), len(plan.left_out)
            rows.append((person, len(read.rows), added, plan.there, left_out, ""))
    columns = ["Person", "Rows", "To add", "There already", "Left out", "In the diary"]
    return pd.DataFrame(rows, columns=columns).astype(object)


def everybody_words(people: pd.DataFrame, *, done: bool) -> str:
    """Say what importing the rows of all people would do, or did.

    Parameters
    ----------
    people : DataFrame
        Of `people_table`.
    done : bool
    """
    new = int((people["In the diary"] == "new").sum())
    added = int(pd.to_numeric(people["To add"]).sum())
    left_out = int(pd.to_numeric(people["Left out"]).sum())
    whose = counted(len(people), "person", "people")
    if done:
        rest = f" {counted(left_out, 'row')} left out." if left_out else ""
        return f"Imported: {counted(added, 'entry', 'entries')} of {whose} added.{rest}"
    words = f"Importing would add {counted(added, 'entry', 'entries')} of people in the diary"
    if new:
        words += f", and {counted(new, 'new person', 'new people')} with what can be used of theirs"
    return f"{words}. Add --yes to do so."


def _as_words(values: Mapping[str, object], table: FoodTable) -> str:
    labels = {"eaten_at": "time", "item_id": "food", "sample": "example"}
    words = []
    for name, value in values.items():
        if name == "kind":
            continue
        shown = table.name_of(str(value)) if name == "item_id" else value
        empty = value is None or value == ""
        words.append(f"{labels.get(name, name)} {'–' if empty else _plain(shown)}")
    return ", ".join(words)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
