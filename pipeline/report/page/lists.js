// Long lists: filters above, as many entries as fit, more when the end comes into view. Filters stand in the address.

const STEP = 40;
let list = null, searching = 0;

/** The address: view, its argument, and the filters. */
function address() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view = "", argument = ""] = path.split("/");
  return { view, argument, query: new URLSearchParams(query) };
}

/** Change one filter in the address without leaving an entry in the history. */
function setFilter(name, value) {
  const { view, argument, query } = address();
  if (value) query.set(name, value);
  else query.delete(name);
  const path = argument ? `${view}/${argument}` : view;
  history.replaceState(null, "", `#/${path}${query.size ? `?${query}` : ""}`);
}

function choice(name, label, options, refresh, none = "all") {
  const current = address().query.get(name) ?? "";
  const select = h("select", { name, onchange: () => { setFilter(name, select.value); refresh(); } },
    h("option", { value: "" }, none), options.map(([value, text]) => h("option", { value, selected: String(value) === current }, text)));
  return h("label", null, label, select);
}

function searchBox(refresh) {
  const box = h("input", { type: "search", name: "q", value: address().query.get("q") ?? "", placeholder: "words", oninput: () => { clearTimeout(searching); searching = setTimeout(() => { setFilter("q", box.value.trim()); refresh(); }, 150); } });
  return h("label", null, "Search ( / )", box);
}

function documentOptions() {
  return DATA.documents.map((one, number) => [number, visible(one.document)]).filter(([number]) => DATA.documents[number].status === "ok");
}

/** True when every word of the search is in the text. */
function searched(query) {
  const wanted = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.length ? (text) => { const low = text.toLowerCase(); return wanted.every((word) => low.includes(word)); } : () => true;
}

/** "1 row", "2 rows". */
function counted(number, what) {
  const one = { rows: "row", claims: "claim", flags: "flag", pairs: "pair", entries: "entry" }[what];
  return `${number.toLocaleString("en")} ${number === 1 && one ? one : what}`;
}

/** A list that draws `make(entry)` for each entry, STEP at a time. */
function longList(place, counter, entries, make, what) {
  list = { place, entries, make, shown: 0, end: h("div", { class: "more" }) };
  clear(place);
  counter.textContent = counted(entries.length, what);
  const mine = list;
  const watch = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && mine === list) more(); }, { rootMargin: "800px" });
  place.after(list.end);
  more();
  watch.observe(list.end);
  list.stop = () => { watch.disconnect(); mine.end.remove(); };
}

function more(all = false) {
  if (!list || list.shown >= list.entries.length) return;
  const until = all ? list.entries.length : Math.min(list.entries.length, list.shown + STEP);
  const batch = document.createDocumentFragment();
  for (; list.shown < until; list.shown++) batch.append(list.make(list.entries[list.shown], list.shown));
  list.place.append(batch);
}

function closeList() {
  list?.stop?.();
  list = null;
}

/** An entry that the keys j and k go through; `id` is what a decision would be about. */
function item(id, classes, ...children) {
  const place = h("div", { class: `item ${classes}`, tabindex: -1, "data-id": id ?? "" }, children);
  if (id) place.append(decisionBar(id));
  return place;
}

const ENTRIES = "#view .item, #view .sentence.claim, #view .sentence.statement";

function items() {
  return [...document.querySelectorAll(ENTRIES)].filter((one) => one.checkVisibility?.() ?? true);
}

/** The entry that has the focus: decisions by key are about it and no other. */
function focusedItem() {
  return document.activeElement?.closest?.(ENTRIES) ?? null;
}

/** The entry that has the focus, or the first that is in view. */
function currentItem() {
  return focusedItem() ?? items().find((one) => one.getBoundingClientRect().bottom > 80) ?? null;
}

function step(by) {
  const all = items();
  const focused = focusedItem();
  if (!focused && all.length) return focusItem(currentItem());
  const index = all.indexOf(focused);
  if (by > 0 && index >= all.length - 3) more();
  focusItem(items()[Math.max(0, index + by)]);
}

function focusItem(one) {
  if (!one) return;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
}
