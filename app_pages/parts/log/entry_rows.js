// Draws the rows of a day's entries. Names and notes are only ever set as text.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function button(row, act, text, setTriggerValue) {
  const made = make("button", "act", text);
  made.type = "button";
  made.dataset.key = `${act}-${row.id}`;
  // It begins with what is seen, so that it can be called by voice.
  made.setAttribute("aria-label", `${text}: ${row.spoken}`);
  made.onclick = () => setTriggerValue("act", { act, id: row.id });
  return made;
}

function more(row, open, setTriggerValue) {
  const made = make("details", "more");
  made.open = open;
  const summary = make("summary", "act", "More");
  summary.dataset.key = `more-${row.id}`;
  summary.setAttribute("aria-label", `More: ${row.spoken}`);
  const choices = make("div", "choices");
  for (const [act, text] of Object.entries(row.more)) {
    choices.append(button(row, act, text, setTriggerValue));
  }
  choices.addEventListener("click", () => {
    made.open = false;
    summary.focus();
  });
  made.append(summary, choices);
  made.onfocusout = (event) => {
    if (event.relatedTarget && !made.contains(event.relatedTarget)) made.open = false;
  };
  made.onkeydown = (event) => {
    if (event.key !== "Escape" || !made.open) return;
    made.open = false;
    summary.focus();
  };
  return made;
}

function entry(row, ticked, open, component) {
  const { setStateValue, setTriggerValue } = component;
  const item = make("li", "entry");
  item.dataset.entry = row.id;
  if (ticked) {
    const box = make("input");
    box.type = "checkbox";
    box.checked = ticked.has(row.id);
    box.dataset.key = `tick-${row.id}`;
    box.setAttribute("aria-label", `Select ${row.spoken}`);
    box.onchange = () => {
      if (box.checked) ticked.add(row.id);
      else ticked.delete(row.id);
      setStateValue("ticked", { ids: [...ticked] });
    };
    item.append(box);
  }
  const words = make("div", "words");
  const name = make(row.sources ? "a" : "span", "name", row.name);
  if (row.sources) {
    name.href = row.sources;
    name.title = "Its sources";
    name.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
      event.preventDefault();
      setTriggerValue("act", { act: "sources", id: row.id });
    };
  }
  words.append(name);
  words.append(" ", make("span", "details", row.details));
  const gave = make("div", "gave");
  const bar = make("span", "bar");
  for (const [colour, share] of row.bar) {
    const part = make("span");
    part.style.cssText = `width: ${share * 100}%; background: ${colour}`;
    bar.append(part);
  }
  gave.append(make("span", "k2", row.k2), " ", bar);
  if (row.k1) gave.append(" ", make("span", "k2", row.k1));
  const acts = make("div", "acts");
  acts.append(
    button(row, "edit", "Edit", setTriggerValue),
    button(row, "delete", "Delete", setTriggerValue),
    more(row, open, setTriggerValue),
  );
  item.append(words, gave, acts);
  return item;
}

export default function (component) {
  const { data, parentElement: root } = component;
  const focused = document.activeElement?.dataset.key;
  const open = new Set(
    [...root.querySelectorAll("details[open] summary")].map((one) => one.dataset.key),
  );
  const ticked = data.ticked && new Set(data.ticked);
  const made = make("div", "entry-rows");
  let list;
  for (const row of data.rows) {
    if (row.title) {
      const meal = make("h3", "meal", row.title);
      if (row.gave) meal.append(" ", make("span", "gave", row.gave));
      made.append(meal);
    }
    if (row.title || !list) made.append((list = make("ul", "entries")));
    list.append(entry(row, ticked, open.has(`more-${row.id}`), component));
  }
  root.querySelector(".entry-rows")?.remove();
  root.append(made);
  // Drawn anew at every click: who was on a button of it stays there.
  const wanted = data.focus || focused;
  if (wanted) root.querySelector(`[data-key="${CSS.escape(wanted)}"]`)?.focus();
}
