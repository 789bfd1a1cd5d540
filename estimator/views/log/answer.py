"""The K2 of a day at a glance: how much, how sure, by form, from what, and beside what is usual."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from estimator.calculation.intake import Estimate
from estimator.calculation.weekly import quarters_of_dutch_adults
from estimator.components import FORMS, LABELS
from estimator.foods.table import FoodTable
from estimator.views.shared.caveat import DOMINATES, is_it_a_lot, period_caveat
from estimator.views.shared.contributions import most_from
from estimator.views.shared.days import Headline, analysed_words, headline_of
from estimator.views.shared.figures import figure, likely_words, rough
from estimator.views.shared.palette import FORM_COLOURS

SHORTEST_SCALE_UG: Final = 100.0
"""The scale goes at least so far, so that days can be compared by eye [µg]."""
LEAST_NAMED: Final = 0.02
"""Forms that give less than this share of a day are named together."""


@dataclass(frozen=True)
class Part:
    """A form, or several that give little, in the bar of a day."""

    name: str
    colour: str
    amount: str
    share: float
    """Of the K2 from food, 0 to 1."""


@dataclass(frozen=True)
class Scale:
    """Places on a line that begins at zero, each as a share of its length."""

    end_ug: float
    """[µg]"""
    at: float
    low: float
    high: float
    usual_low: float
    usual_high: float
    usual: str
    """Whose intake lies between the two."""


@dataclass(frozen=True)
class Answer:
    """The K2 of a day, in words and as what to draw."""

    head: Headline
    likely: str
    """Empty where nothing can be said."""
    parts: tuple[Part, ...]
    scale: Scale | None
    a_lot: str
    """Whether it is a lot; empty where nothing can be said."""
    sentences: tuple[str, ...]


def day_answer(estimated: Estimate, table: FoodTable) -> Answer:
    """Sum up a day.

    Parameters
    ----------
    estimated : Estimate
        Of one person and one day with entries.
    table : FoodTable
        As the person has it.
    """
    (total,) = estimated.k2
    low, high = total["low_ug"], total["high_ug"]
    sure = high > 0
    natto_share = total["natto_share"]
    natto_free = sure and natto_share == 0
    sentences = (
        # Where natto dominates, the caveat says so.
        "" if natto_share >= DOMINATES else most_from(estimated, table),
        _sentence(analysed_words(total["analysed"], of="the K2")),
        # Where there was no natto, it would say the same amount once more.
        "" if natto_free else period_caveat(estimated, "day"),
    )
    return Answer(
        head=headline_of(total),
        likely=likely_words(low, high) if sure else "",
        parts=_parts(estimated.amounts_ug()[0]),
        scale=_scale(total["estimate_ug"], low, high) if sure else None,
        a_lot=is_it_a_lot(total["estimate_ug"], low, high, total["coverage"]),
        sentences=tuple(sentence for sentence in sentences if sentence),
    )


def bar_words(answer: Answer) -> str:
    """Say what the bar of the forms shows."""
    return ", ".join(f"{part.name} {part.amount} µg" for part in answer.parts)


def scale_words(scale: Scale) -> str:
    """Say what the line shows."""
    low, high, usual_low, usual_high = (
        rough(share * scale.end_ug)
        for share in (scale.low, scale.high, scale.usual_low, scale.usual_high)
    )
    at = figure(scale.at * scale.end_ug)
    return f"{at} µg, likely {low} to {high}; {scale.usual}: {usual_low} to {usual_high} µg a day"


def _parts(estimates: Mapping[str, float]) -> tuple[Part, ...]:
    amounts = {form: ug for form, ug in estimates.items() if form in FORMS and ug > 0}
    whole = sum(amounts.values())
    named = {form: ug for form, ug in amounts.items() if ug >= LEAST_NAMED * whole}
    parts = [
        Part(LABELS[form], FORM_COLOURS[form], figure(ug), ug / whole) for form, ug in named.items()
    ]
    others = whole - sum(named.values())
    if others > 0:
        parts.append(Part("others", FORM_COLOURS["MK5"], figure(others), others / whole))
    return tuple(parts)


def _scale(ug: float, low: float, high: float) -> Scale:
    quarters = quarters_of_dutch_adults()
    end = max(SHORTEST_SCALE_UG, _round_up(high))
    return Scale(
        end_ug=end,
        at=ug / end,
        low=low / end,
        high=high / end,
        usual_low=quarters["q1_central"] / end,
        usual_high=quarters["q4_central"] / end,
        usual="Dutch adults, lowest to highest quarter",
    )


def _round_up(value: float) -> float:
    """Return the next of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""
