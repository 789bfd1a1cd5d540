// Lets shortcuts click their buttons, Enter log what the quick-add box shows, and keeps the
// lines of a pasted list apart. Installed once, before anything else of a page.
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
      const shown = document.querySelector("[data-understood]")?.dataset.understood;
      if (!shown || shown !== event.target.value.trim()) return;
      event.preventDefault();
      event.stopPropagation();
      button("log-it")?.click();
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

  // Streamlit's own shortcuts are heard some time after a button is drawn, and a key pressed
  // before that is lost. Here no hint is drawn (keyboard.css) before the key is heard.
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
      if (!event.repeat) button(key).click();
    },
    true,
  );
  const alt = /^Mac|^iP/.test(navigator.platform) ? "⌥ + " : "Alt + ";
  document.documentElement.style.setProperty("--k2-alt", JSON.stringify(alt));
})();
