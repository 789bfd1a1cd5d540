"""Whether everybody can use a page: what axe finds, light and dark, and whether it fits a phone."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.signs import still

PHONE: Final = {"width": 390, "height": 844}
RULES: Final = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}
"""Rules to look at, all or some: a page is the same in the dark but for its colours."""
BACKGROUND: Final = {"light": "rgb(253, 252, 249)", "dark": "rgb(23, 22, 20)"}
"""Of the page, by `.streamlit/config.toml`."""
_AXE: Final = Axe().axe_script
_RUN: Final = """([context, rules]) => axe
  .run(context || document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})})
  .then((found) => found.violations.map((one) =>
    [one.id, one.impact, one.nodes.map((node) => node.html.slice(0, 200))]))"""


def violations(page: Page, context: str | None = None) -> dict[tuple[str, str], list[str]]:
    """Return what axe finds by scheme and rule, but what is minor: an uploader of Streamlit is."""
    found = {}
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".stApp")).to_have_css("background-color", BACKGROUND[scheme])
        still(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(_AXE)
        for rule, impact, nodes in page.evaluate(_RUN, [context, rules]):
            if impact != "minor":
                found[scheme, rule] = nodes
    page.emulate_media(color_scheme="light")
    return found


def fits_a_phone(page: Page) -> bool:
    """Return whether a page is no wider than a phone, to which its window is made."""
    page.set_viewport_size(PHONE)
    still(page)
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    return bool(width <= PHONE["width"])
