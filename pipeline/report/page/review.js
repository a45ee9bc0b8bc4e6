// Decisions: shown beside every entry; taken, when the page comes from `claimsift review`. The server keeps each one before it answers.

let mergeFrom = null, merging = null, splitting = null, sending = Promise.resolve();

function reviewer() {
  return document.getElementById("reviewer")?.value.trim() || DATA.reviewer || "reviewer";
}

/** One request after the other, so that decisions are kept in the order in which they were taken. */
function send(path, body) {
  const next = sending.then(() => sendNow(path, body));
  sending = next.catch(() => null);
  return next;
}

async function sendNow(path, body) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers: { "content-type": "application/json", "x-claimsift": "1" }, body: JSON.stringify({ reviewer: reviewer(), ...body }) });
  } catch {
    say("The server does not answer; the decision was NOT kept. Start claimsift review again.");
    return null;
  }
  const found = await answer.json().catch(() => ({ error: `the server answered ${answer.status}` }));
  if (!answer.ok) {
    say(`Not kept: ${visible(found.error)}`);
    return null;
  }
  for (const id of found.withdrawn ?? []) delete DATA.decisions[id];
  Object.assign(DATA.decisions, found.decisions ?? {});
  if (found.groups) DATA.groups = found.groups;
  for (const id of [...(found.withdrawn ?? []), ...Object.keys(found.decisions ?? {})]) redraw(id);
  const bars = document.getElementById("progress");
  if (bars) clear(bars, progressBars());
  const count = document.getElementById("decided-count");
  if (count) count.textContent = Object.values(DATA.decisions).filter((one) => one.settled).length;
  return found;
}

/** What stands, and the buttons; only what stands, where nothing can be decided. */
function decisionBar(id) {
  return h("div", { class: "decide", "data-decides": id }, barParts(id));
}

function barParts(id) {
  const { shown, note, status } = decisionOf(id), kind = id[0];
  const parts = [];
  if (shown) parts.push(h("span", { class: "said" }, shown, status === "carried" ? " (carried over)" : ""));
  if (note) parts.push(h("span", { class: "soft small" }, "note: ", words(note)));
  if (!DATA.reviewing) return parts;
  if (isStatement(id)) return [...parts, shown === "claim" ? h("button", { type: "button", class: "quiet", onclick: () => decide(id, "", "") }, "Withdraw") : h("button", { type: "button", onclick: () => decide(id, "claim") }, "It is a claim")];
  parts.push(h("button", { type: "button", onclick: () => decide(id, "accept"), "aria-pressed": shown === "accept" }, "Accept"), h("button", { type: "button", onclick: () => decide(id, "reject"), "aria-pressed": shown === "reject" }, "Reject"));
  const labels = kind === "c" || kind === "s" ? Object.entries(DATA.labels.claim).flatMap(([name, values]) => values.map((value) => `${name}=${value}`)) : kind === "m" ? DATA.labels.match.map((value) => `relation=${value}`) : [];
  if (labels.length) {
    const select = h("select", { "aria-label": "Relabel", onkeydown: (event) => { if (event.key === "Enter" && select.value) decide(id, select.value); } }, h("option", { value: "" }, "relabel …"), labels.map((label) => h("option", { value: label, selected: shown === label }, plain(label.replace("=", ": ")))));
    parts.push(select, h("button", { type: "button", onclick: () => select.value && decide(id, select.value) }, "Set"));
  }
  parts.push(h("button", { type: "button", onclick: () => writeNote(id) }, "Note"));
  if (decisionOf(id).by?.[reviewer()]) parts.push(h("button", { type: "button", class: "quiet", onclick: () => decide(id, "", "") }, "Withdraw"));
  return parts;
}

function redraw(id) {
  for (const bar of document.querySelectorAll(`[data-decides="${CSS.escape(id)}"]`)) {
    if (bar.querySelector("textarea")) continue; // a note that is being written is not wiped away by an answer
    const held = bar.contains(document.activeElement);
    clear(bar, barParts(id));
    if (held) bar.closest(".item")?.focus({ preventScroll: true });
  }
}

/** Keep a decision, or a note; what is null stays as it was. */
async function decide(id, decision, note = null) {
  const found = await send("/api/decide", { id, decision, note });
  if (found) say(decision ? `Kept: ${plain(decision)}` : "Kept");
  return found;
}

