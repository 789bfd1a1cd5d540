"""What is locked is what was chosen by hand, and all that it brings along, on every system."""

import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"requirements.in": "requirements.txt", "requirements-dev.in": "requirements-dev.txt"}
SYSTEMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
ENVIRONMENTS = [
    system
    | {"python_version": python, "python_full_version": f"{python}.0"}
    | {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    for system, python in product(SYSTEMS, PYTHONS)
]
NOT_HERE = {"colorama"}
"""Locked for other systems only; they bring nothing along."""


def chosen(name):
    """Return the requirements of a file that is kept by hand."""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("-r "):
            yield from chosen(text.removeprefix("-r "))
        elif text:
            yield Requirement(text)


def locked(name):
    """Return the requirements of a file that is made."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [Requirement(one) for one in re.findall(r"^([a-z0-9].*?) \\$", text, re.MULTILINE)]


def holds(requirement, environment, extras):
    return requirement.marker is None or any(
        requirement.marker.evaluate(environment | {"extra": extra}) for extra in ("", *extras)
    )


@cache
def brought_along(name):
    try:
        return [Requirement(one) for one in requires(name) or ()]
    except PackageNotFoundError:
        assert canonicalize_name(name) in NOT_HERE, f"{name} is not installed"
        return []


def needed(requirements, environment):
    """Return the specifiers by which each package is asked for in an environment."""
    asked, left = {}, [(one, ()) for one in requirements]
    seen = set()
    while left:
        one, extras = left.pop()
        if str(one) in seen or not holds(one, environment, extras):
            continue
        seen.add(str(one))
        asked.setdefault(canonicalize_name(one.name), []).append(one.specifier)
        left += [(another, one.extras) for another in brought_along(one.name)]
    return asked


@pytest.mark.parametrize("source", LOCKS)
def test_the_lock_is_what_the_source_asks_for(source):
    lock = locked(LOCKS[source])
    for environment in ENVIRONMENTS:
        pinned = {
            canonicalize_name(one.name): str(one.specifier).removeprefix("==")
            for one in lock
            if holds(one, environment, ())
        }
        asked = needed(chosen(source), environment)
        renew = f"{environment}: .ci/lock renews {LOCKS[source]}"
        assert set(asked) == set(pinned), renew
        for name, specifiers in asked.items():
            assert all(one.contains(pinned[name], prereleases=True) for one in specifiers), renew


def test_both_locks_hold_the_same_versions():
    program, tools = ({one.name: one.specifier for one in locked(name)} for name in LOCKS.values())
    assert {name: tools.get(name) for name in program} == program


@pytest.mark.parametrize("name", LOCKS.values())
def test_every_file_has_its_hash_and_no_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    for one in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in one, one


def test_the_package_asks_for_what_is_pinned_or_what_is_compatible_with_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {one.name: one for one in map(Requirement, project["project"]["dependencies"])}
    pinned = {one.name: one for one in chosen("requirements.in")}
    assert asked.keys() == pinned.keys()
    for name, pin in pinned.items():
        (exact,) = pin.specifier
        assert asked[name].specifier.contains(exact.version), name
    (backend,) = project["build-system"]["requires"]
    assert Requirement(backend) in chosen("requirements-dev.in")
