// Moves the focus where a person expects it after an action. Streamlit has no word for it.
(() => {
  const { focus: wanted, atStart } = document.currentScript.dataset;
  if (atStart) document.querySelector(".stMain")?.scrollTo(0, 0);
  // On a phone a keyboard would come up over the page that was just opened.
  if (atStart && !matchMedia("(any-pointer: fine)").matches) return;
  // Who is somewhere already when a page has just been opened is not taken away from there.
  const free = () => document.activeElement === document.body;
  const field = (key) =>
    document.querySelector(`.st-key-${key} :is(input, textarea, button, a)`);
  // A field may be drawn anew after it got the focus, which is lost then; the person's
  // own next key or click ends the matter.
  const app = document.querySelector("[data-testid=stApp]");
  const drawing = () => app?.dataset.testScriptState === "running";
  const FRAMES = 90;
  const until = performance.now() + 15000;
  let given = false;
  let frames = 0;
  let done = false;
  for (const act of ["pointerdown", "keydown"]) {
    document.addEventListener(act, () => (done = true), { once: true, capture: true });
  }
  const keep = () => {
    if (done) return;
    const found = field(wanted);
    if (found && (given || atStart ? free() : true)) {
      found.focus();
      given = true;
      frames = 0;
    }
    if (wanted.startsWith("change-") && document.activeElement === found) found.select();
    // What is drawn late comes within so many frames, however long a frame takes on a machine
    // that is busy.
    frames = drawing() ? 0 : frames + 1;
    if (given ? frames > FRAMES : performance.now() > until && !drawing()) return;
    requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
})();