function writeNote(id) {
  const bar = document.querySelector(`#view [data-decides="${CSS.escape(id)}"]`), own = decisionOf(id).by?.[reviewer()] ?? ["", ""];
  const box = h("textarea", { rows: 2, cols: 40, "aria-label": "Note" });
  box.value = own[1];
  const back = () => bar.closest(".item")?.focus();
  const save = async () => {
    if (!(await decide(id, null, box.value))) return; // what was written stays there to be kept again
    box.remove();
    redraw(id);
    back();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
    if (event.key === "Escape") { box.remove(); redraw(id); back(); }
  });
  bar.append(box, h("button", { type: "button", onclick: save }, "Save note"));
  box.focus();
}

async function undo() {
  const found = await send("/api/undo", {});
  if (found) say(found.undone ? `Undone: ${found.undone}` : "Nothing to undo");
  const id = Object.keys(found?.decisions ?? {})[0] ?? found?.withdrawn?.[0];
  if (id && !document.activeElement?.closest("textarea, input")) focusItem(items().find((one) => one.dataset.id === id));
  if (found?.groups && address().view === "rows") redrawView();
}

/** Draw the view anew, and leave the focus where it was: on the same entry, or on the one in its place. */
function redrawView() {
  const held = focusedItem(), at = items().indexOf(held), id = held?.dataset.id, row = held?.dataset.row;
  route();
  const found = items().find((one) => (row && one.dataset.row === row) || (id && one.dataset.id === id)) ?? items()[Math.max(0, Math.min(at, items().length - 1))];
  if (at >= 0) focusItem(found);
}

function rowBar(group) {
  return h("div", { class: "decide row-bar" }, h("button", { type: "button", onclick: (event) => chooseMerge(event.target.closest("[data-row]")) }, "Merge with …"),
    group.cells.length > 1 ? h("button", { type: "button", onclick: (event) => chooseSplit(event.target.closest("[data-row]")) }, "Take a claim out") : null);
}

/** Merging: the first row is remembered, the second joins it. */
async function chooseMerge(place) {
  const id = place?.dataset.row;
  if (!id) return;
  if (!mergeFrom || mergeFrom === id) {
    mergeFrom = mergeFrom === id ? null : id;
    for (const one of items()) one.classList.toggle("chosen", one.dataset.row === mergeFrom);
    return say(mergeFrom ? "Now choose the row that it belongs to, and press m (or Merge) there; Escape to leave it." : "Not merged");
  }
  const rows = [mergeFrom, id].map((one) => DATA.groups.find((group) => group.id === one));
  mergeFrom = null;
  merging = rows.flatMap((group) => group.cells.map((cell) => cell[2]));
  clear(place.querySelector(":scope > .row-bar"), "The two rows: ", MERGES.map(([, label], number) => h("button", { type: "button", onclick: () => merge(number) }, `${number + 1} ${label}`)));
  say("How do the two relate? Press 1, 2 or 3; Escape to leave it.");
}

const MERGES = [["merge=agrees", "say the same"], ["merge=contradicts", "contradict each other"], ["merge=strength_difference", "differ in strength"]];

async function merge(number) {
  const ids = merging;
  merging = null;
  if (!MERGES[number]) return;
  const found = await send("/api/rows", { decision: MERGES[number][0], ids });
  if (found) { redrawView(); say("Merged; u takes it back"); }
}

/** Splitting: a digit, or a button, says which claim leaves the row. */
function chooseSplit(place) {
  const group = DATA.groups.find((one) => one.id === place?.dataset.row);
  if (!group || group.cells.length < 2) return;
  splitting = group;
  const bar = place.querySelector(":scope > .row-bar");
  clear(bar, "Take out: ", group.cells.map((cell, number) => h("button", { type: "button", onclick: () => split(group, number) }, `${number + 1} `, words(nameOf(cell[0])), ": ", words(cell[3].slice(0, 40)), "…")));
  say("Which claim leaves the row? Press its number; Escape to leave it.");
}

async function split(group, number) {
  const cells = group.cells, cell = cells[number];
  splitting = null;
  if (!cell) return;
  const found = await send("/api/rows", { decision: "split", ids: [cell[2], ...cells.filter((one) => one !== cell).map((one) => one[2])] });
  if (found) { redrawView(); say("Taken out; u takes it back"); }
}

