"""The calculator against a slow, obvious one: row by row, pint quantities and Decimal sums."""

import math
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.calculation import item_columns, quantity_table
from estimator.calculation.codes import CodedValues
from estimator.calculation.intake import estimate
from estimator.calculation.item_columns import ItemColumns, Recipes
from estimator.components import COMPONENTS
from estimator.composition.matrix import CompositionMatrix
from estimator.measures.registry import registry

FOODS = ("natto", "gouda", "egg", "apple")
KNOWN = ("measured", "apportioned", "borrowed", "predicted")
ANALYSED = ("measured", "apportioned")
Z_95 = 1.6448536269514722
SPREADS = {"weighed": (0, 0), "counted": (0.1, 0.5), "measured": (0.47, 0.5), "assumed": (0.6, 0.5)}
"""Of each kind of amount the spread of its logarithm, and how much of its square lasts."""

cells = st.one_of(
    st.tuples(st.floats(0.01, 2000), st.floats(0, 1.645), st.sampled_from(KNOWN)),
    st.just((0.0, 0.0, "measured")),
    st.just((math.nan, math.nan, "unknown")),
    st.just((math.nan, math.nan, "bounded")),
    st.tuples(st.floats(0.01, 2000), st.floats(0, 1.645), st.just("partial")),
)
compositions = st.fixed_dictionaries(
    {food: st.fixed_dictionaries({tag: cells for tag in ("MK4", "MK7", "VITK2")}) for food in FOODS}
)
records = st.lists(
    st.tuples(
        st.sampled_from(("Ada", "Bo")),
        st.dates(date(2026, 12, 20), date(2027, 1, 10)),
        st.sampled_from((*FOODS, "capsule")),
        st.floats(0.1, 2000),
    ),
    min_size=1,
    max_size=30,
)
kinds_of_30 = st.lists(st.sampled_from(list(SPREADS)), min_size=30, max_size=30)


EFFECTS = ("laboratory", "fresh", "cured")
shares = st.dictionaries(
    st.tuples(st.sampled_from(FOODS), st.sampled_from(("MK4", "MK7", "VITK2"))),
    st.lists(st.floats(0, 1), min_size=len(EFFECTS), max_size=len(EFFECTS)),
)
"""How much of the log-variance of a cell is in each effect, of which the sum is cut to a whole."""


def shared_errors(composition, shares):
    """Return the rows of a table of shared errors in which no cell shares more than it has."""
    rows = [
        (food, tag, effect, composition[food][tag][1] * math.sqrt(part / max(sum(parts), 1.0)))
        for (food, tag), parts in shares.items()
        if composition[food][tag][0] > 0
        for effect, part in zip(EFFECTS, parts, strict=True)
    ]
    rows = [row for row in rows if row[-1] > 1e-6]
    return pd.DataFrame(rows, columns=["food_id", "component", "effect", "sd_log"])


def table_of(composition):
    rows = [
        (food, tag, *composition[food].get(tag, (math.nan, math.nan, "unknown")))
        for food in FOODS
        for tag in COMPONENTS
    ]
    return pd.DataFrame(
        rows, columns=["food_id", "component", "value_ug_per_100g", "sd_log", "status"]
    )


def reference(log, composition, tag, by, shared=(), kinds=("weighed",) * 30):
    """Return what is estimated of each (person, period), row by row."""
    unit = registry()
    uses = defaultdict(list)
    sums = defaultdict(lambda: defaultdict(Decimal))
    days = defaultdict(set)
    for (person, day, item, quantity), kind in zip(log, kinds, strict=False):
        year, week, _ = day.isocalendar()
        period = (person, day.isoformat() if by == "day" else f"{year}-W{week:02}")
        days[period].add(day)
        if item == "capsule":
            sums[period]["supplement"] += Decimal(quantity) * 100
            continue
        grams = unit.Quantity(quantity, "gram_food")
        sums[period]["grams", item] += Decimal(grams.magnitude)
        uses[period, item].append((quantity, kind))
        value, _, status = composition[item][tag]
        if not math.isnan(value):
            content = unit.Quantity(value / 100, "microgram / gram_food")
            sums[period]["ug", item] += Decimal((grams * content).to("microgram").magnitude)
        for kind, statuses in (("analysed", ANALYSED), ("predicted", ("predicted",))):
            part = part_of(composition[item], tag, statuses) / 100
            content = unit.Quantity(part, "microgram / gram_food")
            sums[period][kind] += Decimal((grams * content).to("microgram").magnitude)
        sums[period]["counted"] += Decimal(quantity)
        if status in KNOWN:
            sums[period]["covered"] += Decimal(quantity)
    answer = {}
    for period, parts in sums.items():
        foods = {key[1]: total for key, total in parts.items() if key[0] == "ug"}
        mean = float(sum(foods.values(), Decimal(0)))
        variance = sum(
            float(foods[one])
            * float(foods[other])
            * covariance(composition, tag, one, other, shared)
            for one in foods
            for other in foods
        )
        of_amounts = sum(
            variance_of_grams(uses[period, item])
            * (composition[item][tag][0] / 100) ** 2
            * math.exp(composition[item][tag][1] ** 2)
            for item in foods
        )
        variance += of_amounts
        low = high = mean
        if mean > 0:
            sd = math.sqrt(math.log1p(variance / mean**2))
            low, high = (mean * math.exp(z * sd - sd**2 / 2) for z in (-Z_95, Z_95))
        counted = float(parts["counted"])
        coverage = float(parts["covered"]) / counted if counted else math.nan
        if coverage == 0 and mean == 0:
            mean = low = high = math.nan
        analysed = float(parts["analysed"]) / mean if mean > 0 else math.nan
        figures = (mean, low, high, coverage, analysed, len(days[period]))
        by_amounts = of_amounts / variance if variance else math.nan
        others = (float(parts["supplement"]), float(parts["predicted"]), by_amounts)
        answer[period] = (*figures, *others)
    return answer


