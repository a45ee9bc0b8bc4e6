// The data blocks of the page: "data" at once, each document's text when it is first asked for.

const DATA = JSON.parse(document.getElementById("data").textContent);
const opened = new Map();

function documentAt(number) {
  if (!opened.has(number)) {
    const found = JSON.parse(document.getElementById(`doc-${number}`).textContent);
    found.byClaim = new Map(found.claims.map((claim) => [claim.id, claim]));
    found.number = number;
    opened.set(number, found);
  }
  return opened.get(number);
}

function nameOf(number) {
  return DATA.documents[number].document;
}

/** A claim by its id with its document; null for statements, which are no claims. */
function claimAt(id) {
  const place = Object.hasOwn(DATA.claims, id) ? DATA.claims[id] : null;
  if (!place) return null;
  const source = documentAt(place[0]);
  return { source, claim: source.claims[place[1]] };
}

/** True for a sentence that is no claim, but is held against other documents; a reviewer may take it for one. */
function isStatement(id) {
  return id[0] === "s" && !claimAt(id);
}

function textOf(source, place) {
  return source.text.slice(place[0], place[1]);
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** All claims, or flags, of all documents; reads every text, so only what lists them asks for it. */
function* everything(kind) {
  for (let number = 0; number < DATA.documents.length; number++) {
    const source = documentAt(number);
    for (const one of source[kind]) yield [source, one];
  }
}

const matchesOf = new Map();
for (const match of DATA.matches) {
  for (const side of ["left", "right"]) {
    const id = match[side][1];
    if (!matchesOf.has(id)) matchesOf.set(id, []);
    matchesOf.get(id).push(match);
  }
}

function documentLink(number, query = "") {
  return link(`#/document/${number}${query}`, words(nameOf(number)));
}

function decisionOf(id) {
  return DATA.decisions[id] ?? { shown: "", note: "" };
}
