// Lists of claims and flags, and one claim with everything that was found about it.

function viewClaims(view) {
  const counter = h("p", { class: "soft", role: "status" }), place = h("div");
  const refresh = () => {
    const { query } = address(), found = searched(query), entries = [];
    const wanted = ["type", "support", "attribution", "evidence"].map((name) => [name, query.get(name)]).filter(([, value]) => value);
    for (const [source, claim] of everything("claims")) {
      if (query.get("document") && Number(query.get("document")) !== source.number) continue;
      if (wanted.some(([name, value]) => claim[name] !== value)) continue;
      if (query.get("certainty") && String(claim.certainty) !== query.get("certainty")) continue;
      if (query.get("hedged") && !claim.hedges) continue;
      if (query.get("decision") && !decided(claim.id, query.get("decision"))) continue;
      if (query.get("q") && !found(`${textOf(source, claim.place)} ${nameOf(source.number)}`)) continue;
      entries.push([source, claim]);
    }
    if (query.get("sort") === "score") entries.sort((a, b) => a[1].score - b[1].score);
    closeList();
    longList(place, counter, entries, ([source, claim]) => claimItem(source, claim), "claims");
  };
  const values = (name) => { const seen = new Set(); for (const [, claim] of everything("claims")) seen.add(claim[name]); return [...seen].sort().map((value) => [value, plain(value)]); };
  clear(view, h("h1", { tabindex: -1 }, "Claims"), legend(),
    h("div", { class: "filters", role: "search" }, searchBox(refresh), choice("document", "Document", documentOptions(), refresh), choice("type", "Type", values("type"), refresh),
      choice("certainty", "Certainty", [["3", "flat"], ["2", "probable"], ["1", "only possible"]], refresh), choice("support", "Support", values("support"), refresh), choice("evidence", "Evidence", values("evidence"), refresh),
      choice("hedged", "Hedged", [["yes", "hedged"]], refresh), choice("decision", "Decision", DECISIONS, refresh), choice("sort", "Sort by", [["score", "least certain to be a claim"]], refresh, "place in the text")),
    counter, place);
  refresh();
}

const DECISIONS = [["open", "not decided"], ["accept", "accepted"], ["reject", "rejected"], ["other", "other decisions"]];

function decided(id, wanted) {
  const { shown } = decisionOf(id);
  if (wanted === "open") return !shown;
  return wanted === "other" ? Boolean(shown) && !["accept", "reject"].includes(shown) : shown === wanted;
}

function legend() {
  return h("p", { class: "small" }, h("mark", { class: "hedge" }, "hedge"), " ", h("mark", { class: "booster" }, "booster"), " ", h("mark", { class: "negation" }, "negation"), " ", h("mark", { class: "marketing" }, "selling words"), " ", h("mark", { class: "flag" }, "flagged"));
}

const CERTAINTY = { 3: "flat", 2: "probable", 1: "only possible" };

function claimItem(source, claim) {
  return item(claim.id, "",
    h("p", null, link(`#/claim/${claim.id}`, claimWords(source, claim))),
    h("p", { class: "soft small" }, documentLink(source.number, `?claim=${claim.id}`), ` · ${claim.type} · ${CERTAINTY[claim.certainty]} · ${claim.support}`, claim.evidence === "none" ? "" : ` · evidence: ${plain(claim.evidence)}`, ` · ${(100 * claim.score).toFixed(0)} % a claim`));
}

function viewClaim(view, id) {
  const found = claimAt(id);
  if (!found) return clear(view, h("h1", { tabindex: -1 }, "No such claim"), h("p", null, `There is no claim ${id} in this run; a later run may have found other claims. `, link("#/claims", "All claims")));
  const { source, claim } = found, flags = source.flags.filter((flag) => flag.claim === id);
  clear(view, h("h1", { tabindex: -1 }, "One claim"),
    item(id, "", h("p", { class: "quote-large" }, claimWords(source, claim)), h("p", { class: "soft" }, documentLink(source.number, `?claim=${id}`), claim.section ? [" · ", words(claim.section)] : null, claim.page ? ` · page ${claim.page}` : "")),
    legend(), h("h2", null, "What was found, and by which words"), factList(source, claim),
    h("h2", null, "What backs it"), support(source, claim),
    h("h2", null, `Flags (${flags.length})`), flags.map((flag) => flagItem(source, flag)),
    h("h2", null, "What other sentences say to it"), claimMatches(id));
}

function cueList(source, cues, show) {
  return cues.map((cue, number) => [number ? "; " : "", h("b", null, words(textOf(source, cue))), show ? show(cue) : null]);
}

