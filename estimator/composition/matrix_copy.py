"""A matrix as plain values, as a compact copy holds them, and back."""

from dataclasses import fields
from typing import Any

import numpy as np

from estimator.composition.matrix import CompositionMatrix
from estimator.composition.shared_errors import SharedErrors


def packed(matrix: CompositionMatrix) -> dict[str, Any]:
    """Return a matrix as numbers, texts and bytes by the name of each field."""
    return {
        **_packed_arrays(matrix),
        "row_of": list(matrix.row_of),
        "components": matrix.components,
        "shared": _packed_arrays(matrix.shared),
    }


def unpacked(kept: dict[str, Any]) -> CompositionMatrix:
    """Return the matrix that was packed; its arrays can't be written to."""
    values = {name: _unpacked(one) for name, one in kept.items()}
    shared = {name: _unpacked(one) for name, one in kept["shared"].items()}
    row_of = {item: row for row, item in enumerate(kept["row_of"])}
    return CompositionMatrix(**{**values, "row_of": row_of, "shared": SharedErrors(**shared)})


def _packed_arrays(of: CompositionMatrix | SharedErrors) -> dict[str, Any]:
    values = {field.name: getattr(of, field.name) for field in fields(of)}
    return {
        name: (value.dtype.str, value.shape, value.tobytes())
        for name, value in values.items()
        if isinstance(value, np.ndarray)
    }


def _unpacked(kept: Any) -> Any:
    match kept:
        case str(dtype), tuple(shape), bytes(content):
            return np.frombuffer(content, dtype).reshape(shape)
    return kept
