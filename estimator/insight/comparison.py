"""Published intakes of populations, and where a person's mean lies among them.

Intakes are compared with intakes only: nobody sets a target for K2, and this is none.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from estimator.calculation.weekly import quarters_of_dutch_adults
from estimator.components import K2_TOTAL
from estimator.foods.data_package import read_table

K2: Final = "K2"
"""Menaquinones by mass, from food."""
VITAMIN_K: Final = "K1 + K2"
"""Phylloquinone and menaquinones together, by mass, from food."""

_FAR_ABOVE: Final = 1.5
"""Times the middle of the highest quarter, from which on the quarter tells nothing any more."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """One figure, or range, of one population."""

    source_id: str
    label: str
    measure: str
    """`K2` or `VITAMIN_K`."""
    kind: str
    """"quarter", "mean", "mean and SD", "range" or "floor"."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    """[µg/day]"""

    @property
    def row(self) -> str:
        """The population; the quarters of one stand in one row."""
        return self.label.split(":")[0] if self.kind == "quarter" else self.label


@dataclass(frozen=True)
class Place:
    """Where an intake lies among the quarters of EPIC-NL."""

    quarter: int
    """The quarter whose middle is nearest, 0 for the lowest to 3."""
    times_highest: float | None
    """How many times the middle of the highest quarter it is, where far above it."""


def place_of(ug_per_day: float) -> Place:
    """Return where an intake lies among the middles of the quarters of Dutch adults.

    Parameters
    ----------
    ug_per_day : float
        K2 from food [µg/day].

    Examples
    --------
    The middles are 16, 24.5, 32.9 and 46.1 µg/day.

    >>> place_of(20.0).quarter, place_of(21.0).quarter, place_of(300.0).times_highest
    (0, 1, 6.507592190889371)
    """
    middles = quarters_of_dutch_adults().to_numpy()
    quarter = int(abs(middles - ug_per_day).argmin())
    times = ug_per_day / float(middles[-1])
    return Place(quarter, times if times > _FAR_ABOVE else None)


@cache
def published_intakes() -> tuple[Published, ...]:
    """Return the figures that a mean intake is placed beside.

    References
    ----------
    Beulens 2010, doi:10.2337/dc09-2302; Gast 2009, doi:10.1016/j.numecd.2008.10.004;
    Jensen 2025, doi:10.1016/j.foodchem.2024.141651; Kamao 2007, doi:10.3177/jnsv.53.464;
    Dietary Reference Intakes for Japanese, 2025 edition, read second hand.
    """
    quarters = quarters_of_dutch_adults()
    gast = _figures("gast2009", K2_TOTAL)
    eaters, others = _japanese()
    return (
        *(
            Published(
                source_id="beulens2010",
                label=f"Dutch adults, 1990s: {name} quarter",
                measure=K2,
                kind="quarter",
                value=float(value),
            )
            for name, value in zip(
                ("lowest", "second", "third", "highest"), quarters.to_numpy(), strict=True
            )
        ),
        Published(
            source_id="gast2009",
            label="Dutch women of 49–70, 1990s: mean ± SD",
            measure=K2,
            kind="mean and SD",
            value=gast["mean"],
            low=gast["mean"] - gast["sd"],
            high=gast["mean"] + gast["sd"],
        ),
        _danish(),
        _japanese_forms(),
        Published(
            source_id="dri_japan2025_natto",
            label="Japanese women in their 20s who eat natto",
            measure=VITAMIN_K,
            kind="mean",
            value=eaters,
        ),
        Published(
            source_id="dri_japan2025_natto",
            label="Japanese women in their 20s who eat none",
            measure=VITAMIN_K,
            kind="mean",
            value=others,
        ),
    )


def _danish() -> Published:
    """Return the forms of which a share was published, by mass: a floor of K2.

    They are printed as equivalents of phylloquinone, which differ by molar mass.
    """
    factors = read_table("forms").set_index("component")["pkeq_factor"]
    rows = _intakes()
    rows = rows[(rows["source_id"] == "jensen2025") & (rows["component"] != "VITK")]
    mass = rows["value_ug_per_day"] / rows["component"].map(factors)
    low, high = (
        float(mass[rows["statistic"] == statistic].sum())
        for statistic in ("derived_low", "derived_high")
    )
    return Published(
        source_id="jensen2025",
        label="Danish adults, 2025: MK-4, MK-8 and MK-9 alone",
        measure=K2,
        kind="floor",
        low=low,
        high=high,
    )


def _japanese_forms() -> Published:
    """Return MK-4 and MK-7 of natto eaters and others together: a floor of K2."""
    forms = [_figures("kamao2007", form)["derived_mean"] for form in ("MK4", "MK7")]
    return Published(
        source_id="kamao2007",
        label="Young Japanese women, 2007: MK-4 and MK-7 alone, with and without natto",
        measure=K2,
        kind="floor",
        value=sum(forms),
    )


def _japanese() -> tuple[float, float]:
    """Return the vitamin K of natto eaters and of others [µg/day]."""
    rows = _intakes()
    rows = rows[rows["source_id"] == "dri_japan2025_natto"]
    eats = rows["population"].str.startswith("natto eaters")
    (eaters,), (others,) = (rows.loc[who, "value_ug_per_day"] for who in (eats, ~eats))
    return float(eaters), float(others)


def _figures(source_id: str, component: str) -> dict[str, float]:
    rows = _intakes()
    rows = rows[(rows["source_id"] == source_id) & (rows["component"] == component)]
    return {
        str(row["statistic"]): float(row["value_ug_per_day"]) for row in rows.to_dict("records")
    }


def _intakes() -> pd.DataFrame:
    return read_table("population_intakes")
