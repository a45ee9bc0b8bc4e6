// Which view is shown, the keys, and printing.

const VIEWS = { rows: viewRows, documents: viewDocuments, document: viewDocument, claims: viewClaims, claim: viewClaim, flags: viewFlags, considered: viewConsidered, review: viewReview };
const KEYS = [["j, k", "next, previous entry"], ["Enter", "open the entry, or the claim in a text"], ["/", "search"], ["g then o c d l f n", "overview, comparison, documents, list of claims, flags, not counted"], ["Escape", "leave the search"], ["?", "these keys"]];
const REVIEW_KEYS = [["a, r", "accept, reject; in a text, a on a sentence that is no claim: it is one"], ["1 to 9", "relabel: a claim's type, a match's relation"], ["n", "write a note; Enter keeps it"], ["u", "take the last decision back"], ["m", "merge a row with another: press it on both, then 1, 2 or 3 for how they relate"], ["s", "take a claim out of a row"], ["g then r", "the queues of the review"]];
const GOES = { o: "#/", c: "#/rows", d: "#/documents", l: "#/claims", f: "#/flags", n: "#/considered", r: "#/review" };
let going = false;

function route() {
  const { view, argument } = address(), make = Object.hasOwn(VIEWS, view) && (view !== "review" || DATA.reviewing) ? VIEWS[view] : null;
  const place = document.getElementById("view"), overview = document.getElementById("overview");
  clearTimeout(searching);
  closeList();
  overview.hidden = Boolean(make);
  place.hidden = !make;
  place.replaceChildren();
  const shown = make ? make(place, argument) : false;
  const section = { document: "documents", claim: "claims" }[view] ?? view;
  for (const one of document.querySelectorAll(".top nav a")) one.toggleAttribute("aria-current", one.getAttribute("href") === (make ? `#/${section}` : "#/"));
  for (const one of document.querySelectorAll(".top nav a[aria-current]")) one.setAttribute("aria-current", "page");
  return shown;
}

/** Show the view of a new address from its top, with the focus on its heading. */
function moved() {
  merging = splitting = null; // the row that was chosen to be merged stays chosen: the other may be on another page
  if (route()) return;
  scrollTo(0, 0);
  (document.querySelector("#view h1") ?? document.getElementById("main")).focus({ preventScroll: true });
}

function showHelp() {
  const keys = DATA.reviewing ? [...KEYS, ...REVIEW_KEYS] : KEYS;
  clear(document.getElementById("help-body"), h("dl", { class: "facts" }, keys.map(([key, does]) => [h("dt", null, h("kbd", null, key)), h("dd", null, does)])));
  document.getElementById("help").showModal();
}

function digit(number) {
  if (splitting) return split(splitting, number - 1);
  if (merging) return merge(number - 1);
  const id = idOf(focusedItem());
  if (id && claimAt(id) && DATA.labels.claim.type[number - 1]) decide(id, `type=${DATA.labels.claim.type[number - 1]}`);
  if (id?.[0] === "m" && DATA.labels.match[number - 1]) decide(id, `relation=${DATA.labels.match[number - 1]}`);
}

/** A decision on the entry that has the focus; the next one gets it. */
function judge(decision) {
  const place = focusedItem(), id = idOf(place);
  if (!id) return say("No entry is chosen that can be decided: press j");
  const all = items(), next = all[all.indexOf(place) + 1];
  decide(id, decision === "accept" && isStatement(id) ? "claim" : decision);
  focusItem(next ?? place);
}

/** What a decision on an entry is about: a sentence of a text stands for its claim. */
function idOf(place) {
  return place?.dataset.id || place?.dataset.claim || place?.dataset.statement;
}

function reviewKey(key) {
  if (key === "a") judge("accept");
  else if (key === "r") judge("reject");
  else if (key === "u") undo();
  else if (key === "n" && focusedItem()?.dataset.id) writeNote(focusedItem().dataset.id);
  else if (key === "m") chooseMerge(focusedItem()?.closest("[data-row]"));
  else if (key === "s") chooseSplit(focusedItem()?.closest("[data-row]"));
  else if (/^[1-9]$/.test(key)) digit(Number(key));
  else return false;
  return true;
}

function pressed(event) {
  const inBox = event.target.closest("input:not([type=checkbox]), textarea, select"), key = event.key;
  if (key === "Escape" && inBox && inBox.type === "search") { inBox.blur(); return; }
  if (inBox || event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help").open) return;
  if (going) {
    going = false;
    if (GOES[key]) { event.preventDefault(); location.hash = GOES[key]; }
    return;
  }
  if (key === "g") { going = true; setTimeout(() => { going = false; }, 1500); }
  else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "/") document.querySelector("#view input[type=search]")?.focus();
  else if (key === "?") showHelp();
  else if (key === "Enter" && event.target.matches(".item")) event.target.querySelector("a")?.click();
  else if (key === "Enter" && event.target.matches(".sentence.claim")) location.hash = `#/claim/${event.target.dataset.claim}`;
  else if (key === "Escape" && (mergeFrom || merging || splitting)) { mergeFrom = merging = splitting = null; redrawView(); say("Left as it was"); }
  else if (event.repeat || !(DATA.reviewing && reviewKey(key))) return;
  event.preventDefault();
}

/** In the review: whose decisions these are. */
function nameBox() {
  const box = h("input", { id: "reviewer", value: sessionStorage.getItem("reviewer") ?? DATA.reviewer, size: 10, autocomplete: "off", oninput: () => sessionStorage.setItem("reviewer", box.value) });
  document.querySelector(".top").append(h("label", { class: "small soft" }, "Reviewer ", box));
}

if (DATA.reviewing) nameBox();
document.getElementById("help-button").addEventListener("click", showHelp);
document.addEventListener("keydown", pressed);
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); document.getElementById("main").focus(); });
addEventListener("hashchange", moved);
addEventListener("beforeprint", () => more(true));
if (location.hash.length > 2) moved();
else route();
