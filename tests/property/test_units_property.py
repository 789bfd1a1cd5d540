"""Properties of units that hold for every item, unit, spelling and amount."""

import numpy as np
import pandas as pd
import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import UnitError
from estimator.foods.items import Food
from estimator.foods.table import food_table
from estimator.measures.unit_names import COMPONENT_MASSES, MASSES, VOLUMES, UnitName, units_of
from estimator.measures.units import CUPS, Measures, parse_amount

TABLE = food_table()
FOODS = list(TABLE.foods.values())
POURED = [food for food in FOODS if food.density_g_per_ml is not None]
WATER = Food("water", "Water", "", "", "", 1.0, False, "", (), ())
MEASURES = Measures()

amounts = st.floats(0.01, 10_000)
items = st.sampled_from(list(TABLE.items.values()))


@st.composite
def item_and_unit(draw: st.DrawFn) -> tuple[str, str]:
    item = draw(items)
    return item.item_id, draw(st.sampled_from(units_of(item)))


def ways_to_write(spelling: str) -> set[str]:
    """Case, plural, full stop and outer space make no difference."""
    plural = f"{spelling}s" if len(spelling) > 1 else spelling
    dotted = ". ".join(spelling.split()) + "."
    return {spelling, spelling.upper(), spelling.title(), plural, dotted, f"  {spelling} "}


SPELLED = [
    (name, written)
    for name in (*MASSES, *VOLUMES)
    for spelling in name.spellings
    for written in sorted(ways_to_write(spelling))
]


@pytest.mark.parametrize(("name", "written"), SPELLED)
def test_every_spelling_is_the_unit_that_pint_s_own_registry_holds(
    name: UnitName, written: str
) -> None:
    reference = pint.application_registry.get()
    base = "gram" if name in MASSES else "milliliter"
    known = reference.Quantity(1.0, name.pint_name.removesuffix("_food")).to(base).magnitude
    assert MEASURES.unit_size(WATER, written) == pytest.approx(known, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (name, written)
        for name in COMPONENT_MASSES
        for spelling in (name.label, *name.spellings)
        for written in sorted(ways_to_write(spelling))
    ],
)
def test_every_spelling_of_a_vitamin_s_mass(name: UnitName, written: str) -> None:
    dose = {"µg": 1, "mg": 1000}[name.label]
    size = MEASURES.unit_size(TABLE.get("supplement-mk7-100"), written)
    assert size == pytest.approx(dose / 100, rel=1e-12)


@given(item_and_unit(), amounts, st.floats(0.1, 10))
def test_quantity_is_linear(pair: tuple[str, str], amount: float, factor: float) -> None:
    item, unit = TABLE.get(pair[0]), pair[1]
    once = MEASURES.quantity(item, amount, unit)
    assert once > 0
    assert MEASURES.quantity(item, amount * factor, unit) == pytest.approx(once * factor, rel=1e-12)


@given(
    st.sampled_from(POURED),
    st.sampled_from(["ml", "cl", "dl", "l"]),
    amounts,
    st.sampled_from(CUPS),
)
def test_volume_and_mass_round_trip(food: Food, unit: str, amount: float, cup: str) -> None:
    measures = Measures(cup)
    grams = measures.quantity(food, amount, unit)
    assert grams / measures.unit_size(food, unit) == pytest.approx(amount, rel=1e-12)
    assert food.density_g_per_ml is not None
    assert grams / food.density_g_per_ml == pytest.approx(
        amount * measures.unit_size(WATER, unit), rel=1e-12
    )


@given(st.lists(st.tuples(item_and_unit(), amounts), max_size=30), st.booleans())
def test_columns_agree_with_one_by_one(
    rows: list[tuple[tuple[str, str], float]], as_text: bool
) -> None:
    values = [f"{amount:.4f}" if as_text else amount for _, amount in rows]
    quantity, problems = MEASURES.quantities(
        pd.Series([pair[0] for pair, _ in rows], dtype="str"),
        pd.Series(values, dtype="str" if as_text else "float64"),
        pd.Series([pair[1] for pair, _ in rows], dtype="str"),
    )
    one_by_one = [
        MEASURES.quantity(TABLE.get(pair[0]), value, pair[1])
        for (pair, _), value in zip(rows, values, strict=True)
    ]
    assert problems == []
    np.testing.assert_array_equal(quantity, np.array(one_by_one, dtype=float))


@given(items, st.text(max_size=20))
def test_any_text_is_a_unit_or_is_refused(item: object, unit: str) -> None:
    try:
        size = MEASURES.unit_size(item, unit)  # type: ignore[arg-type]
    except UnitError as refusal:
        size = 1.0 if "Use " in str(refusal) else 0.0
    assert size > 0


@given(st.text(alphabet="0123456789.,/ ½⅓-−e'x٣", max_size=12) | st.text(max_size=60))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    try:
        amount = parse_amount(text)
    except UnitError as refusal:
        amount = 1.0 if str(refusal).startswith("The amount ") else 0.0
    assert 0 < amount <= 1e9


@given(st.integers(1, 10**9 - 1), st.integers(0, 99))
def test_a_number_reads_the_same_however_it_is_grouped(whole: int, hundredths: int) -> None:
    value = float(f"{whole}.{hundredths:02d}")
    english, plain = f"{whole:,}.{hundredths:02d}", f"{whole}.{hundredths:02d}"
    swapped = str.maketrans(",.", ".,")
    for text in (english, english.translate(swapped), plain, plain.translate(swapped)):
        assert parse_amount(text) == value


@given(st.integers(0, 99), st.integers(1, 98), st.integers(2, 99))
def test_fractions(whole: int, over: int, under: int) -> None:
    if whole == 0 or over < under:
        text = f"{whole} {over}/{under}" if whole else f"{over}/{under}"
        assert parse_amount(text) == pytest.approx(whole + over / under, rel=1e-15)
