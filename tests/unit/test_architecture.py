"""The layers of the design: what may import what."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOMES = {
    "streamlit": ("app.py", "app_pages/"),
    "sqlalchemy": ("estimator/store/",),
    "alembic": ("estimator/store/",),
    "pint": ("estimator/units.py",),
}
STORED = {
    "components",
    "errors",
    "foods",
    "own_documents",
    "own_items",
    "records",
    "unit_names",
    "store",
}
"""What the store is made of: plain values, and the limits that its constraints repeat."""
ABOVE_THE_CALCULATOR = {"store", "exchange", "diary", "insight", "views", "charts", "cli"}
BELOW = {
    "estimator/errors.py": {"foods", "units", "tables", "components"},
    "estimator/records.py": {"foods", "units", *ABOVE_THE_CALCULATOR},
    "estimator/own_items.py": {"units", "composition", "records", *ABOVE_THE_CALCULATOR},
    "estimator/own_documents.py": {"units", "composition", "records", *ABOVE_THE_CALCULATOR},
    "estimator/units.py": {"intake", "summary", "quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/composition/build.py": {"foods", "own_items"},
    "estimator/composition/": {"units", "intake", "summary", "quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/moments.py": {"intake", "summary", "quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/intake.py": {"summary", "quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/summary.py": {"quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/quick_add/": {"composition", "intake", "summary", *ABOVE_THE_CALCULATOR},
    "estimator/entry_csv.py": {"intake", "summary", "quick_add", *ABOVE_THE_CALCULATOR},
    "estimator/codebook.py": ABOVE_THE_CALCULATOR,
    "estimator/exchange/": {
        "composition",
        "intake",
        "summary",
        "store",
        "diary",
        "insight",
        "views",
        "charts",
        "cli",
    },
    "estimator/backup/": {
        "exchange",
        "units",
        "intake",
        "summary",
        "diary",
        "insight",
        "views",
        "charts",
        "cli",
    },
    "estimator/diary/personal_foods.py": {"units", "intake", "store"},
    "estimator/diary/own_item_checks.py": {"diary.personal_foods", "intake", "store"},
    "estimator/diary/people.py": {"foods", "diary.kitchen", "diary.entries"},
    "estimator/diary/kitchen.py": {"diary.entries"},
    "estimator/diary/entries.py": {"diary.repeats"},
    "estimator/diary/repeats.py": {"diary.saved_meals"},
    "estimator/diary/saved_meals.py": {"diary.diary"},
    "estimator/diary/": {"quick_add", "summary", "insight", "views", "charts", "cli"},
    "estimator/insight/": {"quick_add", "diary", "store", "views", "charts", "cli"},
    "estimator/views/": {"store", "charts", "report", "cli"},
    "estimator/charts/": {"store", "diary", "report", "cli"},
    "estimator/report/": {"store", "charts", "cli"},
}
"""What each module or package must not know."""


def sources():
    files = [
        ROOT / "app.py",
        *(ROOT / "app_pages").rglob("*.py"),
        *(ROOT / "estimator").rglob("*.py"),
    ]
    return {path.relative_to(ROOT).as_posix(): path for path in files}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("library", HOMES)
def test_each_library_stays_in_its_place(library):
    strays = [
        name
        for name, path in sources().items()
        if any(module.split(".")[0] == library for module in imported(path))
        and not name.startswith(HOMES[library])
    ]
    assert strays == []


@pytest.mark.parametrize("name", BELOW)
def test_dependencies_point_down(name):
    above = tuple(f"estimator.{module}" for module in BELOW[name])
    known = [
        (path, module)
        for path, file in sources().items()
        if path.startswith(name)
        for module in imported(file)
        if f"{module}.".startswith(tuple(f"{one}." for one in above))
    ]
    assert known == []


def test_no_module_needs_itself():
    modules = {
        name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
        for name, path in sources().items()
    }
    needs = {
        module: {one for one in imported(path) if one in modules and one != module}
        for module, path in modules.items()
    }
    TopologicalSorter(needs).prepare()  # raises CycleError


def test_the_store_knows_plain_values_only():
    for name, path in sources().items():
        if name.startswith("estimator/store/"):
            ours = {one.split(".")[1] for one in imported(path) if one.startswith("estimator.")}
            assert ours <= STORED, name


def test_the_diary_is_the_one_door_to_the_store():
    for name, path in sources().items():
        if name.startswith(("app", "estimator/cli/")):
            known = {one for one in imported(path) if one.startswith("estimator.store")}
            assert known <= {"estimator.store", "estimator.store.open_store"}, name


def test_the_library_does_not_know_the_app():
    for name, path in sources().items():
        if name.startswith("estimator/"):
            assert not any(module.startswith("app_pages") for module in imported(path)), name


def test_importing_the_library_brings_no_streamlit():
    views = sorted(path.stem for path in (ROOT / "estimator" / "views").glob("[a-z]*.py"))
    modules = ", ".join(
        ["estimator.cli", "estimator.diary.diary", *(f"estimator.views.{v}" for v in views)]
    )
    code = f"import sys, {modules}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0
