"""Compare what menus of published populations give with the intakes published for them.

    python -m benchmarks.menus

The amounts in ``menu_amounts`` are approximate, to about 30 %: means of foods by national
surveys, put to the foods of the table. So this shows errors of kind, not of a few per cent, and
nothing is tuned to it. The Danish figures come from the laboratory that analysed most of the
table's Danish foods.
"""

from pathlib import Path
from typing import Final

import pandas as pd

from estimator.calculation.intake import estimate
from estimator.components import LABELS
from estimator.foods.version import data_version

MENUS: Final = {
    "danish_adults": ("EU", {"MK4": (37.0, 42.6), "MK8": (5.3, 6.0), "MK9": (11.1, 12.9)}),
    "dutch_women": ("EU", {"VITK2": (29.1, 29.1)}),
    "japanese_young_women": ("EA", {"MK4": (16.8, 16.8), "MK7": (57.3, 57.3)}),
}
"""For each menu its region and the intakes published by component [µg/day], lowest and highest.

Denmark: Jensen 2025. Dutch women: Prospect-EPIC, Gast 2009. Young Japanese women: Kamao 2007.
"""
_FOLDER: Final = Path(__file__).parent / "menu_amounts"


def compared() -> pd.DataFrame:
    """Return a row for each published figure: what the menu gives, its range, and the ratio."""
    rows = []
    for name, (region, published) in MENUS.items():
        menu = pd.read_csv(_FOLDER / f"{name}.csv").rename(
            columns={"food": "item", "amount": "grams"}
        )
        days = menu["date"].nunique()
        intake = estimate(menu[["date", "item", "grams"]], None, region=region).intake
        of_component = intake.set_index("component")
        for component, (least, most) in published.items():
            row = of_component.loc[component]
            centre, low, high = (
                row[f"{figure}_ug"] / days for figure in ("estimate", "low", "high")
            )
            nearest = min(max(centre, least), most)
            rows.append(
                {
                    "menu": name,
                    "component": LABELS[component],
                    "estimate": round(centre, 1),
                    "low": round(low, 1),
                    "high": round(high, 1),
                    "published": f"{least:g}" if least == most else f"{least:g}-{most:g}",
                    "ratio": round(centre / nearest, 2),
                    "within range": low <= nearest <= high,
                    "analysed_pct": round(100 * row["analysed"]),
                }
            )
    return pd.DataFrame(rows)


def main() -> None:
    """Print estimates beside what was published [µg/day]."""
    print(f"food data {data_version()}, µg/day\n")
    print(compared().to_string(index=False))


if __name__ == "__main__":
    main()
