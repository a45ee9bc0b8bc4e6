// Words with their marks: quotes with what differs, sentences with overlapping cues.

/** Text with marks of one kind over spans that are in order and do not overlap. */
function quoted(text, spans, kind = "differs") {
  const found = [];
  let position = 0;
  for (const [start, end] of spans) {
    found.push(text.slice(position, start), h("mark", { class: kind }, text.slice(start, end)));
    position = end;
  }
  found.push(text.slice(position));
  return words(found);
}

/** The cues of a claim as [start, end, kind, title]. */
function cuesOf(claim) {
  const found = [];
  for (const [name, kind, what] of [["hedges", "hedge", "hedge"], ["boosters", "booster", "booster"], ["negations", "negation", "negation"], ["marketing", "marketing", "selling words"]]) {
    for (const cue of claim[name] ?? []) found.push([cue[0], cue[1], kind, what]);
  }
  return found;
}

/** A stretch of text cut where spans begin and end; each piece carries all kinds that lie over it. */
function pieces(text, from, to, spans) {
  const over = spans.filter((span) => span[0] < to && span[1] > from);
  if (!over.length) return [text.slice(from, to)];
  const cuts = new Set([from, to]);
  for (const [start, end] of over) {
    if (start > from) cuts.add(start);
    if (end < to) cuts.add(end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i], places[i + 1]];
    const here = over.filter((span) => span[0] <= start && span[1] >= end);
    const piece = text.slice(start, end);
    if (!here.length) found.push(piece);
    else found.push(h("mark", { class: [...new Set(here.map((span) => span[2]))].join(" "), title: [...new Set(here.map((span) => span[3]))].join(", ") }, piece));
  }
  return found;
}

/** A claim's sentence with its cues marked. */
function claimWords(source, claim) {
  return words(pieces(source.text, claim.place[0], claim.place[1], cuesOf(claim)));
}

/** The words around a place of a document, with the place marked. */
function context(source, place, around = 90) {
  const from = Math.max(0, place[0] - around), to = Math.min(source.text.length, place[1] + around);
  return words(from > 0 ? "… " : "", source.text.slice(from, place[0]), h("mark", { class: "found" }, textOf(source, place)), source.text.slice(place[1], to), to < source.text.length ? " …" : "");
}

function stance(word) {
  return h("span", { class: "stance" }, word);
}

function verdict(word, oneOrigin = false) {
  return h("span", { class: `verdict ${oneOrigin ? "reuse" : word}` }, oneOrigin ? "one origin" : plain(word));
}
