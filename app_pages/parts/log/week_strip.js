// Draws the days of a week as buttons, each with a column of what it gave.
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text) element.textContent = text;
  return element;
}

export default function ({ data, parentElement: root, setTriggerValue }) {
  const focused = document.activeElement?.dataset.day;
  const made = make("div", "week-strip");
  for (const day of data.days) {
    const button = make("button", "strip-day");
    button.type = "button";
    button.dataset.day = day.date;
    button.disabled = !day.open;
    button.setAttribute("aria-label", day.spoken);
    button.title = day.spoken;
    if (day.chosen) button.setAttribute("aria-current", "date");
    button.onclick = () => setTriggerValue("day", day.date);
    const well = make("span", "well");
    if (day.height > 0) {
      const column = make("span", day.torn ? "column torn" : "column");
      column.style.height = `${Math.max(day.height * 100, 6)}%`;
      column.style.background = day.colour;
      well.append(column);
    }
    button.append(make("span", "name", day.name), make("span", "number", `${day.number}`), well);
    made.append(button);
  }
  root.querySelector(".week-strip")?.remove();
  root.append(made);
  if (focused) root.querySelector(`[data-day="${focused}"]`)?.focus();
}
