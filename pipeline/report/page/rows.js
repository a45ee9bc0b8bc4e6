// The comparison: rows of claims, with each document's own words, as quotes side by side or as a table with a column for each document.

const MOST_COLUMNS = 12;
const VERDICTS = [["contested", "contested"], ["contradiction", "contradictions"], ["strength_difference", "differences in strength"], ["agreement", "agreements"], ["single_source", "said by one document only"]];
const SORTS = [["topic", "topic"], ["documents", "most documents"], ["independent", "most independent documents"]];

function wantedRows(query) {
  const found = searched(query), verdictWanted = query.get("verdict") || "", type = query.get("type"), topic = query.get("topic");
  const documents = ["document", "with"].map((name) => query.get(name)).filter(Boolean).map(Number);
  const rows = DATA.groups.filter((group) =>
    (verdictWanted === "contested" ? ["contradiction", "strength_difference"].includes(group.verdict) : verdictWanted ? group.verdict === verdictWanted : group.verdict !== "single_source" || query.get("document")) &&
    documents.every((number) => group.cells.some((cell) => cell[0] === number)) &&
    (!type || group.types.includes(type)) &&
    (!topic || group.topic.split(" ").includes(topic)) &&
    found(`${group.topic} ${group.reason} ${group.cells.map((cell) => `${nameOf(cell[0])} ${cell[3]}`).join(" ")}`));
  const spread = (group) => new Set(group.cells.map((cell) => cell[0])).size;
  const sorted = { topic: (a, b) => a.topic.localeCompare(b.topic), documents: (a, b) => spread(b) - spread(a), independent: (a, b) => b.independent - a.independent }[query.get("sort")];
  return sorted ? [...rows].sort(sorted) : rows;
}

/** The words that most rows have as their topic. */
function topics() {
  const counts = new Map();
  for (const group of DATA.groups) {
    if (group.verdict === "single_source") continue;
    for (const word of new Set(group.topic.split(" "))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 60).map(([word, count]) => [word, `${word} (${count})`]);
}

function cellsByDocument(group) {
  const found = new Map();
  for (const cell of group.cells) {
    if (!found.has(cell[0])) found.set(cell[0], []);
    found.get(cell[0]).push(cell);
  }
  return found;
}

function cellQuote([number, how, id, text, marks], name = "blockquote") {
  const target = `#/document/${number}?claim=${id}`;
  return h(name, { class: how }, stance(how), " ", quoted(text, marks), " ", h("a", { class: "small", href: target, "aria-label": `These words in ${nameOf(number)}` }, "in the text"));
}

/** True when all documents of a row have the words from one origin. */
function oneOrigin(group) {
  return group.verdict === "agreement" && group.independent === 1;
}

/** The counted matches among the claims of a row. */
function matchesWithin(group) {
  const ids = new Set(group.cells.map((cell) => cell[2])), found = new Set();
  for (const id of ids) {
    for (const match of matchesOf.get(id) ?? []) if (match.relation !== "considered" && ids.has(match.left[1]) && ids.has(match.right[1])) found.add(match);
  }
  return [...found];
}

function rowItem(group) {
  const inside = matchesWithin(group);
  const sides = [...cellsByDocument(group)].map(([number, cells]) => h("div", { class: "side" }, h("p", { class: "from" }, documentLink(number, `?claim=${cells[0][2]}`)), cells.map((cell) => cellQuote(cell))));
  const place = item(inside.length === 1 ? inside[0].id : null, group.verdict,
    h("h2", { class: "row-title" }, verdict(group.verdict, oneOrigin(group)), " ", words(group.topic || group.claim)),
    h("div", { class: "sides" }, sides),
    group.reference ? h("p", { class: "soft" }, "Yardstick: ", words(group.reference)) : null,
    group.verdict === "single_source" ? null : h("p", { class: "why" }, words(group.reason), "."),
    h("p", { class: "soft small" }, `${group.independent} independent ${group.independent === 1 ? "document" : "documents"}; strongest evidence named: ${plain(group.evidence)} `, h("code", null, group.id)),
    inside.length > 1 ? h("details", { ontoggle: (event) => { if (event.target.children.length === 1) event.target.append(...inside.map(matchItem)); } }, h("summary", null, `${inside.length} matches in this row`)) : null);
  place.dataset.row = group.id;
  place.classList.toggle("chosen", group.id === mergeFrom);
  if (DATA.reviewing) place.append(rowBar(group));
  return place;
}

function rowTable(rows) {
  const counts = new Map();
  for (const group of rows) for (const number of cellsByDocument(group).keys()) counts.set(number, (counts.get(number) ?? 0) + 1);
  const columns = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_COLUMNS).map(([number]) => number).sort((a, b) => a - b);
  const lines = rows.slice(0, 300).map((group) => {
    const cells = cellsByDocument(group);
    return h("tr", null, h("th", { scope: "row" }, verdict(group.verdict, oneOrigin(group)), " ", words(group.topic)),
      columns.map((number) => { const own = cells.get(number); return own ? h("td", { class: own[0][1] }, own.map((cell) => cellQuote(cell, "div"))) : h("td", null); }));
  });
  const parts = [table("Comparison", ["Row", ...columns.map((number) => documentLink(number))], lines, "wide")];
  if (counts.size > columns.length) parts.unshift(h("p", { class: "soft" }, `Columns: the ${columns.length} documents that speak most here, of ${counts.size}. Filter by document to see others.`));
  if (rows.length > 300) parts.push(h("p", { class: "soft" }, "The first 300 rows; filter for others."));
  return parts;
}

function viewRows(view) {
  const counter = h("p", { class: "soft", role: "status" }), place = h("div");
  const refresh = () => {
    const { query } = address(), rows = wantedRows(query);
    closeList();
    if (query.get("layout") === "table") {
      counter.textContent = counted(rows.length, "rows");
      clear(place, rowTable(rows));
    } else longList(place, counter, rows, rowItem, "rows");
  };
  const layout = h("button", { type: "button", "aria-pressed": address().query.get("layout") === "table", onclick: () => {
    const on = address().query.get("layout") !== "table";
    setFilter("layout", on ? "table" : "");
    layout.setAttribute("aria-pressed", on);
    refresh();
  } }, "Table");
  const types = [...new Set(DATA.groups.flatMap((group) => group.types))].sort().map((type) => [type, type]);
  clear(view, h("h1", { tabindex: -1 }, "Comparison"),
    h("p", { class: "soft" }, "Each row is one claim with every document that speaks to it, in its own words; underlined words differ."),
    h("div", { class: "filters", role: "search" }, searchBox(refresh), choice("verdict", "Verdict", VERDICTS, refresh, "all that several speak to"), choice("document", "Document", documentOptions(), refresh), choice("with", "and", documentOptions(), refresh),
      choice("type", "Type of claim", types, refresh), choice("topic", "Topic", topics(), refresh), choice("sort", "Sort by", SORTS, refresh, "most contested"), layout),
    counter, place);
  refresh();
}
