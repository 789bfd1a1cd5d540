"""What a page shows when it is ready for what comes next: signs to wait for, never times."""

from typing import Final

from playwright.sync_api import Page, expect

PATIENCE: Final = 120_000
"""How long a sign may take to come on a machine that other work keeps busy [ms]."""
expect.set_options(timeout=PATIENCE)

_SETTLED: Final = """
  document.querySelector(
    '[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]'
  ) && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
"""
_STILL: Final = f"""() => new Promise((resolve) => {{
  // What is drawn late (charts, tables, fonts, transitions) changes the page or is under way.
  const frames = 12;
  let quiet = 0;
  const watcher = new MutationObserver(() => (quiet = 0));
  watcher.observe(document, {{ subtree: true, childList: true, attributes: true }});
  const moves = () => document.getAnimations().some(
    (one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity
  );
  const charts = '[data-testid=stVegaLiteChart]:not(:has(svg, canvas))';
  const look = () => {{
    const ready = {_SETTLED};
    const drawn = ready && !moves() && !document.querySelector(charts);
    quiet = drawn && document.fonts.status === "loaded" ? quiet + 1 : 0;
    if (quiet < frames) return requestAnimationFrame(look);
    watcher.disconnect();
    resolve();
  }};
  requestAnimationFrame(look);
}})"""


def goto(page: Page, address: str) -> None:
    """Open an address of the app, and wait for what its page is headed by."""
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()


def settle(page: Page) -> None:
    """Wait until the run of the page has ended and all that it sent is drawn."""
    page.wait_for_function(f"() => {_SETTLED}")


def still(page: Page) -> None:
    """Wait until nothing changes on the page any more, charts and transitions included."""
    settle(page)
    page.evaluate(_STILL)


def read(page: Page, text: str) -> None:
    """Wait until what is shown below the box is how this text is read, which Enter then logs."""
    page.wait_for_function(
        "text => document.querySelector('[data-understood]')?.dataset.understood === text", arg=text
    )


def press(page: Page, shortcut: str, key: str) -> None:
    """Press a shortcut as soon as the button with a key shows its hint."""
    page.wait_for_function(
        """([key, letter]) => {
          const button = document.querySelector(`.st-key-${key} button:enabled`);
          return button && getComputedStyle(button, "::after").content.endsWith(`+ ${letter}"`);
        }""",
        arg=[key, shortcut[-1].upper()],
    )
    page.keyboard.press(shortcut)
