"""Settings that all tests share."""

from hypothesis import settings

# The same cases on every run: a failure in CI is a failure at the desk.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--keep-charts",
        action="store_true",
        help="keep the charts of this run as those to compare with (tests/unit/charts)",
    )
