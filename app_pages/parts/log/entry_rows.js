// Draws the rows of a day's entries. Names and notes are only ever set as text.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

// In the menu, and in view while a mouse or the focus is on the row.
const FIRST_ACTS = [["edit", "Edit"], ["delete", "Delete"]];

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
  const summary = make("summary", "act");
  summary.dataset.key = `more-${row.id}`;
  summary.setAttribute("aria-label", `More: ${row.spoken}`);
  const choices = make("div", "choices");
  for (const [act, text] of [...FIRST_ACTS, ...Object.entries(row.more)]) {
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
  const quick = make("div", "quick");
  for (const [act, text] of FIRST_ACTS) quick.append(button(row, act, text, setTriggerValue));
  item.append(words, quick, gave, more(row, open, setTriggerValue));
  return item;
}

function heading(row, setTriggerValue) {
  const meal = make("div", "meal");
  const act = make("button", "act", row.act);
  act.type = "button";
  act.dataset.key = `meal-${row.id}`;
  act.setAttribute("aria-label", `${row.act}: ${row.title}`);
  act.onclick = () => setTriggerValue("act", { act: "meal", id: row.id });
  meal.append(make("h3", "title", row.title), act, make("span", "gave", row.gave));
  return meal;
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
    if (row.title || !list) {
      const card = make("section", "card");
      if (row.title) card.append(heading(row, component.setTriggerValue));
      card.append((list = make("ul", "entries")));
      made.append(card);
    }
    list.append(entry(row, ticked, open.has(`more-${row.id}`), component));
  }
  root.querySelector(".entry-rows")?.remove();
  root.append(made);
  // Drawn anew at every click: who was on a button of it stays there.
  const wanted = data.focus || focused;
  const found = [...root.querySelectorAll(`[data-key="${CSS.escape(wanted ?? "")}"]`)];
  const seen = found.find((one) => one.checkVisibility()) ?? found[0];
  // On a phone it is in the menu of its row.
  if (seen?.checkVisibility()) seen.focus();
  else seen?.closest(".entry").querySelector("summary").focus();
}
