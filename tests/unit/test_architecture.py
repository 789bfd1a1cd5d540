"""What import contracts can't say; they are in pyproject.toml and run by ``lint-imports``."""

import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import estimator

ROOT = Path(__file__).resolve().parents[2]
RUN_AS_PROGRAMS = {"estimator.__main__", "estimator.composition.__main__"}
MIGRATIONS = "estimator.store.migrations."
"""Run by Alembic, inside a migration only."""


def test_importing_the_library_brings_no_streamlit():
    modules = [
        found.name
        for found in pkgutil.walk_packages(estimator.__path__, "estimator.")
        if found.name not in RUN_AS_PROGRAMS and not found.name.startswith(MIGRATIONS)
    ]
    assert len(modules) > 150
    code = f"import sys, {', '.join(modules)}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=300).returncode == 0


def test_only_what_all_share_is_at_the_root_of_the_library():
    at_root = {path.name for path in (ROOT / "estimator").glob("*.py")}
    assert at_root == {
        "__init__.py",
        "__main__.py",
        "components.py",
        "diary_values.py",
        "errors.py",
        "pandas_on_use.py",
        "periods.py",
        "shipped.py",
        "spreadsheet_csv.py",
    }


def test_the_root_of_the_pages_holds_the_menu_and_nothing_else():
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    pages = [path for path in (ROOT / "app_pages").glob("*.py") if path.stem != "__init__"]
    assert pages
    for page in pages:
        assert f'st.Page("app_pages/{page.name}"' in app


def test_the_library_is_no_more_than_ten_layers_deep():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (library,) = (one for one in contracts if one.get("containers") == ["estimator"])
    assert len(library["layers"]) <= 10
