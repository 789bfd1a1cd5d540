// Offers foods as one types, below the box: a combobox with a list. Choosing writes the name into
// the box and logs nothing. Names are only ever set as text.
const MOST = matchMedia("(max-width: 640px)").matches ? 4 : 6;
const lists = {};

function fold(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return plain.replace(/[^\p{L}\p{N}%]+/gu, " ").trim();
}

function load(address) {
  lists[address] ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(({ foods, counts, measures, between }) => ({
      foods: foods.map(([name, portion, k2, ...others]) =>
        row({ name, portion, k2, text: name, others }),
      ),
      counts: new Set(counts.map(fold)),
      measures: new Set(measures.map(fold)),
      between: new Set(between.map(fold)),
    }))
    // Asked again at the next key; meanwhile the box reads as ever.
    .catch(() => delete lists[address] && null);
  return lists[address];
}

function row(food) {
  const names = [food.name, ...(food.others ?? [])];
  return { ...food, names, folded: names.map((name) => ` ${fold(name)}`) };
}

// Where the item that is being typed begins and ends. A comma between digits is of a number.
function itemAt(text, caret) {
  let [start, end] = [0, text.length];
  for (const { index, 0: found } of text.matchAll(/[;\n+&、，；]|,(?!\d)|(?<!\d),/g)) {
    if (index < caret) start = index + found.length;
    else if (end === text.length) end = index;
  }
  return [start, end];
}

// Where the words of a food may begin in an item: after the amount, after "with".
function beginnings(item, { counts, measures, between }) {
  const words = [...item.matchAll(/\S+/g)].map(({ index, 0: text }) => ({ index, key: fold(text) }));
  const isNumber = ({ key }) => /^[\d½¼¾⅓⅔]/.test(key) || key === "";
  const isCount = (word) => isNumber(word) || counts.has(word.key);
  let place = 0;
  // The last word may go on: "che" is six in Hindi, and begins "cheddar".
  const goesOn = (word) => word === words.at(-1) && !isNumber(word);
  while (place < words.length && isCount(words[place]) && !goesOn(words[place])) place += 1;
  // "g", "ml", "EL" are no words of a food; "egg" may be.
  const isShort = ({ key }) => key.length <= 2 && measures.has(key);
  while (place && place < words.length && isShort(words[place])) place += 1;
  const found = [place];
  while (place < words.length && measures.has(words[place].key)) place += 1;
  found.push(place);
  const last = words.findLastIndex(({ key }) => between.has(key));
  if (last >= 0) {
    place = last + 1;
    const isAmount = (word) => isCount(word) || measures.has(word.key);
    while (place < words.length && isAmount(words[place]) && !goesOn(words[place])) place += 1;
    found.push(place);
  }
  return [...new Set(found)].filter((one) => one < words.length).map((one) => words[one].index);
}

const singular = (word) => (word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word);
const UNSPACED = /[^\u0000-\u024f]/;

function mayHold(folded, word) {
  return folded.includes(` ${singular(word)}`) || (UNSPACED.test(word) && folded.includes(word));
}