const QUEUES = [["matches", "Contested pairs"], ["agreements", "Agreements"], ["flags", "Flags"], ["claims", "Claims"], ["again", "To look at again"], ["disputed", "Disagreements"], ["gone", "Gone"]];

function queueOf(name) {
  const contested = (match) => ["contradicts", "strength_difference"].includes(match.relation);
  if (name === "matches") return DATA.matches.filter(contested).sort((a, b) => a.relation.localeCompare(b.relation) || (b.probability ?? 1) - (a.probability ?? 1)).map((match) => [match.id, () => matchItem(match)]);
  if (name === "agreements") return DATA.matches.filter((match) => ["agrees", "reuse"].includes(match.relation)).map((match) => [match.id, () => matchItem(match)]);
  if (name === "flags") return [...everything("flags")].map(([source, flag]) => [flag.id, () => flagItem(source, flag)]);
  if (name === "claims") return [...everything("claims")].map(([source, claim]) => [claim.id, () => claimItem(source, claim)]);
  const wanted = name === "again" ? (one) => one.status === "changed" : (one) => one.disputed;
  return Object.entries(DATA.decisions).filter(([, one]) => wanted(one)).map(([id]) => [id, () => anyItem(id)]);
}

/** A claim, flag or match by its id. */
function anyItem(id) {
  const claim = claimAt(id), match = id[0] === "m" ? DATA.matches.find((one) => one.id === id) : null;
  const place = claim ? claimItem(claim.source, claim.claim) : match ? matchItem(match) : null;
  if (!place) for (const [source, flag] of everything("flags")) if (flag.id === id) return flagItem(source, flag);
  const by = Object.entries(decisionOf(id).by ?? {});
  place?.append(h("ul", { class: "small" }, by.map(([who, [what, note]]) => h("li", null, h("b", null, words(who)), `: ${plain(what)}`, note ? [" — ", words(note)] : ""))));
  return place ?? item(null, "", "This record is not in the run.");
}

function progressBars() {
  return QUEUES.slice(0, 4).map(([name, label]) => {
    const all = queueOf(name), done = all.filter(([id]) => decisionOf(id).settled).length;
    return h("div", { class: "progress" }, link(`#/review?queue=${name}`, label), h("progress", { max: all.length || 1, value: done, "aria-label": label }), h("span", { class: "soft" }, `${done} of ${all.length}`));
  });
}

function goneList() {
  return h("ul", null, (DATA.gone ?? []).map((one) => h("li", null, h("b", null, plain(one.decision || "note")), " by ", words(one.reviewer), one.note ? [": ", words(one.note)] : "", h("ul", null, one.words.map((side) => h("li", null, words(side[0]), ": ", words(side[1])))))));
}

function viewReview(view) {
  const { query } = address(), name = query.get("queue") ?? "matches", open = query.get("all") !== "yes";
  const counter = h("p", { class: "soft", role: "status" }), place = h("div");
  const tabs = QUEUES.map(([key, label]) => {
    const count = key === "gone" ? (DATA.gone ?? []).length : ["again", "disputed"].includes(key) ? queueOf(key).length : null;
    return h("a", { href: `#/review?queue=${key}`, "aria-current": key === name ? "true" : null }, label, count === null ? "" : ` (${count})`);
  });
  clear(view, h("h1", { tabindex: -1 }, "Review"), h("p", { class: "soft" }, "j and k go from one to the next, a accepts, r rejects, 1 to 9 relabel, n writes a note, u takes back, ? shows all keys."), h("div", { id: "progress" }, progressBars()),
    h("nav", { class: "checks filters", "aria-label": "Queues" }, tabs, h("label", null, h("input", { type: "checkbox", checked: !open, onchange: (event) => { setFilter("all", event.target.checked ? "yes" : ""); route(); } }), "also what is decided")), counter, place);
  if (name === "gone") return clear(place, goneList());
  const special = ["again", "disputed"].includes(name);
  const entries = queueOf(name).filter(([id]) => special || !open || !decisionOf(id).settled);
  longList(place, counter, entries, ([, make]) => make(), open && !special ? "to decide" : "entries");
}
