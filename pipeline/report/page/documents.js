// The table of documents, and one document in full with its marks, a margin of flags, and its scorecard.

const COUNTS = [["claims", "Claims"], ["hedged", "Hedged"], ["unsupported", "Without a source"], ["marketing", "Selling sentences"], ["credibility", "Credibility"]];

function viewDocuments(view) {
  const lines = DATA.documents.map((one, number) => h("tr", null,
    h("th", { scope: "row" }, one.status === "ok" ? documentLink(number) : words(one.document), h("br"), h("span", { class: "soft" }, words(one.title ?? ""))),
    h("td", null, words([one.author, one.published].filter(Boolean).join(", "))), COUNTS.map(([name]) => h("td", { class: "number" }, one.status === "ok" ? one[name] : "")),
    h("td", null, plain(one.flags)), h("td", null, one.status === "ok" ? (one.reference ? "reference" : "ok") : [h("b", null, one.status), ": ", words(one.error)])));
  clear(view, h("h1", { tabindex: -1 }, "Documents"), table("Documents", ["Document", "Author, date", ...COUNTS.map(([, label]) => label), "Flags", "Status"], lines));
}

function scorecard(one, number) {
  if (!one.parts.length) return null;
  const lines = one.parts.map((part) => h("tr", null, h("th", { scope: "row" }, part.name), h("td", { class: "number" }, `${part.points} of ${part.of}`), h("td", null, words(part.shown)), h("td", null, part.words ? h("a", { href: `#/document/${number}?at=${part.place[0]}` }, words(part.words)) : "")));
  return h("details", null, h("summary", null, `Scorecard: ${one.credibility} of 100`), h("p", { class: "soft" }, "An open formula over what the text shows, with the sentence that earned or cost each part. It is no verdict on truth."), table("Scorecard", ["Part", "Points", "Found", "Words"], lines));
}

function marksOf(source) {
  const found = source.sentences.flatMap((sentence) => sentence[4].map(([start, end]) => [start, end, "marketing", "selling words"]));
  for (const claim of source.claims) found.push(...cuesOf(claim));
  for (const flag of source.flags) found.push([flag.place[0], flag.place[1], "flag", plain(flag.check)]);
  return found.sort((a, b) => a[0] - b[0]);
}

function toggles(body) {
  const kinds = [["claims", "claims"], ["hedge", "hedges"], ["booster", "boosters"], ["negation", "negations"], ["marketing", "selling words"], ["flag", "flags"]];
  return h("fieldset", { class: "checks filters" }, h("legend", { class: "small soft" }, "Show"), kinds.map(([kind, label]) => h("label", null, h("input", { type: "checkbox", checked: true, onchange: (event) => body.classList.toggle(`no-${kind}`, !event.target.checked) }), label)));
}

/** Paragraphs as lists of sentences. */
function paragraphsOf(source) {
  const found = [];
  source.sentences.forEach((sentence, index) => {
    const last = found.at(-1);
    if (last && last.paragraph === sentence[3]) {
      last.sentences.push([sentence, index]);
      if (sentence[2] !== last.kind && last.kind !== "list_item") last.kind = "prose"; // a question at its beginning makes no heading of a paragraph
    }
    else found.push({ paragraph: sentence[3], kind: sentence[2], sentences: [[sentence, index]] });
  });
  return found;
}

/** Runs of page furniture, and every other paragraph by itself. */
function runsOf(paragraphs) {
  const found = [];
  for (const one of paragraphs) {
    if (one.kind === "boilerplate" && found.at(-1)?.[0].kind === "boilerplate") found.at(-1).push(one);
    else found.push([one]);
  }
  return found;
}

/** A sentence of the text: a claim, a statement that a reviewer may take for one, or neither. */
function drawSentence(source, [sentence, index], claims, statements, here) {
  const claim = claims.get(index), statement = DATA.reviewing && !claim ? statements.get(sentence[0]) : null;
  const title = claim ? `${claim.type}, ${CERTAINTY[claim.certainty]}, ${claim.support}` : statement ? "not taken for a claim" : false;
  return [h("span", { class: `sentence${claim ? " claim" : statement ? " statement" : ""}`, id: `s-${index}`, "data-start": sentence[0], "data-end": sentence[1], "data-claim": claim ? claim.id : false, "data-statement": statement || false, tabindex: claim || statement ? -1 : false, title }, pieces(source.text, sentence[0], sentence[1], here)), " "];
}

