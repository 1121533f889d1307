// The text of an article with its names, quotations and words of saying marked, and each quotation joined to its speaker.

/** Quotations with those within them. */
const allQuotes = record => record.quotes.flatMap(quote => [quote, ...(quote.nested ?? [])]);

/** The text as elements. Gives where each mention and voice stands: Map of its start to its element. */
function marked(record, key, onQuote, healed) {
  const text = record.text;
  const marks = [...healed];
  record.entities.forEach((entity, n) => entity.mentions.forEach(mention => marks.push({type: "name", start: mention.start, end: mention.end, entity, n, mention})));
  const starts = new Set(marks.map(mark => mark.start));
  for (const quote of allQuotes(record)) {
    quote.parts.forEach((part, n) => marks.push({type: "quote", start: part.start, end: part.end, quote, last: n === quote.parts.length - 1}));
    if (quote.cue) marks.push({type: "cue", start: quote.cue.start, end: quote.cue.end, quote});
    for (const voice of [quote.speaker, ...(quote.with ?? [])]) {
      if (voice && !starts.has(voice.start)) marks.push({type: "voice", start: voice.start, end: voice.end, quote});
    }
  }
  // Outer ones first; a mark is an element, or several where others begin or end within it.
  const order = {quote: 0, voice: 1, cue: 2, name: 3, healed: 4};
  const fits = marks.filter(mark => mark.start < mark.end && mark.end <= text.length);
  fits.sort((a, b) => a.start - b.start || b.end - a.end || order[a.type] - order[b.type]);
  const cuts = [...new Set([0, text.length, ...fits.flatMap(mark => [mark.start, mark.end])])].sort((a, b) => a - b);
  const ends = new Map();
  const atEnd = (end, element) => ends.set(end, [...(ends.get(end) ?? []), element]);
  for (const {type, last, end, quote, reading} of fits) {
    if (type === "quote" && last) atEnd(end, () => chip(quote, onQuote));
    if (type === "healed") atEnd(end, () => h("ins", {class: "healed"}, reading));
  }
  const root = h("div", {class: "text", lang: "en"}), places = new Map();
  let open = [], next = 0;
  cuts.forEach((from, n) => {
    // Close what ends here, and what was opened within it.
    const first = open.findIndex(({mark}) => mark.end <= from);
    const again = first < 0 ? [] : open.splice(first).filter(({mark}) => mark.end > from).map(({mark}) => mark);
    const parent = () => (open.length ? open[open.length - 1].element : root);
    for (const make of ends.get(from) ?? []) parent().append(make());
    const begin = [...again];
    while (next < fits.length && fits[next].start === from) begin.push(fits[next++]);
    for (const mark of begin) {
      // A link in a link is none: an inner name of two is only text.
      if (mark.type === "name" && open.some(o => o.mark.type === "name")) continue;
      const element = markElement(mark, key);
      parent().append(element);
      open.push({mark, element});
      if ((mark.type === "name" || mark.type === "voice") && !places.has(mark.start)) places.set(mark.start, element);
    }
    const to = cuts[n + 1];
    if (to !== undefined) parent().append(text.slice(from, to));
  });
  return {root, places};
}

function markElement(mark, key) {
  if (mark.type === "name") {
    const {entity, mention} = mark;
    return h("a", {href: address("name", key(mark.n)), class: `mention ${kindClass(entity.kind)}${mention.form === "name" ? "" : " other"}`,
      data: {entity: entity.id, mention: String(entity.mentions.indexOf(mention))}});
  }
  if (mark.type === "quote") return h("span", {class: `quote ${mark.quote.kind}`, data: {quote: mark.quote.id}});
  if (mark.type === "healed") return h("del", {class: "healed"});
  return h("span", {class: mark.type, data: {of: mark.quote.id}});
}

/** Who says it, behind the words; a button that tells more. */
function chip(quote, onQuote) {
  if (!quote.speaker && quote.kind === "fragment") return "";
  const who = [quote.speaker, ...(quote.with ?? [])].filter(Boolean).map(speaker => speaker.name).join(", ") || "?";
  return h("button", {type: "button", class: `chip${quote.speaker ? "" : " unknown"}`, data: {chip: quote.id}, "aria-pressed": "false",
    "aria-label": quote.speaker ? `Said by ${who}: why` : "Speaker not known: why", onclick: event => { event.stopPropagation(); onQuote(quote); }}, who);
}

/** Lines from the parts of a quotation to its speakers, upon the text. */
function join(reading, lines, quote, places) {
  lines.replaceChildren();
  if (!quote) return;
  const base = reading.getBoundingClientRect();
  const box = rect => ({left: rect.left - base.left, right: rect.right - base.left, top: rect.top - base.top, bottom: rect.bottom - base.top});
  const parts = [...reading.querySelectorAll(`[data-quote="${CSS.escape(quote.id)}"]`)].flatMap(e => [...e.getClientRects()]).map(box);
  for (const voice of [quote.speaker, ...(quote.with ?? [])]) {
    const element = voice && places.get(voice.start);
    const rect = element?.getClientRects()[0];
    if (!rect || !parts.length) continue;
    const to = box(rect), middle = (to.left + to.right) / 2;
    const distance = part => Math.hypot((part.left + part.right) / 2 - middle, 3 * (part.top - to.top));
    const from = parts.reduce((near, part) => (distance(part) < distance(near) ? part : near));
    // From the nearest edge, in a bow above or below the line.
    const below = from.top > to.top + 4;
    const x1 = Math.max(from.left + 4, Math.min(from.right - 4, middle)), y1 = below ? from.top : Math.abs(from.top - to.top) < 4 ? from.bottom : from.bottom;
    const y2 = below ? to.bottom : Math.abs(from.top - to.top) < 4 ? to.bottom : to.top;
    const same = Math.abs(from.top - to.top) < 4;
    const bow = same ? 16 : 0;
    const edge = same ? (from.right < to.left ? from.right - 6 : from.left > to.right ? from.left + 6 : x1) : x1;
    lines.append(svg("path", {d: `M${edge},${y1}C${edge},${(y1 + y2) / 2 + bow} ${middle},${(y1 + y2) / 2 + bow} ${middle},${y2}`}),
      svg("circle", {cx: middle, cy: y2, r: 3.5}));
  }
}
