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
STORED = {"components", "errors", "foods", "own_items", "records", "unit_names", "store"}
"""What the store is made of: plain values, and the limits that its constraints repeat."""
BELOW = {
    "estimator/units.py": {"intake", "summary", "store", "diary", "views", "cli"},
    "estimator/intake.py": {"summary", "store", "diary", "views", "charts", "cli"},
    "estimator/summary.py": {"store", "diary", "views", "charts", "cli"},
    "estimator/composition.py": {"foods", "units", "intake", "summary", "diary", "cli"},
    "estimator/own_items.py": {"units", "own_composition", "records", "store", "diary"},
    "estimator/own_composition.py": {"units", "intake", "personal_foods", "store", "diary"},
    "estimator/personal_foods.py": {"units", "intake", "store", "kitchen", "diary"},
    "estimator/own_item_checks.py": {"personal_foods", "intake", "store", "kitchen", "diary"},
    "estimator/ingredients.py": {"intake", "store", "kitchen", "diary"},
    "estimator/records.py": {"foods", "units", "store", "diary"},
    "estimator/people.py": {"foods", "kitchen", "entries", "repeats", "diary"},
    "estimator/kitchen.py": {"entries", "repeats", "diary", "kitchen_views", "kitchen_forms"},
    "estimator/entries.py": {"repeats", "diary", "views"},
    "estimator/saved_meals.py": {"diary", "views", "repeat_views"},
    "estimator/repeats.py": {"saved_meals", "diary", "views", "repeat_views"},
    "estimator/diary.py": {"views", "charts", "diary_csv", "cli"},
    "estimator/errors.py": {"foods", "units", "tables", "components"},
}


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
    above = {f"estimator.{module}" for module in BELOW[name]}
    assert above.isdisjoint(imported(sources()[name]))


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
    modules = "estimator.cli, estimator.diary, estimator.views, estimator.charts, estimator.about"
    code = f"import sys, {modules}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0
