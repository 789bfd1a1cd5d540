"""Masses of single forms as amounts of substance, and back."""

import numpy as np
import pytest

from estimator.components import FORMS, PHYLLOQUINONE
from estimator.errors import UnitError
from estimator.measures.molar import nmol_to_ug, ug_to_nmol

# Atomic weights as in forms.csv [g/mol].
CARBON, HYDROGEN, OXYGEN = 12.011, 1.008, 15.999


def menaquinone_g_per_mol(units: int, added_hydrogens: int = 0) -> float:
    """Each isoprene unit brings five carbons and eight hydrogens to menadione's ring."""
    hydrogens = 8 + 8 * units + added_hydrogens
    return (11 + 5 * units) * CARBON + hydrogens * HYDROGEN + 2 * OXYGEN


def test_nanomoles_agree_with_the_literature() -> None:
    # Sato et al. 2012, doi:10.1186/1475-2891-11-93: 420 µg are 945 nmol of MK-4, 647 of MK-7.
    assert ug_to_nmol("MK4", 420.0) == pytest.approx(945, abs=1)
    assert ug_to_nmol("MK7", 420.0) == pytest.approx(647, abs=1)


@pytest.mark.parametrize("form", FORMS)
def test_a_micromole_of_each_form_weighs_its_molar_mass(form: str) -> None:
    mass = (
        menaquinone_g_per_mol(9, added_hydrogens=4)
        if form == "MK9H4"
        else menaquinone_g_per_mol(int(form.removeprefix("MK")))
    )
    assert nmol_to_ug(form, 1000.0) == pytest.approx(mass, abs=0.002)


def test_a_column_is_converted_at_once() -> None:
    ug = nmol_to_ug(PHYLLOQUINONE, np.array([0.0, 1.0, np.nan]))
    np.testing.assert_allclose(ug, [0, 0.450707, np.nan])
    np.testing.assert_allclose(ug_to_nmol(PHYLLOQUINONE, ug), [0, 1, np.nan])


@pytest.mark.parametrize("convert", [ug_to_nmol, nmol_to_ug])
def test_a_sum_of_forms_has_no_nanomoles(convert) -> None:
    with pytest.raises(UnitError, match="sum of forms"):
        convert("VITK2", 1.0)


@pytest.mark.parametrize("convert", [ug_to_nmol, nmol_to_ug])
def test_an_unknown_form_names_the_known_ones(convert) -> None:
    with pytest.raises(UnitError, match=r"'MK3' is not a component.*MK4, MK5"):
        convert("MK3", 1.0)
