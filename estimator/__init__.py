"""Estimates intake of vitamin K2 (menaquinones) by form from what somebody ate.

The names in ``__all__`` are for scripts and notebooks and stay as they are; all
else may change. Each is looked up when it is first used, so that importing the
package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from estimator.calculation.intake import Estimate, estimate, per_logged_day
    from estimator.calculation.weekly import weekly_rows
    from estimator.errors import EstimatorError
    from estimator.foods.table import food_table
    from estimator.foods.version import data_version
    from estimator.scripting.cohort import estimate_cohort
    from estimator.scripting.data_tables import region_composition
    from estimator.scripting.meal import MealRow, read_meal

__version__ = "0.1.0"

__all__ = [
    "Estimate",
    "EstimatorError",
    "MealRow",
    "data_version",
    "estimate",
    "estimate_cohort",
    "food_table",
    "per_logged_day",
    "read_meal",
    "region_composition",
    "weekly_rows",
]

_MODULE_OF: Final = {
    "Estimate": "estimator.calculation.intake",
    "EstimatorError": "estimator.errors",
    "MealRow": "estimator.scripting.meal",
    "data_version": "estimator.foods.version",
    "estimate": "estimator.calculation.intake",
    "estimate_cohort": "estimator.scripting.cohort",
    "food_table": "estimator.foods.table",
    "per_logged_day": "estimator.calculation.intake",
    "read_meal": "estimator.scripting.meal",
    "region_composition": "estimator.scripting.data_tables",
    "weekly_rows": "estimator.calculation.weekly",
}

if not TYPE_CHECKING:  # a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562)."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULE_OF[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
