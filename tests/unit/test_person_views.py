"""Names of settings say what the settings do; colours can be read."""

from zoneinfo import ZoneInfo

import pytest

from estimator.diary_values import COLORS, LATEST_DAY_START, WEEK_STARTS
from estimator.measures.registry import registry
from estimator.measures.unit_names import CUPS
from estimator.views.people.people import CUP_NAMES, DAY_STARTS, WEEK_START_NAMES, time_zones
from estimator.views.shared.palette import INK_COLOURS, PROFILE_COLOURS

WHITE, LIGHT_PAGE, DARK_PAGE = "#FFFFFF", "#FFFFFF", "#171614"


def luminance(colour):
    """Relative luminance after WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", COLORS)
def test_the_initial_can_be_read_and_the_colour_stands_out_from_the_page(name):
    colour = PROFILE_COLOURS[name]
    assert contrast(colour, WHITE) >= 4.5
    assert contrast(colour, LIGHT_PAGE) >= 3
    assert contrast(colour, DARK_PAGE) >= 3


def test_letters_in_charts_can_be_read_in_light_and_dark():
    assert contrast(INK_COLOURS["light"], "#f4f2ec") >= 4.5
    assert contrast(INK_COLOURS["dark"], DARK_PAGE) >= 4.5


def test_every_value_of_a_setting_has_a_name():
    assert list(PROFILE_COLOURS) == list(COLORS)
    assert len(set(PROFILE_COLOURS.values())) == len(COLORS)
    assert list(CUP_NAMES) == list(CUPS)
    assert list(WEEK_START_NAMES) == list(WEEK_STARTS)
    assert list(DAY_STARTS) == list(range(LATEST_DAY_START + 1))
    assert (DAY_STARTS[0], DAY_STARTS[LATEST_DAY_START]) == ("00:00", "06:00")


@pytest.mark.parametrize("cup", CUPS)
def test_a_cup_is_named_by_the_millilitres_that_are_reckoned_with(cup):
    units = {"cup": "cup", "tbsp": "tablespoon", "tsp": "teaspoon", "fl oz": "fluid_ounce"}
    for label, unit in units.items():
        volume = registry().Quantity(1.0, f"{unit}_{cup}").to("milliliter").magnitude
        assert f"{label} {volume:.1f}".removesuffix(".0") + " ml" in CUP_NAMES[cup]


def test_time_zones_are_sorted_and_can_all_be_used():
    zones = time_zones()
    assert zones == sorted(zones)
    assert {"UTC", "Europe/Amsterdam", "Pacific/Auckland"} <= set(zones)
    assert {"localtime", "Factory"}.isdisjoint(zones)
    for zone in zones:
        ZoneInfo(zone)
