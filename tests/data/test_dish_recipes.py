"""Dishes that were analysed whole, beside ordinary recipes of them."""

from benchmarks.dish_recipes import FAR, WHY, compared


def test_what_is_a_factor_of_two_apart_is_explained_and_nothing_else() -> None:
    rows = compared()
    far = rows[rows["factor"] > FAR]
    assert set(zip(far["dish"], far["component"], strict=True)) == WHY.keys()
    assert rows["dish"].nunique() >= 20
    assert len(far) < len(rows) / 3