function drawParagraph(source, one, claims, statements, marks, cursor) {
  const from = one.sentences[0][0][0], to = one.sentences.at(-1)[0][1];
  while (cursor.at < marks.length && marks[cursor.at][1] <= from && marks[cursor.at][0] < from) cursor.at++;
  const here = [];
  for (let i = cursor.at; i < marks.length && marks[i][0] < to; i++) if (marks[i][1] > from) here.push(marks[i]);
  const sentences = one.sentences.map((sentence) => drawSentence(source, sentence, claims, statements, here));
  const flags = source.flags.filter((flag) => flag.place[0] >= from && flag.place[0] < to);
  return h("div", { class: `paragraph ${one.kind}` }, h("p", null, words(sentences)), flags.length ? h("div", { class: "margin" }, flags.map((flag) => h("p", { class: flag.severity }, h("a", { href: `#/flags?check=${flag.check}&document=${source.number}`, class: `severity ${flag.severity}` }, plain(flag.check)), ": ", words(flag.message), decisionOf(flag.id).shown ? h("b", null, ` [${decisionOf(flag.id).shown}]`) : null))) : h("div"));
}

function viewDocument(view, argument) {
  const one = DATA.documents[Number(argument)];
  if (!one || one.status !== "ok") return clear(view, h("h1", { tabindex: -1 }, "No such document"), h("p", null, one ? words(one.error) : "There is no document of that number. ", link("#/documents", "All documents")));
  const source = documentAt(Number(argument)), claims = new Map(source.claims.map((claim) => [claim.index, claim])), marks = marksOf(source);
  const statements = new Map(Object.entries(source.statements).map(([id, [start]]) => [start, id]));
  const body = h("div", { class: "text" }), cursor = { at: 0 };
  for (const run of runsOf(paragraphsOf(source))) {
    const drawn = run.map((paragraph) => drawParagraph(source, paragraph, claims, statements, marks, cursor));
    if (run.length > 2) body.append(h("details", { class: "furniture" }, h("summary", null, `Page furniture: ${run.length} lines`), drawn));
    else body.append(...drawn);
  }
  body.addEventListener("click", (event) => {
    const claim = event.target.closest("[data-claim]");
    if (claim && !event.target.closest("a") && getSelection().isCollapsed) location.hash = `#/claim/${claim.dataset.claim}`;
    if (!claim && getSelection().isCollapsed) offerClaim(event.target.closest("[data-statement]"));
  });
  const facts = [["publisher", one.publisher], ["author", one.author], ["published", one.published], ["address", one.url], ["kind", one.kind], ["format", one.format]].filter(([, value]) => value);
  clear(view, h("h1", { tabindex: -1 }, words(one.title || one.document)), h("p", { class: "soft" }, words(one.document), ` · ${one.words} words · ${one.claims} claims, ${one.hedged} hedged, ${one.unsupported} without a source · ${source.flags.length} ${source.flags.length === 1 ? "flag" : "flags"}`, one.reference ? " · reference" : ""),
    facts.length ? h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, name), h("dd", null, words(value))])) : null,
    h("p", null, link(`#/rows?document=${argument}`, "Its rows in the comparison"), " · ", link(`#/claims?document=${argument}`, "its claims"), " · ", link(`#/flags?document=${argument}`, "its flags")),
    scorecard(one, argument), toggles(body), legend(), body);
  return showPlace(source, address().query);
}

/** In a review: what stands of a sentence that is no claim, and the button that makes it one, under its paragraph. */
function offerClaim(sentence) {
  if (!sentence) return;
  document.querySelector(".offer")?.remove();
  sentence.closest(".paragraph").append(h("div", { class: "offer small" }, "Not taken for a claim: “", words(sentence.textContent.slice(0, 60)), "…” ", decisionBar(sentence.dataset.statement)));
}

/** Scroll to the claim, statement or place that the address names, and mark its sentence. */
function showPlace(source, query) {
  const id = query.get("claim"), claim = source.byClaim.get(id);
  const at = claim ? claim.place[0] : source.statements[id] ? source.statements[id][0] : query.has("at") ? Number(query.get("at")) : null;
  if (at === null) return false;
  const index = source.sentences.findIndex((sentence) => sentence[0] <= at && at < sentence[1]);
  const place = document.getElementById(`s-${index}`);
  if (!place) return false;
  place.closest("details")?.setAttribute("open", "");
  place.classList.add("target");
  place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => place.scrollIntoView({ block: "center" }));
  return true;
}
