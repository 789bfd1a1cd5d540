"""Loads what every page needs while the browser of the first person still loads the app."""

from threading import Thread
from typing import Final


def _load() -> None:
    # Imported here, as the import is the work.
    import pandas  # noqa: F401

    import estimator.charts.intake
    import estimator.diary.diary
    import estimator.views.shared.days  # noqa: F401
    from estimator.composition.table import composition_matrix
    from estimator.foods.table import food_table
    from estimator.words.vocabulary import vocabularies

    vocabularies(food_table())
    composition_matrix("world")


_loading: Final = Thread(target=_load, name="warm", daemon=True)


def start() -> None:
    """Begin to load it, beside the server that starts."""
    _loading.start()


def wait() -> None:
    """Wait until it is loaded, so that nothing is loaded twice."""
    if _loading.is_alive():
        _loading.join()
