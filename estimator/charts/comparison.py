"""A strip that places a person's mean among published intakes."""

from functools import lru_cache
from typing import Final

import altair as alt
import pandas as pd

from estimator.charts.specification import (
    INWARD_PX,
    MARK_COLOUR,
    Specification,
    described,
    with_rows,
)
from estimator.insight.comparison import K2, published_intakes
from estimator.views.shared.figures import at_least, figure, figure_range
from estimator.views.trends.published import published_amount, published_words

_ROW: Final = 42
_AXIS: Final = 60
_PUBLISHED_COLOUR, _PERSON_COLOUR = "#0072B2", "#D55E00"


def comparison_chart(person: pd.DataFrame, measure: str = K2) -> Specification:
    """Draw published intakes as marks, a population a row, and the person's means across them.

    Parameters
    ----------
    person : pandas.DataFrame
        One row per mean: ``name`` (e.g. "You, without natto and its kin"), ``ug``, ``low_ug`` and
        ``high_ug`` [µg/day], and ``coverage``; see `estimator.views.trends.published.mean_row`.
    measure : str
        One of `estimator.insight.comparison`.
    """
    chosen = [one for one in published_intakes() if one.measure == measure]
    labels = [one.row for one in chosen]
    names = tuple(dict.fromkeys((*person["name"], *labels)))
    published = pd.DataFrame(
        {
            "row": labels,
            "label": [one.label for one in chosen],
            "ug": [one.value for one in chosen],
            "low_ug": [one.low for one in chosen],
            "high_ug": [one.high for one in chosen],
            "text": [published_amount(one) for one in chosen],
        },
    ).astype({"ug": "float64", "low_ug": "float64", "high_ug": "float64"})
    ranges = tuple(
        name
        for name, rows in (("published", published), ("person", person))
        if rows["low_ug"].notna().any()
    )
    return with_rows(
        _strip(names, ranges),
        published=published,
        person=person.assign(
            row=person["name"],
            label=person["name"],
            text=[
                f"{at_least(figure(row['ug']), row['coverage'])} "
                f"({figure_range(row['low_ug'], row['high_ug'])})".removesuffix(" ()")
                for row in person.to_dict("records")
            ],
        ),
        names=pd.DataFrame({"row": names}),
    )


def comparison_alt(words: str, measure: str = K2) -> str:
    """Say what `comparison_chart` shows; ``words`` is what is said of the person."""
    return f"Strip of published intakes of {measure}, µg/day: {published_words(measure)}. {words}"


@lru_cache(maxsize=8)
def _strip(names: tuple[str, ...], ranges: tuple[str, ...]) -> Specification:
    """Describe the strip of these rows, where some data have ranges."""
    row = alt.Y("row:N", title=None, sort=None, scale=alt.Scale(domain=list(names)), axis=None)
    # Stretched towards zero: without it natto would push all others together.
    scale = alt.Scale(type="sqrt", zero=True, nice=True)
    amount = alt.X(
        "ug:Q", title="µg per day", scale=scale, axis=alt.Axis(labelFlushOffset=INWARD_PX)
    )
    layers: list[alt.Chart] = []
    for name, shape, colour in (
        ("published", "circle", _PUBLISHED_COLOUR),
        ("person", "diamond", _PERSON_COLOUR),
    ):
        chart = alt.Chart(alt.NamedData(name)).encode(
            y=row,
            tooltip=[
                alt.Tooltip("label:N", title="Of"),
                alt.Tooltip("text:N", title="µg/day"),
            ],
        )
        if name in ranges:
            spans = chart.mark_rule(strokeWidth=3, color=colour)
            layers.append(spans.encode(x=alt.X("low_ug:Q", scale=scale), x2="high_ug:Q"))
        points = chart.mark_point(filled=True, size=110, opacity=1, shape=shape, color=colour)
        layers.append(points.encode(x=amount))
    # Above its marks, because a phone has no room for names beside them.
    layers.append(
        alt.Chart(alt.NamedData("names"))
        .mark_text(align="left", dy=-13, fontSize=11, limit=alt.ExprRef("width"), color=MARK_COLOUR)
        .encode(y=row, x=alt.XDatum(0, scale=scale), text="row:N")
    )
    return described(alt.layer(*layers).properties(height=_ROW * len(names) + _AXIS))
