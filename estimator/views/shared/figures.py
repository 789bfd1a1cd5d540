"""Figures as people read them: three digits, a range, "at least", "not known", "2 days"."""

import math
from typing import Final

NOT_KNOWN: Final = "not known"
_SMALLEST: Final = 0.01


def figure(value: float) -> str:
    """Write a figure to three significant digits.

    Examples
    --------
    >>> figure(412.6), figure(41.26), figure(0.4126), figure(0.002), figure(0), figure(math.nan)
    ('413', '41.3', '0.41', '<0.01', '0', 'not known')
    """
    if math.isnan(value):
        return NOT_KNOWN
    if value == 0:
        return "0"
    if value < _SMALLEST:
        return f"<{_SMALLEST}"
    decimals = 0 if value >= 99.95 else 1 if value >= 9.995 else 2
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_range(low: float, high: float) -> str:
    """Write a range.

    Examples
    --------
    >>> figure_range(10.04, 217.6), figure_range(0.0, 0.0), figure_range(math.nan, math.nan)
    ('10–218', '', '')
    """
    return "" if math.isnan(low) or not high else f"{figure(low)}–{figure(high)}"


def rough(value: float) -> str:
    """Write an end of a range in a sentence, to two digits: more would tell nothing.

    Examples
    --------
    >>> rough(894.6), rough(48.86), rough(6.98), rough(0.344), rough(0.002), rough(0)
    ('895', '49', '7', '0.34', '<0.01', '0')
    """
    if not value >= 0.995:
        return figure(value)
    text = f"{value:,.{0 if value >= 9.95 else 1}f}"
    return text.removesuffix(".0")


def likely_words(low: float, high: float) -> str:
    """Say where an amount [µg] most likely lies.

    Examples
    --------
    >>> likely_words(6.98, 48.86)
    'most likely 7 to 49 µg'
    """
    return f"most likely {rough(low)} to {rough(high)} µg"


def rough_range(low: float, high: float) -> str:
    """Write a range as `rough` writes its ends.

    Examples
    --------
    >>> rough_range(6.98, 48.86), rough_range(0.0, 0.0)
    ('7–49', '')
    """
    return f"{rough(low)}–{rough(high)}" if figure_range(low, high) else ""


def percent(share: float) -> str:
    """Write a share; only a whole is 100 %, only nothing is 0 %.

    Examples
    --------
    >>> percent(0.934), percent(0.9999), percent(1.0), percent(0.001), percent(math.nan)
    ('93 %', '99 %', '100 %', '<1 %', '')
    """
    if math.isnan(share):
        return ""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(whole, 99)
    return "<1 %" if share > 0 and not whole else f"{whole} %"


def at_least(text: str, coverage: float) -> str:
    """Say "at least" where not all that was eaten could be counted.

    Examples
    --------
    >>> at_least("41.3", 0.7), at_least("41.3", 1.0)
    ('at least 41.3', '41.3')
    """
    return f"at least {text}" if coverage < 1 and text != NOT_KNOWN else text


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Write a number of things.

    Examples
    --------
    >>> counted(1, "day"), counted(12_000, "entry", "entries")
    ('1 day', '12,000 entries')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
