"""Citations of the sources and their addresses."""

import pytest

from estimator.foods.data_package import read_table
from estimator.foods.sources import addresses, cite, first_address


def test_every_source_can_be_cited():
    sources = read_table("sources")
    citations = cite(sources["source_id"])
    assert [citation.source_id for citation in citations] == sorted(sources["source_id"])
    assert all(citation.text for citation in citations)


def test_sources_are_cited_once_in_order():
    assert [c.source_id for c in cite(["usda_sr28", "frida54", "usda_sr28"])] == [
        "frida54",
        "usda_sr28",
    ]


@pytest.mark.parametrize(
    "text",
    [*read_table("sources")["doi_or_url"], *read_table("trials")["read_at"]],
)
def test_addresses_are_whole(text):
    for address in addresses(text):
        assert address.startswith(("http://", "https://"))
        assert address.removeprefix("https://doi.org/") in text


@pytest.mark.parametrize("table", ["trials", "reference_values"])
def test_every_study_and_authority_can_be_looked_up(table):
    assert read_table(table)["read_at"].map(first_address).ne("").all()
