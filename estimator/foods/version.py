"""The version of the food data and its date; reading them loads nothing else."""

from functools import cache

from estimator.shipped import shipped


def data_version() -> str:
    """Return the version of the food data, ``YYYY.N``, to be told with every figure.

    Raises
    ------
    OSError
        If ``food_data/VERSION`` can't be read.

    Examples
    --------
    >>> from estimator import data_version
    >>> year, number = data_version().split(".")
    >>> int(year) >= 2026, int(number) >= 1
    (True, True)
    """
    return _version_and_date()[0]


def data_date() -> str:
    """Return the date on which the data last changed, in ISO form."""
    return _version_and_date()[1]


@cache
def _version_and_date() -> tuple[str, str]:
    version, changed = (shipped("food_data") / "VERSION").read_text(encoding="utf-8").split()
    return version, changed
