// Lets shortcuts click their buttons, Enter log what the quick-add box shows, keeps the lines
// of a pasted list apart, and the browser's history in step with what a person does.
// Installed once, before anything else of a page.
(() => {
  if (window.k2Keys) return;
  window.k2Keys = true;
  const button = (key) => document.querySelector(`.st-key-${key} button`);
  const inBox = (event) => event.target.closest?.('[class*="st-key-eaten-"]');
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.isComposing || !inBox(event)) return;
      // Only what is on the screen is logged: where the text has gone on, Enter
      // does what it always does, and the reading of the new text appears.
      const text = event.target.value.trim();
      if (!text || document.querySelector("[data-understood]")?.dataset.understood !== text) return;
      event.preventDefault();
      event.stopPropagation();
      logShown(event.target, text);
    },
    true,
  );
  const logShown = (field, text) => {
    if (!field.isConnected || field.value.trim() !== text) return;
    const logIt = button("log-it");
    if (logIt) logIt.click();
    else requestAnimationFrame(() => logShown(field, text)); // it is still being fetched
  };

  // What Enter logs is not said while it is about words that are no longer those in the box.
  const box = () => document.querySelector('[class*="st-key-eaten-"] input');
  const compare = () => {
    const read = document.querySelector("[data-read]")?.dataset.read;
    const behind = read !== undefined && box() && box().value.trim() !== read;
    document.documentElement.toggleAttribute("data-k2-reading", Boolean(behind));
  };
  window.addEventListener("input", compare);
  new MutationObserver(compare).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["value", "data-read"],
  });

  // On a machine that is busy, a box that is read while one types loses what was typed last, as
  // Streamlit 1.67 may put there again what it sent before, or what was there before the typing
  // began. Where nothing but typing has come between, what was typed is put back.
  const LIVE = '[class*="st-key-eaten-"] input, .st-key-what-if-text input, .st-key-search input';
  let typed = [];
  let caret = 0;
  let begun = {};
  window.addEventListener("beforeinput", ({ target }) => (begun = { target, value: target.value }));
  window.addEventListener("input", ({ target, isComposing }) => {
    const before = typed[0]?.target === target ? typed : begun.target === target ? [begun] : [];
    // By now Streamlit has heard it, and has cut what is too long.
    const now = { target, value: target.value };
    typed = isComposing || !target.matches?.(LIVE) ? [] : [...before, now].slice(-30);
    caret = target.selectionStart;
    // Where it is set back to what it was told last, no attribute changes.
    requestAnimationFrame(putBack);
  });
  for (const act of ["click", "focusout", "popstate"]) {
    window.addEventListener(act, () => (typed = []), true);
  }
  const putBack = () => {
    const last = typed.at(-1);
    if (!last || last.value === last.target.value) return;
    if (!typed.some(({ value }) => value === last.target.value)) return;
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    set.call(last.target, last.value);
    last.target.setSelectionRange(caret, caret);
    last.target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  new MutationObserver(putBack).observe(document, {
    subtree: true, attributes: true, attributeFilter: ["value"],
  });

  document.addEventListener(
    "paste",
    (event) => {
      const text = event.clipboardData?.getData("text") ?? "";
      if (!inBox(event) || !/[\r\n]/.test(text.trim())) return;
      // A box of one line would run the lines of a list together.
      event.preventDefault();
      document.execCommand("insertText", false, text.trim().split(/[\r\n]+/).join("; "));
    },
    true,
  );

  // Streamlit's own shortcuts are heard some time after a button is drawn, and a key pressed
  // before that is lost. Here no hint is drawn (keyboard.py) before the key is heard.
  const shortcuts = SHORTCUTS;
  window.addEventListener(
    "keydown",
    (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // With Alt, a Mac types another letter.
      const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.slice(3);
      const key = Object.keys(shortcuts).find((one) => shortcuts[one] === letter && button(one));
      if (!key) return;
      event.preventDefault();
      // A key held down is pressed once.
      if (!event.repeat && !window.k2Step(button(key))) button(key).click();
    },
    true,
  );
  // The report stands in a frame of its own, which is printed without the page around it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-report-print button")) return;
    document.querySelector(".stMain iframe")?.contentWindow.print();
  });

  // An action of the person is one entry of the browser's history: what a page writes into its
  // own address by itself, when it is opened, would make Back come to nothing.
  let acted = false;
  for (const act of ["pointerdown", "keydown"]) {
    window.addEventListener(act, () => (acted = true), true);
  }
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    if (acted) push(state, title, url);
    else history.replaceState(state, title, url);
    acted = false;
  };
  // Has the page drawn anew, with a mark in its address that says why.
  let marked = false;
  const drawAnew = (mark) => {
    const address = new URL(location.href);
    address.searchParams.set(mark, Date.now().toString(36));
    history.replaceState(history.state, "", address);
    marked = true;
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    marked = false;
  };
  // The server can't tell an address gone back to from one it wrote a moment ago, so it is told
  // that the browser went there.
  window.addEventListener("popstate", () => marked || drawAnew("history"));

  // Of a file that could not be made, Streamlit says as much beside its button and never why.
  new MutationObserver(() => {
    const said = document.querySelector("[data-testid=stDownloadButtonError]:not([data-said])");
    if (!said) return;
    said.dataset.said = "yes";
    said.textContent = "Not made. Why is said at the top of the page.";
    drawAnew("not-made");
  }).observe(document, { subtree: true, childList: true });

  // What a phone needs to put the app on its home screen; Streamlit's page doesn't name it.
  for (const [rel, href] of [
    ["manifest", "manifest.webmanifest"],
    ["apple-touch-icon", "icon-192.png"],
  ]) {
    document.head.append(Object.assign(document.createElement("link"), { rel, href }));
  }

  const alt = /^Mac|^iP/.test(navigator.platform) ? "⌥ + " : "Alt + ";
  document.documentElement.style.setProperty("--k2-alt", JSON.stringify(alt));
  document.documentElement.style.setProperty("--k2-hears", "visible");
})();
