"""Units of foods and supplements, one by one and by the column."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pint
import pytest

from estimator.errors import UnitError
from estimator.foods.items import Food, Item, Portion, Supplement
from estimator.foods.own_items import OWN_SOURCE
from estimator.foods.table import FoodTable
from estimator.measures.registry import registry
from estimator.measures.unit_names import units_of
from estimator.measures.units import CUPS, MAX_ENTRY_G, Measures, check_entry_quantity


def food(name: str, density: float | None = None, **portions_g: float) -> Food:
    return Food(
        food_id=name,
        name=name.title(),
        group="",
        state="",
        description="",
        density_g_per_ml=density,
        assumed_zero=False,
        region_note="",
        portions=tuple(
            Portion(measure.replace("_", " "), grams, "", "")
            for measure, grams in portions_g.items()
        ),
        aliases=(),
    )


def supplement(name: str, **dose_ug: float) -> Supplement:
    return Supplement(name, name.title(), dose_ug, "capsule", "")


GOUDA = food("gouda", slice=25, cube=17, **{"cup, shredded": 113, "cup, diced": 132})
EGG = food("egg", **{"egg (medium)": 44, "egg (large)": 50})
BOILED_EGG = food("boiled egg", **{"egg (large)": 50, "egg (medium)": 44, "slice, thick": 8})
MILK = food("milk", 1.03, cup=244, glass=206)
BROTH = food("broth", 1.0)
CREAM = food("cream", 1.0, tablespoon=15, **{"cup, whipped": 120})
NATTO = food("natto", pack=40, **{"large pack": 50})
HAM = food("ham", slice=28, serving=85)
PATTY = food("patty", patty=85, leaf=3, half=40, sandwich=150, pie=100, foot=34)
MK7 = supplement("mk7", MK7=45.0)
BLEND = supplement("blend", MK4=500.0, MK7=100.0)
ITEMS = (GOUDA, EGG, BOILED_EGG, MILK, BROTH, CREAM, NATTO, HAM, PATTY, MK7, BLEND)
TABLE = FoodTable(
    {item.item_id: item for item in ITEMS if isinstance(item, Food)},
    {item.item_id: item for item in ITEMS if isinstance(item, Supplement)},
    "2026.1",
)


def measures(cup: str = "us_customary") -> Measures:
    return Measures(cup, TABLE)


@pytest.mark.parametrize(
    ("item", "amount", "unit", "quantity"),
    [
        (GOUDA, 2, "slice", 50),
        (GOUDA, "2", "Slices", 50),
        (GOUDA, "1,5", "kg", 1500),
        (GOUDA, 1, "oz", 28.349523125),
        (GOUDA, 1, "lbs.", 453.59237),
        (GOUDA, 500, "mg", 0.5),
        (GOUDA, 1, "shredded cup", 113),
        (GOUDA, 1, "cups, shredded", 113),
        (GOUDA, 1, "portion", 25),
        (BOILED_EGG, 2, "eggs", 100),
        (BOILED_EGG, 2, "Medium eggs", 88),
        (BOILED_EGG, 2, "eggs (medium)", 88),
        (BOILED_EGG, 1, "slice", 8),
        (MILK, 1, "cup", 244),
        (MILK, 2, "glasses", 412),
        (MILK, 1, "serving", 244),
        (MILK, 2, "dl", 206),
        (CREAM, 1, "tbsp", 15),
        (CREAM, 1, "Tablespoons", 15),
        (CREAM, 1, "cup", 236.5882365),
        (NATTO, 1, "packs", 40),
        (NATTO, 1, "large packs", 50),
        (HAM, 1, "serving", 85),
        (HAM, 1, "portion", 85),
        (PATTY, 1, "patties", 85),
        (PATTY, 1, "leaves", 3),
        (PATTY, 1, "halves", 40),
        (PATTY, 1, "sandwiches", 150),
        (PATTY, 1, "pies", 100),
        (PATTY, 4, "feet", 136),
        (MK7, 2, "capsules", 2),
        (MK7, 90, "µg", 2),
        (MK7, 90, "μg", 2),
        (MK7, 90, "MCG", 2),
        (MK7, 90, "ug", 2),
        (MK7, 0.09, "mg", 2),
        (BLEND, 1, "capsule", 1),
    ],
)
def test_resolves_to_base_units(
    item: Item, amount: str | float, unit: str, quantity: float
) -> None:
    assert measures().quantity(item, amount, unit) == pytest.approx(quantity, rel=1e-12)


@pytest.mark.parametrize(
    ("cup", "volumes_ml"),
    [
        ("us_customary", {"cup": 236.588, "tbsp": 14.7868, "tsp": 4.92892, "fl oz": 29.5735}),
        ("us_legal", {"cup": 240, "tbsp": 15, "tsp": 5, "fl oz": 30}),
        ("metric", {"cup": 250, "tbsp": 15, "tsp": 5, "fl oz": 29.5735}),
    ],
)
def test_the_cup_setting_decides_the_kitchen_volumes(
    cup: str, volumes_ml: dict[str, float]
) -> None:
    for unit, volume_ml in volumes_ml.items():
        assert measures(cup).unit_size(BROTH, unit) == pytest.approx(volume_ml, rel=3e-6)


@pytest.mark.parametrize("cup", CUPS)
def test_a_weighed_cup_stands_whatever_the_setting(cup: str) -> None:
    assert measures(cup).unit_size(MILK, "cup") == 244
    assert measures(cup).unit_size(MILK, "ml") == pytest.approx(1.03)


def test_an_unknown_cup_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match="us_customary, us_legal, metric"):
        Measures("imperial")


def test_a_volume_without_density_offers_the_portions() -> None:
    with pytest.raises(UnitError, match=r"density of Gouda is not known.*slice \(25 g\); cube"):
        measures().unit_size(GOUDA, "ml")


def test_a_volume_without_density_is_told_by_the_cup_that_was_weighed() -> None:
    oats = replace(food("oats"), portions=(Portion("cup", 81.0, "usda_srlegacy", ""),))
    assert [measures(cup).unit_size(oats, "dl") for cup in CUPS] == pytest.approx([34.24] * 3, 1e-3)
    assert measures("metric").unit_size(oats, "cup") == 81


def test_how_large_the_cup_of_a_persons_own_food_is_is_not_guessed() -> None:
    own = replace(GOUDA, portions=(Portion("cup", 100.0, OWN_SOURCE, ""),))
    with pytest.raises(UnitError, match="density of Gouda is not known"):
        measures().unit_size(own, "dl")


def test_a_short_name_that_several_measures_share_is_not_guessed() -> None:
    with pytest.raises(UnitError, match=r"cup, shredded \(113 g\); cup, diced \(132 g\)"):
        measures().unit_size(GOUDA, "cup")


def test_a_shared_short_name_means_the_default_measure() -> None:
    assert measures().unit_size(EGG, "egg") == 44
    assert measures().unit_size(BOILED_EGG, "egg") == 50


@pytest.mark.parametrize("unit", ["IU", "iu", "I.U.", "IE", "UI", "international units"])
@pytest.mark.parametrize("item", [GOUDA, MK7, BLEND])
def test_international_units_are_refused_with_the_reason(item: Item, unit: str) -> None:
    with pytest.raises(UnitError, match="Vitamin K is not measured in international units"):
        measures().unit_size(item, unit)


@pytest.mark.parametrize("unit", ["µg", "ug", "mcg"])
def test_micrograms_say_nothing_of_a_food(unit: str) -> None:
    with pytest.raises(UnitError, match="measures a vitamin, not how much Gouda was eaten"):
        measures().unit_size(GOUDA, unit)


@pytest.mark.parametrize("unit", ["µg", "mg"])
def test_a_blend_asks_which_form(unit: str) -> None:
    with pytest.raises(UnitError, match=r"holds MK-4 and MK-7, and .* doesn't say of which"):
        measures().unit_size(BLEND, unit)


@pytest.mark.parametrize("unit", ["g", "slice", "serving", "ml"])
def test_a_supplement_is_no_food(unit: str) -> None:
    with pytest.raises(UnitError, match=r"is not a unit of Mk7.*Use one of: capsule; µg; mg"):
        measures().unit_size(MK7, unit)


# What pint alone makes of each, without an error: a mass squared, a femtolitre-ounce,
# a picoinch, a microgram, a pico-atmosphere, an exalitre, a tonne, a tesla, the speed
# of light, a grain, a pressure, two lengths, a micronit and an ounce-tonne.
PINT_TRAPS = tuple(
    [
        "ug/100g",
        "fl oz",
        "pinch",
        "mug",
        "pat",
        "EL",
        "t",
        "T",
        "c",
        "gr",
        "bar",
        "foot",
        "link",
        "unit",
        "oz t",
    ]
)


@pytest.mark.parametrize("trap", PINT_TRAPS)
def test_pint_alone_would_read_the_trap(trap: str) -> None:
    assert pint.UnitRegistry().parse_expression(trap) is not None


@pytest.mark.parametrize("trap", sorted(set(PINT_TRAPS) - {"fl oz"}))
@pytest.mark.parametrize("item", [GOUDA, BROTH, MK7])
def test_silent_pint_traps_are_refused(item: Item, trap: str) -> None:
    with pytest.raises(UnitError, match=f"'{trap}' is not a unit of"):
        measures().unit_size(item, trap)


@pytest.mark.parametrize("unit", ["fl oz", "fl. oz.", "FL OZ", "fluid ounces"])
def test_a_fluid_ounce_is_a_volume(unit: str) -> None:
    assert measures().unit_size(BROTH, unit) == pytest.approx(29.5735295625)
    with pytest.raises(UnitError, match="density"):
        measures().unit_size(GOUDA, unit)


def test_a_mug_is_the_food_s_own_mug() -> None:
    assert measures().unit_size(food("coffee", 1.0, mug=300), "mug") == 300


def test_an_ounce_is_a_mass_even_of_a_drink() -> None:
    assert measures().unit_size(MILK, "oz") == pytest.approx(28.349523125)


@pytest.mark.parametrize("unit", ["/g", "g/100g", "g*2", "100 g", "g2", "g^2", "g²", "1/g", "-g"])
def test_an_expression_is_no_unit(unit: str) -> None:
    with pytest.raises(UnitError, match="is not a unit"):
        measures().unit_size(GOUDA, unit)


@pytest.mark.parametrize(
    ("unit", "suggestion"),
    [("slcie", "'slice'"), ("gramms", "'g'"), ("cup shreded", "'cup, shredded'")],
)
def test_a_misspelt_unit_names_the_closest(unit: str, suggestion: str) -> None:
    with pytest.raises(UnitError, match=f"Did you mean {suggestion}"):
        measures().unit_size(GOUDA, unit)


@pytest.mark.parametrize("unit", ["", "  ", "."])
def test_a_missing_unit_lists_the_allowed_ones(unit: str) -> None:
    with pytest.raises(UnitError, match=r"Use one of: slice \(25 g\)"):
        measures().unit_size(GOUDA, unit)


def test_a_huge_unit_is_refused_and_not_echoed() -> None:
    with pytest.raises(UnitError, match="is not a unit") as refusal:
        measures().unit_size(GOUDA, "slice " * 10**5)
    assert len(str(refusal.value)) < 300


def test_units_of_begins_with_the_item_s_own() -> None:
    masses = ["g", "kg", "oz", "lb", "mg"]
    assert units_of(NATTO) == ["pack", "large pack", *masses]
    assert units_of(CREAM) == [
        "tablespoon",
        "cup, whipped",
        *masses,
        *("ml", "cl", "dl", "l", "tsp", "cup", "fl oz"),
    ]
    assert units_of(MK7) == ["capsule", "µg", "mg"]
    assert units_of(BLEND) == ["capsule"]


def test_a_food_without_portions_is_weighed() -> None:
    plain = food("plain")
    assert units_of(plain)[0] == "g"
    with pytest.raises(UnitError, match="is not a unit"):
        measures().unit_size(plain, "serving")


def test_a_missing_per_100_g_is_a_dimensionality_error() -> None:
    unit = registry()
    with pytest.raises(pint.DimensionalityError):
        (unit.Quantity(40.0, "gram_food") * unit.Quantity(9.0, "microgram")).to("microgram")
    with pytest.raises(pint.DimensionalityError):
        unit.Quantity(1.0, "cup_metric").to("gram_food")


def test_an_entry_of_more_than_five_kilograms_is_refused() -> None:
    check_entry_quantity(GOUDA, MAX_ENTRY_G)
    with pytest.raises(UnitError, match=r"6 kg of Gouda in one entry is more than the 5 kg"):
        check_entry_quantity(GOUDA, 6000.0)
    assert measures().quantity(GOUDA, 6, "kg") == 6000


def test_an_entry_of_more_than_a_hundred_capsules_is_refused() -> None:
    check_entry_quantity(MK7, 100)
    with pytest.raises(UnitError, match=r"101 x capsule of Mk7 .* the 100 units"):
        check_entry_quantity(MK7, 101)


def test_an_entry_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(UnitError):
        check_entry_quantity(GOUDA, math.nan)


def test_columns_report_every_wrong_cell_and_keep_the_good_rows() -> None:
    quantity, problems = measures().quantities(
        pd.Series(["gouda", "gouda", "nothing", "mk7", "milk", None], index=list("abcdef")),
        pd.Series(["2", "0", "1", "45", "1,5", ""], index=list("abcdef")),
        pd.Series(["slices", "ml", "g", "µg", "dl", None], index=list("abcdef")),
    )
    np.testing.assert_allclose(quantity, [50, np.nan, np.nan, 1, 154.5, np.nan], rtol=1e-12)
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [
        (1, "amount", "0"),
        (1, "unit", "ml"),
        (2, "item", "nothing"),
        (5, "amount", ""),
        (5, "item", ""),
    ]
    assert "density" in problems[1].sentence


def test_empty_columns_give_an_empty_array() -> None:
    empty = pd.Series([], dtype="str")
    quantity, problems = measures().quantities(empty, empty, empty)
    assert quantity.dtype == np.float64
    assert (len(quantity), problems) == (0, [])


def test_categories_are_read_like_text() -> None:
    quantity, problems = measures().quantities(
        pd.Series(["gouda", "natto"], dtype="category"),
        pd.Series([1.0, 2.0]),
        pd.Series(["slice", "pack"], dtype="category"),
    )
    assert (quantity.tolist(), problems) == ([25.0, 80.0], [])