function factList(source, claim) {
  const facts = [["certainty", `${CERTAINTY[claim.certainty]} (${claim.certainty_score.toFixed(2)} of 1, as readers would rate it)`]];
  const scope = (cue) => (cue[3] > cue[2] ? [" weakens “", words(oneLine(textOf(source, [cue[2], cue[3]]))), "”"] : "");
  if (claim.hedges) facts.push(["hedged by", cueList(source, claim.hedges, scope)]);
  if (claim.boosters) facts.push(["boosted by", cueList(source, claim.boosters)]);
  if (claim.negations) facts.push(["negated by", cueList(source, claim.negations)]);
  if (claim.marketing) facts.push(["selling words", cueList(source, claim.marketing)]);
  facts.push(["type", claim.type], ["says", [words(claim.subject ?? "?"), " → ", words(claim.relation ?? "?"), " → ", words(claim.object ?? "?")]]);
  if (claim.atoms) facts.push(["in parts", h("ul", null, claim.atoms.map(([subject, relation, object, polarity]) => h("li", null, words(`${subject} → ${polarity === "negated" ? "not " : ""}${relation} → ${object}`))))]);
  if (claim.antecedent) facts.push(["refers back to", words(textOf(source, claim.antecedent))]);
  facts.push(["polarity, direction", `${claim.polarity}, ${claim.direction}`], ["strength", plain(claim.strength)]);
  if (claim.population) facts.push(["about", [words(claim.population), claim.population_at ? [" (said here: ", context(source, claim.population_at, 40), ")"] : null]]);
  if (claim.quantities) facts.push(["numbers", cueList(source, claim.quantities)]);
  return h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", null, name), h("dd", null, value)]));
}

/** The support trace: its own source, where its evidence stands, its citations, and who else says so with support. */
function support(source, claim) {
  const lines = [[h("b", null, claim.support), `: attribution ${claim.attribution}`, claim.source ? [" (“", words(claim.source), "”)"] : "", `, evidence ${plain(claim.evidence)}`]];
  if (claim.evidence_at) lines.push(["Its evidence is stated here: ", context(source, claim.evidence_at)]);
  for (const [start, end, kind, target] of claim.citations ?? []) lines.push([`Points to a ${plain(kind)}: `, words(textOf(source, [start, end])), target ? [" → ", words(target)] : null]);
  for (const match of matchesOf.get(claim.id) ?? []) {
    if (!["agrees", "reuse", "strength_difference"].includes(match.relation)) continue;
    const other = match.left[1] === claim.id ? match.right : match.left, there = claimAt(other[1]);
    if (there && there.claim.support === "supported" && other[0] !== source.number) lines.push(["Also said, with a source, in ", documentLink(other[0], `?claim=${other[1]}`), ": ", words(other[2])]);
  }
  return h("ul", null, lines.map((line) => h("li", null, line)));
}

function claimMatches(id) {
  const found = matchesOf.get(id) ?? [];
  if (!found.length) return h("p", null, "Nothing that was held against it came near. Silence is no disagreement.");
  const order = ["contradicts", "strength_difference", "agrees", "reuse", "considered"];
  return [...found].sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation)).map((match) => matchItem(match));
}

function flagItem(source, flag, heading = true) {
  const check = DATA.checks[flag.check] ?? {};
  return item(flag.id, `flag-item ${flag.severity}`,
    heading ? h("p", null, h("span", { class: `severity ${flag.severity}` }, flag.severity), " ", h("b", null, plain(flag.check)), " ", h("span", { class: "soft" }, check.definition ?? "")) : null,
    h("p", null, context(source, flag.place)), h("p", { class: "why" }, words(flag.message)),
    h("p", { class: "soft small" }, documentLink(source.number, `?at=${flag.place[0]}`), check.measured ? ` · precision when measured: ${check.measured}` : "", check.here ? ` · right in ${check.here} decided here` : "", " ", h("code", null, flag.id)));
}

function viewFlags(view) {
  const counter = h("p", { class: "soft", role: "status" }), place = h("div"), rank = { error: 0, warning: 1, note: 2 };
  const refresh = () => {
    const { query } = address(), found = searched(query), entries = [];
    for (const [source, flag] of everything("flags")) {
      if (query.get("document") && Number(query.get("document")) !== source.number) continue;
      if (query.get("check") && flag.check !== query.get("check")) continue;
      if (query.get("severity") && flag.severity !== query.get("severity")) continue;
      if (query.get("decision") && !decided(flag.id, query.get("decision"))) continue;
      if (query.get("q") && !found(`${textOf(source, flag.place)} ${flag.message} ${nameOf(source.number)}`)) continue;
      entries.push([source, flag]);
    }
    entries.sort((a, b) => rank[a[1].severity] - rank[b[1].severity]);
    closeList();
    longList(place, counter, entries, ([source, flag]) => flagItem(source, flag), "flags");
  };
  clear(view, h("h1", { tabindex: -1 }, "Flags"), h("div", { class: "filters", role: "search" }, searchBox(refresh), choice("check", "Check", Object.keys(DATA.checks).sort().map((name) => [name, plain(name)]), refresh),
    choice("severity", "Severity", [["error", "error"], ["warning", "warning"], ["note", "note"]], refresh), choice("document", "Document", documentOptions(), refresh), choice("decision", "Decision", DECISIONS, refresh)), counter, place);
  refresh();
}
