"""Exports that are no tables, as tables: Fitbit's food logs (JSON), Apple Health's export (XML)."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from estimator.errors import InputError
from estimator.importing.sheet import Sheet, in_parts, number_cell

FITBIT: Final = ("Log Date", "Meal Type", "Food", "Amount", "Unit", "Calories (kcal)")
APPLE: Final = (
    *("Start Date", "Food Type", "Meal Name"),
    *("Energy (kcal)", "Water (g)", "Protein (g)", "Fat (g)", "Carbs (g)"),
)
_FITBIT_MEALS: Final = {1: "breakfast", 2: "snack", 3: "lunch", 4: "snack", 5: "dinner"}
_CONTENTS: Final = {
    "HKQuantityTypeIdentifierDietaryEnergyConsumed": "Energy (kcal)",
    "HKQuantityTypeIdentifierDietaryWater": "Water (g)",
    "HKQuantityTypeIdentifierDietaryProtein": "Protein (g)",
    "HKQuantityTypeIdentifierDietaryFatTotal": "Fat (g)",
    "HKQuantityTypeIdentifierDietaryCarbohydrates": "Carbs (g)",
}
_IN_GRAMS: Final = frozenset({"kcal", "Cal", "g", "mL"})
"""Units that are taken as they are; a millilitre of water is a gram."""
_FOOD: Final = "HKCorrelationTypeIdentifierFood"
_DEEPEST: Final = 6


def json_sheet(data: bytes, file: str) -> Sheet:
    """Open Fitbit's food logs, as its archive and its Web API have them.

    Raises
    ------
    InputError
        If it is broken, or holds no logs of foods.
    """
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is broken: it is no JSON. Export it anew.") from error
    logs = [log for log in _dicts(whole) if isinstance(log.get("loggedFood"), dict)]
    if not logs:
        raise InputError(
            f"{file} is JSON without Fitbit's food logs. Export the diary as CSV, and import that."
        )
    rows = [_fitbit_row(log) for log in logs]
    return Sheet(file, "JSON", "", FITBIT, lambda: in_parts(enumerate(rows, 1)))


def _dicts(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        if "loggedFood" in value:
            return
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _dicts(one, depth + 1)


def _fitbit_row(log: Mapping[str, Any]) -> Sequence[str]:
    food = log["loggedFood"]
    unit = food.get("unit") if isinstance(food.get("unit"), dict) else {}
    name = ", ".join(filter(None, (_text(food.get("brand")), _text(food.get("name")))))
    return (
        _text(log.get("logDate")),
        _FITBIT_MEALS.get(food.get("mealTypeId"), "") if _is_id(food.get("mealTypeId")) else "",
        name,
        _text(food.get("amount")),
        _text(unit.get("name")),
        _text(food.get("calories")),
    )


def _is_id(value: object) -> bool:
    return isinstance(value, int)


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return number_cell(float(value))
    return value.strip() if isinstance(value, str) else ""


def xml_sheet(data: bytes, file: str) -> Sheet:
    """Open Apple Health's export.xml: its foods, with what is in them.

    Raises
    ------
    InputError
        If it is broken, or no export of Apple Health with foods.
    """
    rows = list(_apple_rows(data, file))
    if not rows:
        raise InputError(
            f"{file} is XML without foods of Apple Health. Export the diary as CSV, and import "
            "that."
        )
    return Sheet(file, "Apple Health export", "", APPLE, lambda: in_parts(enumerate(rows, 1)))


def _apple_rows(data: bytes, file: str) -> Iterator[Sequence[str]]:
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(data)):
            if element.tag == "Correlation" and element.get("type") == _FOOD:
                yield _apple_row(element)
            if element.tag in ("Correlation", "Workout") or (
                element.tag == "Record" and element.get("type") not in _CONTENTS
            ):
                element.clear()
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise InputError(f"{file} is no XML that can be read. Export it anew.") from error


def _apple_row(food: "ElementTree.Element") -> Sequence[str]:
    said = {one.get("key", ""): one.get("value", "") for one in food.iter("MetadataEntry")}
    contents = dict(_apple_contents(food.iter("Record")))
    return (
        food.get("startDate", ""),
        said.get("HKFoodType", ""),
        said.get("HKFoodMeal", "") or said.get("Meal", ""),
        *(contents.get(column, "") for column in APPLE[3:]),
    )


def _apple_contents(records: "Iterable[ElementTree.Element]") -> Iterator[tuple[str, str]]:
    for record in records:
        column = _CONTENTS.get(record.get("type", ""))
        if column and record.get("unit") in _IN_GRAMS:
            yield column, record.get("value", "")
