// Makes one click of a double click, and one press of two presses of a key, but counts each step
// from one day or week to the next.
// Installed once, before anything else of a page.
(() => {
  if (window.k2Step) return;
  const buttonOf = (event) => event.target.closest?.("button, a, .stCheckbox label");
  const keyOf = (button) => button.closest('[class*="st-key-"]')?.className.match(/st-key-(\S+)/)?.[1];
  const which = (button) => [button.dataset.key, keyOf(button), button.textContent].join(" ");

  // Steps made before the page is drawn anew are sent together by steps.js, which may come later
  // than the buttons.
  const stepOf = (button) => {
    const [, of, way] = keyOf(button)?.match(/^(.+)-(before|after)$/) ?? [];
    return button.closest(`.st-key-choose-${of}`) && { of, way };
  };
  window.k2Steps ??= {};
  window.k2Step = (button) => {
    const { of, way } = stepOf(button) ?? {};
    if (!way) return false;
    const steps = (window.k2Steps[of] ??= { left: 0, nth: 0 });
    steps.left += way === "after" ? 1 : -1;
    steps.send?.();
    return true;
  };

  // A double click is meant as one click. Its second one would do the same once more, undo it, or
  // act on what has come in the place of the button by then. Windows lets people choose how slow
  // a double click may be; this is the slowest.
  const DOUBLE_MS = 900;
  const DOUBLE_PX = 8;
  const once = (button) =>
    button.closest(".stButton, .stFormSubmitButton, .stCheckbox, .again") && !stepOf(button);
  let first = null;
  const isSecond = (event) => {
    if (!first || event.timeStamp - first.at > DOUBLE_MS) return false;
    if (Math.hypot(event.clientX - first.x, event.clientY - first.y) > DOUBLE_PX) return false;
    const button = buttonOf(event);
    return !button || which(button) !== first.which || once(button);
  };
  for (const act of ["pointerdown", "mousedown", "click"]) {
    window.addEventListener(
      act,
      (event) => {
        const button = buttonOf(event);
        if (event.detail || act !== "click") { // by no key
          if (isSecond(event)) {
            event.preventDefault();
            event.stopImmediatePropagation();
            return;
          }
          if (act === "click") {
            const { timeStamp: at, clientX: x, clientY: y } = event;
            first = button && { at, x, y, which: which(button) };
          }
        }
        if (act === "click" && button && window.k2Step(button)) event.stopImmediatePropagation();
      },
      true,
    );
  }

  // The focus may have gone on after a press of a key, to where a second one does something else.
  const PRESSED_TWICE_MS = 500;
  let pressed = null;
  window.addEventListener(
    "keydown",
    (event) => {
      first = null; // what is clicked after a key was pressed is no second click of two
      const button = buttonOf(event);
      const presses = event.key === "Enter" || event.key === " ";
      const second =
        pressed &&
        event.timeStamp - pressed.at <= PRESSED_TWICE_MS &&
        pressed.which !== (button && which(button));
      if (presses && (second || (event.repeat && button))) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else {
        pressed = presses && button && { at: event.timeStamp, which: which(button) };
      }
    },
    true,
  );
})();
