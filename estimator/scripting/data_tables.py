"""Tables of the food data for a script, each a copy of its own."""

import pandas as pd

from estimator.composition.table import check_region, composition_table


def region_composition(region: str = "world") -> pd.DataFrame:
    """Return what foods hold, with its range, in one region.

    Parameters
    ----------
    region : str
        Where the foods are from, one of `estimator.components.REGIONS`.

    Returns
    -------
    DataFrame, one row per food and component
        ``food_id``, ``component`` (INFOODS tagname), ``value_ug_per_100g`` with
        its 5th and 95th percentile ``low`` and ``high`` [µg/100 g] (NaN: not
        known, which is not zero), ``sd_log`` (of the content on the log scale),
        ``status``, ``n_readings``, ``n_sources`` and ``source_ids``; docs/data.md
        tells what each means. Changing it changes nothing else.

    Raises
    ------
    InputError
        If there is no such region.
    DataError
        If ``composition.csv`` is missing.

    Examples
    --------
    >>> from estimator import region_composition
    >>> eu = region_composition("EU").set_index(["food_id", "component"])
    >>> bool(eu.loc[("natto", "MK7"), "value_ug_per_100g"] > 500)
    True
    """
    check_region(region)
    table = composition_table()
    return table[table["region"] == region].drop(columns="region").reset_index(drop=True)
