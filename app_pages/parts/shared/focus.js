// Moves the focus where a person expects it after an action. Streamlit has no word for it.
(() => {
  const { focus: wanted, atStart } = document.currentScript.dataset;
  // On a phone a keyboard would come up over the page that was just opened.
  if (atStart && !matchMedia("(any-pointer: fine)").matches) return;
  const field = (key) =>
    document.querySelector(`.st-key-${key} :is(input, textarea, button, a)`);
  // A field may be drawn anew after it got the focus, which is lost then; the person's
  // own next key or click ends the matter.
  const app = document.querySelector("[data-testid=stApp]");
  const drawing = () => app?.dataset.testScriptState === "running";
  let until = performance.now() + 15000;
  let given = false;
  let done = false;
  for (const act of ["pointerdown", "keydown"]) {
    document.addEventListener(act, () => (done = true), { once: true, capture: true });
  }
  const keep = () => {
    // However long it takes until all is drawn, on a machine that is busy.
    if (given && drawing()) until = performance.now() + 1500;
    if (done || (performance.now() > until && !drawing())) return;
    const found = field(wanted);
    if (found && (!given || document.activeElement === document.body)) {
      found.focus();
      if (!given) until = performance.now() + 1500;
      given = true;
    }
    if (wanted.startsWith("change-") && document.activeElement === found) found.select();
    requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
})();
