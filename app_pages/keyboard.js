// Moves the focus where a person expects it after an action, and lets Enter log what
// the quick-add box shows. Streamlit has no word for either.
(() => {
  const wanted = "FOCUS";
  const field = (key) =>
    document.querySelector(`.st-key-${key} :is(input, textarea, button, a)`);
  const until = performance.now() + 2000;
  const focus = () => {
    const found = field(wanted);
    if (found) found.focus();
    else if (performance.now() < until) requestAnimationFrame(focus);
  };
  if (wanted) requestAnimationFrame(focus);

  if (window.k2EnterLogs) return;
  window.k2EnterLogs = true;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (!event.target.closest?.('[class*="st-key-eaten-"]')) return;
      // Only what is on the screen is logged: where the text has gone on, Enter
      // does what it always does, and the reading of the new text appears.
      const shown = document.querySelector("[data-understood]")?.dataset.understood;
      if (!shown || shown !== event.target.value) return;
      event.preventDefault();
      event.stopPropagation();
      field("log-it")?.click();
    },
    true,
  );
})();