// Whether each word that is typed begins a word of the name, and no two the same one.
function holdsEach(folded, words) {
  if (words.length < 2 && folded.includes(` ${words[0]}`)) return true;
  const left = folded.trim().split(" ");
  return words.every((word) => {
    const begins = (one) =>
      one.startsWith(word) || one === singular(word) || (UNSPACED.test(word) && one.includes(word));
    const place = left.findIndex(begins);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

// How well a food fits what is typed, the least best: by the name itself, then by its others.
function fit(food, words, query) {
  let best = null;
  for (const [place, folded] of food.folded.entries()) {
    if (!words.every((word) => mayHold(folded, word)) || !holdsEach(folded, words)) continue;
    const begins = folded.startsWith(` ${query}`);
    const rank = folded === ` ${query}` ? 0 : (place ? 3 : 1) + (begins ? 0 : 1);
    if (!best || rank < best.rank) best = { rank, also: place ? food.names[place] : "" };
  }
  return best;
}

function matches(item, list, offers) {
  const found = new Map();
  for (const start of beginnings(item, list)) {
    const query = fold(item.slice(start));
    if (query.length < 2 && !UNSPACED.test(query)) continue;
    const fitting = [];
    for (const [own, foods] of [[true, offers], [false, list.foods]]) {
      for (const food of foods) {
        const how = fit(food, query.split(" "), query);
        if (how) fitting.push({ food, start, ...how, order: own && how.rank < 4 ? -1 : how.rank });
      }
    }
    // Of names that only hold the word, short ones are the plain foods.
    const length = ({ order, food }) => (order === 2 ? food.name.length : 0);
    fitting.sort((one, other) => one.order - other.order || length(one) - length(other));
    for (const one of fitting) if (!found.has(one.food.name)) found.set(one.food.name, one);
  }
  return [...found.values()].slice(0, MOST);
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function open(root) {
  const box = make("div", "food-list");
  const list = make("ul");
  const status = make("div", "status");
  Object.assign(list, { id: "food-list", role: "listbox", ariaLabel: "Foods", hidden: true });
  Object.assign(status, { role: "status" });
  box.append(list, status);
  root.append(box);
  const stop = new AbortController();
  const state = { data: null, offers: [], shown: [], active: -1, field: null, chosen: null };
  const isBox = (target) => target?.matches?.('[class*="st-key-eaten-"] input');

  let saying = 0;
  const say = (words) => {
    // Not at every key, or nothing would be heard to its end.
    clearTimeout(saying);
    saying = setTimeout(() => (status.textContent = words), 400);
  };

  const describe = () => {
    const { field, active } = state;
    // What Enter logs is heard when it changes, by who can't see it.
    document.querySelector(".st-key-read-words")?.setAttribute("role", "status");
    if (!field) return;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `food-list-${active}`);
    for (const [place, option] of [...list.children].entries()) {
      option.ariaSelected = String(place === active);
    }
  };

  const close = () => {
    Object.assign(state, { shown: [], active: -1 });
    list.hidden = true;
    list.replaceChildren();
    list.style.minHeight = "";
    describe();
  };

  const choose = (place) => {
    const { field, shown, item } = state;
    const { food, start } = shown[place];
    const amount = field.value.slice(item.start, item.start + start).trim();
    const before = !amount && item.start && !/^\s/.test(item.text) ? " " : "";
    const from = amount ? item.start + start : item.start + (/^\s*/.exec(item.text)[0].length);
    field.focus();
    field.setSelectionRange(from, item.end);
    close();
    state.choosing = true; // what is written isn't typed
    // The one way that the page hears of, and that the person can undo.
    document.execCommand("insertText", false, before + (amount ? food.name : food.text));
    state.choosing = false;
    state.chosen = field.value;
    say(`${food.name} is in the box.`);
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ food, also }, place) => {
        const option = make("li");
        Object.assign(option, { id: `food-list-${place}`, role: "option", ariaSelected: "false" });
        const name = make("span", "name", food.name);
        if (also) name.append(" ", make("span", "also", also));
        option.append(name, " ", make("span", "portion", food.portion), " ", make("span", "k2", food.k2));
        option.onpointerdown = (event) => event.preventDefault(); // the box keeps the focus
        option.onclick = () => choose(place);
        return option;
      }),
    );
    Object.assign(state, { shown: found, active: -1 });
    list.hidden = false;
    // What is below doesn't jump at every key.
    list.style.minHeight = `${list.offsetHeight}px`;
    describe();
    say(`${found.length} ${found.length === 1 ? "food" : "foods"}. Arrow down to choose.`);
  };

  const update = async (field) => {
    if (state.choosing) return;
    state.field = field;
    const { value, selectionStart: caret } = field;
    if (value === state.chosen || !value.trim()) return close();
    const loaded = await load(state.data.address);
    if (!loaded || field.value !== value || document.activeElement !== field) return;
    const [start, end] = itemAt(value, caret ?? value.length);
    state.item = { start, end, text: value.slice(start, end) };
    const found = matches(state.item.text, loaded, state.offers);
    if (found.length) show(found);
    else close();
  };

  const listen = (target, name, heard) =>
    target.addEventListener(name, heard, { capture: true, signal: stop.signal });
  listen(document, "input", ({ target }) => isBox(target) && update(target));
  listen(document, "focusin", ({ target }) => {
    if (!isBox(target)) return;
    state.field = target;
    describe();
    load(state.data.address);
  });
  // What is below stays where it is until the mouse is let go, or its click would be lost.
  let [pressed, left] = [false, false];
  listen(document, "mousedown", () => (pressed = true));
  listen(document, "focusout", ({ target }) => {
    if (!isBox(target)) return;
    left = pressed;
    if (!pressed) close();
  });
  const release = () => {
    pressed = false;
    setTimeout(() => {
      if (left) close();
      left = false;
    });
  };
  listen(document, "mouseup", release);
  listen(document, "dragend", release);
  // Of the window, and so before what else listens for Enter.
  listen(window, "keydown", (event) => {
    if (list.hidden || event.isComposing || !isBox(event.target)) return;
    const last = state.shown.length - 1;
    const { active } = state;
    if (event.key === "ArrowDown") state.active = active < last ? active + 1 : -1;
    else if (event.key === "ArrowUp") state.active = active < 0 ? last : active - 1;
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(active);
    else {
      if (event.key === "Enter") close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    describe();
  });

  return {
    take(data) {
      state.data = data;
      state.offers = data.offers.map(([name, portion, k2, text]) => row({ name, portion, k2, text }));
      const focused = document.activeElement;
      const first = isBox(focused) && focused !== state.field;
      if (first) state.field = focused;
      describe();
      // The box comes before its list, and may have been typed into by then.
      if (first) update(focused);
    },
    end() {
      clearTimeout(saying);
      stop.abort();
      box.remove();
    },
  };
}

const opened = new WeakMap();

export default function ({ data, parentElement: root }) {
  if (!opened.has(root)) opened.set(root, open(root));
  opened.get(root).take(data);
  return () => {
    opened.get(root)?.end();
    opened.delete(root);
  };
}
