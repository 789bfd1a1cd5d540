"""The layers of the design: what may import what."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOMES = {
    "streamlit": ("app.py", "app_pages/"),
    "sqlalchemy": ("estimator/store/",),
    "alembic": ("estimator/store/",),
    "pint": ("estimator/units.py",),
}
BELOW = {
    "estimator/units.py": {"intake", "summary", "store", "diary", "views", "cli"},
    "estimator/intake.py": {"summary", "store", "diary", "views", "charts", "cli"},
    "estimator/summary.py": {"store", "diary", "views", "charts", "cli"},
    "estimator/composition.py": {"foods", "units", "intake", "summary", "diary", "cli"},
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


def test_the_library_does_not_know_the_app():
    for name, path in sources().items():
        if name.startswith("estimator/"):
            assert not any(module.startswith("app_pages") for module in imported(path)), name


def test_importing_the_library_brings_no_streamlit():
    modules = "estimator.cli, estimator.diary, estimator.views, estimator.charts, estimator.about"
    code = f"import sys, {modules}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0
