// Draws months as calendars, each day a button tinted by what it gave.
const OUTSIDE = -2;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function dayButton(first, place, level, words, setTriggerValue) {
  const day = new Date(`${first}T12:00:00Z`);
  day.setUTCDate(place + 1);
  const iso = day.toISOString().slice(0, 10);
  const spoken = new Intl.DateTimeFormat("en-GB", {
    weekday: "long", day: "numeric", month: "long", timeZone: "UTC",
  });
  const made = make("button", `day level${level}`);
  made.type = "button";
  made.dataset.day = iso;
  made.title = `${spoken.format(day)}: ${words}`;
  made.setAttribute("aria-label", made.title);
  made.append(make("span", "", `${place + 1}`));
  if (level >= 0) made.append(make("span", "amount", words.replace(/^at least /, "≥").replace(" µg", "")));
  made.onclick = () => setTriggerValue("day", iso);
  return made;
}

export default function ({ data, parentElement: root, setTriggerValue }) {
  const made = make("div", "calendar");
  for (const { title, first, blanks, days } of data.months) {
    const month = make("section");
    month.append(make("h2", "title", title));
    const grid = make("div", "grid");
    for (const name of data.weekdays) grid.append(make("span", "weekday", name));
    for (let blank = 0; blank < blanks; blank += 1) grid.append(make("span"));
    for (const [place, [level, words]] of days.entries()) {
      grid.append(
        level === OUTSIDE
          ? make("span", "day outside", `${place + 1}`)
          : dayButton(first, place, level, words, setTriggerValue),
      );
    }
    month.append(grid);
    made.append(month);
  }
  root.querySelector(".calendar")?.remove();
  root.append(made);
}
