// Draws the navigation of a phone, and nothing where the window is wide.
const narrow = matchMedia("(max-width: 768px)");
const drawn = new WeakMap();

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function link(place, { data, setTriggerValue }) {
  const [title, path] = data.pages[place];
  const made = make("a", "", title);
  made.href = `./${path}`;
  if (place === data.here) {
    made.className = "here";
    made.setAttribute("aria-current", "page");
  }
  made.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own
    event.preventDefault();
    if (place !== data.here) setTriggerValue("page", place);
  };
  return made;
}

function draw(root) {
  const component = drawn.get(root);
  root.querySelector(".phone-nav")?.remove();
  if (!component || !narrow.matches) return;
  const { pages, here, places } = component.data;
  const nav = make("nav", "phone-nav");
  nav.setAttribute("aria-label", "Pages");
  for (let place = 0; place < places; place += 1) nav.append(link(place, component));
  const more = make("button", here >= places ? "here" : "", "More");
  const others = make("div", "others");
  more.type = "button";
  others.hidden = true;
  for (let place = places; place < pages.length; place += 1) others.append(link(place, component));
  const open = (wanted) => {
    others.hidden = !wanted;
    more.setAttribute("aria-expanded", String(wanted));
  };
  open(false);
  more.onclick = () => open(others.hidden);
  others.addEventListener("click", () => open(false));
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || others.hidden) return;
    open(false);
    more.focus();
  });
  nav.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !nav.contains(event.relatedTarget)) open(false);
  });
  const last = make("div");
  last.append(more, others);
  nav.append(last);
  root.append(nav);
}

export default function (component) {
  const { parentElement: root } = component;
  if (!drawn.has(root)) {
    narrow.addEventListener("change", () => draw(root));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!root.contains(target) && root.querySelector(".others:not([hidden])")) draw(root);
    });
  }
  drawn.set(root, component);
  draw(root);
}
