"""Converts masses of single forms to amounts of substance and back, by molar mass."""

import reprlib
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from estimator.components import FORMS, K2_TOTAL, PHYLLOQUINONE
from estimator.errors import UnitError
from estimator.foods.data_package import read_table, rows_of
from estimator.measures.units import registry

_Values = TypeVar("_Values", float, NDArray[np.float64])


@cache
def _molar_masses() -> dict[str, float]:
    """Return the molar mass of each form [g/mol]."""
    return {row.component: row.molar_mass_g_per_mol for row in rows_of(read_table("forms"))}


def _molar_mass(component: str) -> Any:
    if component == K2_TOTAL:
        raise UnitError(
            "K2 total is a sum of forms with different molar masses, so it has no nmol of its own. "
            "Convert each form and add them."
        )
    try:
        return registry().Quantity(_molar_masses()[component], "gram / mole")
    except KeyError:
        raise UnitError(
            f"{reprlib.repr(component)} is not a component with a molar mass. "
            f"Use one of {', '.join((*FORMS, PHYLLOQUINONE))}."
        ) from None


def ug_to_nmol(component: str, ug: _Values) -> _Values:
    """Convert a mass of one form to an amount of substance.

    Parameters
    ----------
    component : str
        A menaquinone or ``VITK1``, by tagname.
    ug : float or ndarray of float64
        Mass [µg].

    Returns
    -------
    float or ndarray of float64
        Amount of substance [nmol], by the molar masses of ``forms.csv``.

    Raises
    ------
    UnitError
        If the component is a sum of forms, or unknown.

    Examples
    --------
    >>> round(ug_to_nmol("MK7", 420.0))
    647
    """
    mass = registry().Quantity(ug, "microgram")
    converted: _Values = (mass / _molar_mass(component)).to("nanomole").magnitude
    return converted


def nmol_to_ug(component: str, nmol: _Values) -> _Values:
    """Convert an amount of substance of one form to a mass; see `ug_to_nmol`.

    Parameters
    ----------
    component : str
        A menaquinone or ``VITK1``, by tagname.
    nmol : float or ndarray of float64
        Amount of substance [nmol].

    Returns
    -------
    float or ndarray of float64
        Mass [µg].

    Raises
    ------
    UnitError
        If the component is a sum of forms, or unknown.
    """
    amount = registry().Quantity(nmol, "nanomole")
    converted: _Values = (amount * _molar_mass(component)).to("microgram").magnitude
    return converted
