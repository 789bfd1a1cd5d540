"""Times what a person waits for in a real browser: until after the frame that paints it."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from playwright.sync_api import Browser, Locator

PARTS: Final = ["sent", "answered", "painted"]
"""Until the browser has sent what it has to, the last of the answer has come, it is painted."""
DRAWN: Final = "drawnAnew()"
"""The effect of what has a page, or a part of it, drawn anew, whatever comes of it."""
DOUBLE_SECONDS: Final = 1.0
"""A click sooner after another one in the same place is taken for the second of a double click."""

# Notes when a text goes out and an answer comes in, and tells when an effect is painted.
TIMER: Final = """
(() => {
  let start, sent, answered, awaited, drawn;
  const socket = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!this.k2) this.addEventListener("message", () => (answered = performance.now()));
    this.k2 = true;
    if (start !== undefined) sent ??= performance.now();
    return socket.call(this, data);
  };
  // Before anything of the page hears it, which lets nobody after it hear some clicks.
  for (const act of ["click", "keydown"]) {
    addEventListener(act, (event) => {
      if (act === awaited) [start, awaited] = [event.timeStamp, undefined];
    }, true);
  }
  window.timeNext = (trigger, effect) => {
    start = sent = undefined;
    [awaited, drawn] = [trigger, lastDrawn()];
    window.timed = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("nothing came of it in 20 s")), 20000);
      const look = () => {
        if (start === undefined || !(answered > sent) || !effect()) return;
        observer.disconnect();
        const parts = [sent - start, answered - sent], last = answered;
        requestAnimationFrame(() => {
          const frame = new MessageChannel();
          frame.port1.onmessage = () => resolve([...parts, performance.now() - last]);
          frame.port2.postMessage(null);
        });
      };
      const observer = new MutationObserver(look);
      const all = {subtree: true, childList: true, attributes: true, characterData: true};
      observer.observe(document, all);
    });
  };
  window.wordsRead = () => document.querySelector("[data-read]")?.dataset.read;
  window.entries = () =>
    document.querySelectorAll('.st-key-entries [aria-label^="Log again today"]').length;
  window.says = (selector, text) =>
    [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text));
  // Each run of a page, or of a part of it, ends with its number.
  const lastDrawn = () =>
    [...document.querySelectorAll('[class*="st-key-shown-run-"] input')].map((one) => one.value)
      .join();
  window.drawnAnew = () => idle() && lastDrawn() !== drawn;
  window.idle = () =>
    document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning";
})();
"""


class Watch:
    """Times actions on a page of the app.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
        Of the page.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        # The page's policy forbids what the watch puts into it.
        context = browser.new_context(viewport={"width": 1100, "height": 1400}, bypass_csp=True)
        context.add_init_script(TIMER)
        self.page = context.new_page()
        self.page.goto(address)
        self.page.get_by_role("heading", level=1).wait_for()
        self.page.wait_for_function("idle()")
        self.times: list[tuple[str, float, float, float]] = []
        """Name of an action and the parts of its time [ms]."""
        self._clicked = 0.0

    def press(self, key: str, name: str, effect: str) -> None:
        """Press a key and time it until the effect, an expression in JavaScript, holds."""
        self._time(name, "keydown", effect, lambda: self.page.keyboard.press(key))

    def click(self, target: Locator, name: str, effect: str) -> None:
        """Click and time it until the effect holds."""
        target.scroll_into_view_if_needed()
        left = self._clicked + DOUBLE_SECONDS - monotonic()
        self.page.wait_for_timeout(1000 * max(left, 0))
        self._time(name, "click", effect, target.click)
        self._clicked = monotonic()

    def _time(self, name: str, trigger: str, effect: str, act: Callable[[], None]) -> None:
        self.page.evaluate(f"timeNext({trigger!r}, () => {effect})")
        act()
        sent, answered, painted = self.page.evaluate("timed")
        self.times.append((name, sent, answered, painted))
        self.page.wait_for_function("idle()")