def variance_of_grams(uses):
    """Return the variance of the sum of some uses of one food, pair by pair [g²]."""
    total = 0.0
    for place, (grams, kind) in enumerate(uses):
        for other_place, (other_grams, other_kind) in enumerate(uses):
            (sd, lasting), (other_sd, other_lasting) = SPREADS[kind], SPREADS[other_kind]
            if place == other_place:
                covariance = math.expm1(sd**2)
            else:
                covariance = math.sqrt(
                    math.expm1(lasting * sd**2) * math.expm1(other_lasting * other_sd**2)
                )
            total += grams * other_grams * covariance
    return total


def covariance(composition, tag, one, other, shared):
    """Return the covariance of two foods beside the product of their means."""
    if one == other:
        return math.expm1(composition[one][tag][1] ** 2)
    spreads = {(row.food_id, row.effect): row.sd_log for row in shared if row.component == tag}
    return sum(
        math.sqrt(
            math.expm1(spreads.get((one, effect), 0.0) ** 2)
            * math.expm1(spreads.get((other, effect), 0.0) ** 2)
        )
        for effect in EFFECTS
    )


def part_of(cells, tag, statuses):
    """Return how much of a cell [µg/100 g] is of a kind: of the total, what its forms leave."""
    value, _, status = cells[tag]
    if math.isnan(value):
        return 0.0
    if tag != "VITK2":
        return value if status in statuses else 0.0
    forms = [cells[form] for form in ("MK4", "MK7") if not math.isnan(cells[form][0])]
    of_kind = sum(form[0] for form in forms if form[2] in statuses)
    others = sum(form[0] for form in forms if form[2] not in statuses)
    return min(max(value - others if status in statuses else of_kind, 0.0), value)


@pytest.mark.parametrize("by", ["day", "week"])
@settings(max_examples=60)
@given(
    log=records,
    composition=compositions,
    tag=st.sampled_from(("MK4", "MK7", "VITK2")),
    shares=shares,
    kinds=kinds_of_30,
)
def test_agrees_with_the_slow_reference(by, log, composition, tag, shares, kinds):
    errors = shared_errors(composition, shares)
    matrix = CompositionMatrix.from_frame(
        table_of(composition), {"capsule": {"MK7": 100.0}}, errors
    )
    frame = pd.DataFrame(log, columns=["person", "date", "item", "quantity"])
    estimated = estimate(frame.assign(amount_kind=kinds[: len(log)]), by, composition=matrix)
    rows, periods = estimated.intake, estimated.periods.set_index(["person", "period"])
    rows = rows[rows["component"] == tag]
    expected = reference(log, composition, tag, by, list(errors.itertuples()), kinds)
    assert set(zip(rows["person"], rows["period"], strict=True)) == set(expected)
    for row in rows.itertuples():
        *wanted, supplement, predicted, by_amounts = expected[row.person, row.period]
        analysed = wanted.pop(4)
        got = (row.estimate_ug, row.low_ug, row.high_ug, row.coverage, row.days_logged)
        assert got == pytest.approx(wanted, rel=1e-9, abs=1e-12, nan_ok=True)
        # What forms leave of a total is a difference, exact to the last digits of the whole.
        assert row.analysed == pytest.approx(analysed, abs=1e-9, nan_ok=True)
        if tag == "VITK2":
            got_predicted = periods.loc[(row.person, row.period), "predicted_ug"]
            whole = 1.0 if math.isnan(wanted[0]) else max(wanted[0], 1.0)
            assert got_predicted == pytest.approx(predicted, abs=1e-9 * whole)
            got_share = periods.loc[(row.person, row.period), "variance_of_amounts"]
            assert got_share == pytest.approx(by_amounts, abs=1e-9, nan_ok=True)
        assert row.supplement_ug == pytest.approx(0.0 if tag == "MK4" else supplement, rel=1e-9)


