"""Columns of a frame as codes: each distinct value is read once."""

from __future__ import annotations

from typing import Any

import numpy as np

from estimator.calculation.codes import Codes
from estimator.pandas_on_use import pd


def coded(column: pd.Series[Any]) -> tuple[Codes, list[Any]]:
    """Return the code of each row, -1 where it is empty, and the distinct values."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes), column.cat.categories.tolist()
    if _is_of_arrow(column.dtype):
        return _coded_by_arrow(column)
    codes, values = pd.factorize(column)
    return codes, pd.Index(values).tolist()


def _is_of_arrow(dtype: object) -> bool:
    texts_of_arrow = isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow"
    return texts_of_arrow or isinstance(dtype, pd.ArrowDtype)


def _coded_by_arrow(column: pd.Series[Any]) -> tuple[Codes, list[Any]]:
    """Return the codes that a file already has, or those of its texts."""
    import pyarrow as pa  # type: ignore[import-untyped]

    kept = column.array.__arrow_array__()
    in_codes = kept if pa.types.is_dictionary(kept.type) else kept.dictionary_encode()
    whole = in_codes.unify_dictionaries().combine_chunks()
    codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    values = whole.dictionary
    is_text = pa.types.is_string(values.type) or pa.types.is_large_string(values.type)
    return codes, values.to_pylist() if is_text else values.to_pandas().tolist()
