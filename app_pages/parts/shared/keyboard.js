// Moves the focus where a person expects it after an action, lets Enter log what the
// quick-add box shows, and keeps the lines of a pasted list apart. Streamlit has no word
// for any of them.
(() => {
  const wanted = "FOCUS";
  const field = (key) =>
    document.querySelector(`.st-key-${key} :is(input, textarea, button, a)`);
  if (wanted) {
    // A field may be drawn anew after it got the focus, which is lost then; the person's
    // own next key or click ends the matter.
    const until = performance.now() + 1500;
    let given = false;
    let done = false;
    for (const act of ["pointerdown", "keydown"]) {
      document.addEventListener(act, () => (done = true), { once: true, capture: true });
    }
    const keep = () => {
      if (done || performance.now() > until) return;
      const found = field(wanted);
      if (found && (!given || document.activeElement === document.body)) {
        found.focus();
        given = true;
      }
      if (wanted.startsWith("change-") && document.activeElement === found) found.select();
      requestAnimationFrame(keep);
    };
    requestAnimationFrame(keep);
  }

  if (window.k2Keys) return;
  window.k2Keys = true;
  const inBox = (event) => event.target.closest?.('[class*="st-key-eaten-"]');
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.isComposing || !inBox(event)) return;
      // Only what is on the screen is logged: where the text has gone on, Enter
      // does what it always does, and the reading of the new text appears.
      const shown = document.querySelector("[data-understood]")?.dataset.understood;
      if (!shown || shown !== event.target.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      field("log-it")?.click();
    },
    true,
  );

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
})();