@settings(max_examples=60)
@given(log=records, composition=compositions, shares=shares)
def test_k2_without_natto_is_that_of_a_log_without_it(log, composition, shares):
    errors = shared_errors(composition, shares)
    matrix = CompositionMatrix.from_frame(
        table_of(composition), {"capsule": {"MK7": 100.0}}, errors
    )
    frame = pd.DataFrame(log, columns=["person", "date", "item", "quantity"])
    rest = [record for record in log if record[2] != "natto"]
    expected = reference(rest, composition, "VITK2", "week", list(errors.itertuples()))
    for row in estimate(frame, "week", composition=matrix).periods.itertuples():
        # Where only natto was eaten the rest is nothing, and that is known.
        wanted = expected.get((row.person, row.period), (0.0, 0.0, 0.0, math.nan))[:4]
        got = (
            row.without_natto_ug,
            row.without_natto_low_ug,
            row.without_natto_high_ug,
            row.without_natto_coverage,
        )
        assert got == pytest.approx(wanted, rel=1e-9, abs=1e-12, nan_ok=True)


@settings(max_examples=30)
@given(log=records, composition=compositions, seed=st.randoms())
def test_order_and_strips_change_nothing(log, composition, seed):
    matrix = CompositionMatrix.from_frame(table_of(composition), {"capsule": {"MK7": 100.0}})
    columns = ["person", "date", "item", "quantity"]
    whole = estimate(pd.DataFrame(log, columns=columns), composition=matrix).intake
    shuffled = log.copy()
    seed.shuffle(shuffled)
    strips, seldom = quantity_table.QuantityTable.strips, item_columns._SELDOM
    try:
        # One person-period at a time, which a large cohort would come near, in which no food is
        # eaten often.
        item_columns._SELDOM = 0
        quantity_table.QuantityTable.strips = lambda self: strips(
            self, strip_cells=1, table_cells=1
        )
        in_strips = estimate(pd.DataFrame(shuffled, columns=columns), composition=matrix).intake
    finally:
        quantity_table.QuantityTable.strips, item_columns._SELDOM = strips, seldom
    pd.testing.assert_frame_equal(whole, in_strips, rtol=1e-9)


@pytest.mark.parametrize("order", ["time", "person", "none"])
@given(
    rows=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 4), st.floats(0, 500)), max_size=60),
    strip_cells=st.integers(1, 70),
    table_cells=st.integers(1, 70),
)
def test_tabulated_in_parts_as_at_once(order, rows, strip_cells, table_cells):
    persons = np.repeat([0, 1, 2], [2, 7, 3])
    # Every person-period has a record.
    rows = rows + [(period, 0, 1.0) for period in reversed(range(12))]
    if order != "none":
        rows.sort(key=lambda row: row[0] if order == "time" else persons[row[0]])
    period, item, quantity = (np.array(column) for column in zip(*rows, strict=True))
    none = np.zeros(0, np.int64)
    recipes = Recipes(slice(3, 5), none, none, np.zeros(0))
    columns = ItemColumns(np.array([3, 0, 1, 4, 2]), 1, 3, 5, recipes)
    cells = quantity_table.Cells(
        CodedValues(np.arange(12) * 5, period), CodedValues(np.arange(5), item)
    )
    records = quantity_table.QuantityTable(columns, np.array([0, 2, 9]), 12, cells, quantity)
    wanted = np.zeros((12, 5))
    np.add.at(wanted, (period, item), quantity)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantity_table, "_SUMMED", 1)
        strips = list(records.strips(strip_cells, table_cells))
    assert [row for periods, _ in strips for row in range(12)[periods]] == list(range(12))
    np.testing.assert_allclose(np.vstack([strip for _, strip in strips]), wanted, rtol=1e-12)
    periods, items, amounts, variances = records.amounts()
    assert not variances.any()
    np.testing.assert_allclose(
        amounts, wanted[periods, np.argsort(columns.items)[items]], rtol=1e-12
    )
    assert (np.diff(periods * 5 + items) > 0).all()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.floats(1, 500))
def test_a_week_is_the_sum_of_its_days(day, grams):
    days = [day + timedelta(days=number) for number in range(10)]
    log = pd.DataFrame({"date": days, "item": "natto", "quantity": grams})
    by_day, by_week = (estimate(log, by).intake for by in ("day", "week"))
    assert by_day["estimate_ug"].sum() == pytest.approx(by_week["estimate_ug"].sum(), rel=1e-9)
