// Matches one by one, and those that were looked at and not counted.

function matchSide([number, id, text, marks]) {
  return h("div", { class: "side" }, h("p", { class: "from" }, documentLink(number, `?claim=${id}`)), h("blockquote", null, quoted(text, marks)));
}

function matchItem(match) {
  const sure = match.probability === null ? "by rule" : `${(100 * match.probability).toFixed(0)} %`;
  return item(match.id, match.relation, h("p", null, verdict(match.relation), " ", match.kind ? plain(match.kind) : "", " ", h("span", { class: "soft" }, sure, match.stronger ? `; the ${match.stronger} side is the stronger one` : "")),
    h("div", { class: "sides" }, matchSide(match.left), matchSide(match.right)), h("p", { class: "why" }, words(match.reason)));
}

function viewConsidered(view) {
  const counter = h("p", { class: "soft", role: "status" }), place = h("div");
  const refresh = () => {
    const { query } = address(), found = searched(query);
    const entries = DATA.matches.filter((match) => match.relation === "considered" && (!query.get("document") || [match.left[0], match.right[0]].includes(Number(query.get("document")))) && found(`${match.left[2]} ${match.right[2]} ${match.reason}`));
    closeList();
    longList(place, counter, entries, matchItem, "pairs");
  };
  const unread = DATA.documents.filter((one) => one.status !== "ok");
  clear(view, h("h1", { tabindex: -1 }, "Looked at and not counted; not checked"), h("p", { class: "soft" }, "Pairs of sentences that came near to a finding, each with the reason why it is none."),
    h("div", { class: "filters", role: "search" }, searchBox(refresh), choice("document", "Document", documentOptions(), refresh)), counter, place,
    h("h2", null, "Not checked"), h("ul", null, unread.map((one) => h("li", null, words(one.document), ": ", words(one.error))), h("li", null, "Pictures, sound and video inside documents; text behind logins; anything in another language than English."), h("li", null, "Whether a claim is true.")));
  refresh();
}
