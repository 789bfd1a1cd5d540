// Draws what can be logged again as buttons in a row, the first ones in view.
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function button(key, text, onclick) {
  const made = make("button", "offer", text);
  made.type = "button";
  made.dataset.key = key;
  made.onclick = onclick;
  return made;
}

export default function ({ data, parentElement: root, setTriggerValue }) {
  const former = root.querySelector(".again");
  const focused = former?.contains(document.activeElement) && document.activeElement.dataset.key;
  const made = make("div", "again", "");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", data.intro.replace(":", ""));
  made.append(make("span", "intro", data.intro));
  const buttons = data.buttons.map(({ key, token, label, title }) => {
    const made = button(key, label, () => setTriggerValue("press", { key, token }));
    made.title = title;
    return made;
  });
  made.append(...buttons);
  const others = buttons.slice(data.in_view);
  if (others.length) {
    const more = button("more-offers", "", () => show(others[0].hidden));
    const show = (all) => {
      for (const offer of others) offer.hidden = !all;
      more.textContent = all ? "Fewer" : "More";
      more.setAttribute("aria-expanded", all);
    };
    show(Boolean(former?.querySelector('[aria-expanded="true"]')));
    made.append(more);
  }
  former?.remove();
  root.append(made);
  if (focused) made.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
