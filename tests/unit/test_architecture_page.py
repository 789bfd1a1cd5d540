"""ARCHITECTURE.md and the other pages name what is there, and ARCHITECTURE.md all folders."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "food_data/README.md", "docs/*.md")
OURS = "estimator|app_pages|food_data|tests|benchmarks|docs"
PATH = re.compile(rf"(?<![\w/.-])(?:{OURS})/[\w./-]*\w|\bapp\.py\b|\bpyproject\.toml\b")
MODULE = re.compile(r"(?<![\w/.])(?:estimator|benchmarks)(?:\.(?!md\b)[a-z_]\w*)+")
LINK = re.compile(r"\]\(([^)\s#]*)(#[^)\s]*)?\)")
MADE_LATER = ("food_data/earlier",)
"""Folders that the pages tell of, and that are there once a version of the data is released."""


def pages():
    return sorted(path for pattern in PAGES for path in ROOT.glob(pattern))


def anchors(text):
    """The anchors of the headings of a page, as they are made of their words."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page):
    named = set(PATH.findall(page.read_text(encoding="utf-8")))
    assert [path for path in sorted(named) if not _is_there(path)] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_module_that_a_page_names_is_there(page):
    for name in MODULE.findall(page.read_text(encoding="utf-8")):
        parts = name.split(".")
        # After a module may stand what is in it.
        where = [ROOT.joinpath(*parts[:count]) for count in range(2, len(parts) + 1)]
        assert where[-1].is_dir() or any(path.with_suffix(".py").exists() for path in where), name


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_link_within_the_repository_leads_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target, anchor in LINK.findall(text):
        if re.match(r"\w+:", target):
            continue
        linked = page.parent / target if target else page
        assert linked.exists(), target
        if anchor:
            assert anchor[1:] in anchors(linked.read_text(encoding="utf-8")), target + anchor


def test_the_map_names_every_folder_of_the_library_and_every_layer():
    folders = {path.parent.name for path in (ROOT / "estimator").glob("*/__init__.py")}
    explained = set(re.findall(r"^\| `estimator/(\w+)` \|", MAP, re.MULTILINE))
    assert explained == folders
    picture = MAP.partition("```\n")[2].partition("```")[0]
    modules = {path.stem for path in (ROOT / "estimator").glob("*.py") if path.stem[0] != "_"}
    assert folders | modules <= set(re.findall(r"\w+", picture))


def _is_there(path):
    return path.startswith(MADE_LATER) or (ROOT / path).exists()
