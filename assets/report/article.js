// An article: its text with what was found in it, and why.

async function articlePage(main, query, slug) {
  const [all, known] = await Promise.all([heads(), names()]);
  const head = all.find(head => head.slug === slug);
  if (!head) return notHere(main, "This article is not in the report.", slug);
  const {names: numbers, record} = await article(head);
  const key = n => known.get(numbers[n])?.key ?? "";
  document.title = `${head.title} – ${site.title}`;
  const source = record.source && `${record.source.path}${record.source.index ? `, article ${record.source.index + 1}` : ""}`;
  put(main, 
    h("p", {class: "crumbs"}, h("a", {href: address("articles")}, "Articles"), " / ", record.id),
    h("h1", {tabindex: "-1"}, head.title),
    h("p", {class: "byline"}, [record.publisher, head.day ? dayWords(head.day) : record.published, (record.authors ?? []).join(", "), source].filter(Boolean).join(" · "),
      record.url ? [" · ", webLink(record.url, "on the web")] : null),
    await versionsOf(record),
    record.problems.length > 0 && h("div", {class: "note"}, h("p", {}, `Problems: ${record.problems.join("; ")}`)),
    reader(record, key, {wanted: query.get("quote")}));
}

/** A link to the story that an article is a version of. */
async function versionsOf(record) {
  const story = (await storyRows()).find(row => row.articles.includes(record.id));
  return story ? h("p", {}, h("a", {href: address("story", story.id)}, `${count(story.articles.length)} versions side by side`)) : null;
}

function notHere(main, words, what) {
  put(main, h("h1", {tabindex: "-1"}, words), h("p", {}, h("code", {}, what)),
    site.shown < site.articles && h("p", {}, "It may be one that is not in the sample."), h("p", {}, h("a", {href: "#/"}, "To the overview")));
}

/** The text beside a panel that explains, and below it who said what. */
function reader(record, key, {wanted}) {
  const panel = h("div", {class: "panel", role: "region", "aria-label": "Why", "aria-live": "polite"});
  const idle = () => refill(panel, h("p", {class: "soft small"}, record.text === undefined
    ? "Choose “why” below for the evidence of a quotation." : "Point at a name or a quotation, or choose the label behind a quotation, to see who says it and why."));
  idle();
  let pinned = null;
  const view = record.text === undefined ? null : textView(record, key, quote => pin(quote));
  function pin(quote) {
    pinned = pinned === quote ? null : quote;
    panel.classList.toggle("pinned", Boolean(pinned));
    if (pinned) refill(panel, explainQuote(pinned, record, key), h("p", {class: "small"}, h("button", {type: "button", onclick: () => pin(pinned)}, "Close")));
    else idle();
    view?.show(pinned, true);
  }
  if (view) {
    const over = event => event.target.closest?.("[data-quote]")?.dataset.quote;
    view.root.addEventListener("mouseover", event => {
      if (pinned) return;
      const quote = allQuotes(record).find(quote => quote.id === over(event));
      view.show(quote ?? null, false);
      if (quote) refill(panel, explainQuote(quote, record, key)); else idle();
    });
    view.root.addEventListener("mouseleave", () => { if (!pinned) { view.show(null, false); idle(); } });
    view.root.addEventListener("click", event => {
      if (event.target.closest("a, button")) return;
      const quote = allQuotes(record).find(quote => quote.id === over(event));
      if (quote) pin(quote);
    });
    view.root.addEventListener("keydown", event => { if (event.key === "Escape" && pinned) pin(pinned); });
  }
  const first = allQuotes(record).find(quote => quote.id === wanted);
  if (first) requestAnimationFrame(() => {
    pin(first);
    view?.root.querySelector(`[data-quote="${CSS.escape(first.id)}"]`)?.scrollIntoView({block: "center"});
  });
  return [
    view && tools(view),
    h("div", {class: "sheet"},
      h("div", {}, view ? view.root : h("div", {class: "note"}, h("p", {}, "The text is not in this report. Records made with ", h("code", {}, "extract --with-text"),
        ", or a report made with ", h("code", {}, "--archive PATH"), ", show it here.")), saidTable(record, key, pin)),
      h("aside", {class: "aside", "aria-label": "What was found"}, panel, namedList(record, key, view)))];
}

/** Buttons that show and hide marks, and what the marks mean. */
function tools(view) {
  const toggle = (label, cls) => {
    const button = h("button", {type: "button", "aria-pressed": "true", onclick: () => {
      button.setAttribute("aria-pressed", String(!view.root.classList.toggle(cls)));
    }}, label);
    return button;
  };
  return [h("div", {class: "tools"}, toggle("Names", "no-names"), toggle("Quotations", "no-quotes")), legend()];
}

function legend() {
  return h("ul", {class: "legend", "aria-label": "Legend"}, Object.keys(KINDS).map(kind => h("li", {}, h("span", {class: `mention ${kind}`}, kindMany(kind)))),
    Object.keys(site.kinds).filter(kind => !(kind in KINDS)).map(kind => h("li", {}, h("span", {class: "mention own"}, kind))),
    h("li", {}, h("span", {class: "quote"}, "“quoted”"), h("span", {class: "quote indirect"}, "said, without marks"), h("span", {class: "chip"}, "speaker")));
}

/** The text with marks, lines and tips. */
function textView(record, key, onQuote, healed = []) {
  const {root: text, places} = marked(record, key, onQuote, healed);
  const lines = svg("svg", {class: "joins", "aria-hidden": "true"});
  const tip = h("div", {class: "tip", role: "tooltip", id: `tip-${++tips}`, hidden: true});
  const root = h("div", {class: "reading"}, text, lines, tip);
  const of = id => `[data-quote="${CSS.escape(id)}"], [data-of="${CSS.escape(id)}"]`;
  let shown = null;
  function show(quote, pressed) {
    for (const element of root.querySelectorAll(".on, .speaker")) element.classList.remove("on", "speaker");
    for (const chip of root.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", String(Boolean(pressed && quote && chip.dataset.chip === quote.id)));
    shown = quote;
    if (quote) {
      for (const element of root.querySelectorAll(of(quote.id))) element.classList.add("on");
      for (const voice of [quote.speaker, ...(quote.with ?? [])]) if (voice) places.get(voice.start)?.classList.add(places.get(voice.start).classList.contains("mention") ? "speaker" : "on");
    }
    join(root, lines, quote, places);
  }
  new ResizeObserver(() => join(root, lines, shown, places)).observe(root);
  const mentionOf = target => {
    const link = target.closest?.("a.mention");
    const entity = link && record.entities.find(entity => entity.id === link.dataset.entity);
    return entity && {link, entity, mention: entity.mentions[Number(link.dataset.mention)]};
  };
  const hide = () => { tip.hidden = true; for (const link of root.querySelectorAll("[aria-describedby]")) link.removeAttribute("aria-describedby"); };
  function tell(event) {
    const found = mentionOf(event.target);
    hide();
    if (!found) return;
    refill(tip, explainMention(found.entity, found.mention, record));
    tip.hidden = false;
    found.link.setAttribute("aria-describedby", tip.id);
    const base = root.getBoundingClientRect(), at = found.link.getClientRects()[0];
    tip.style.left = `${Math.max(0, Math.min(at.left - base.left, base.width - tip.offsetWidth))}px`;
    tip.style.top = `${at.bottom - base.top + 6}px`;
  }
  root.addEventListener("mouseover", tell);
  root.addEventListener("focusin", tell);
  root.addEventListener("mouseleave", hide);
  root.addEventListener("focusout", hide);
  root.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
  return {root, show, light: id => {
    for (const link of root.querySelectorAll("a.mention")) link.classList.toggle("lit", link.dataset.entity === id);
  }};
}
let tips = 0;

const sure = confidence => `${Math.round(100 * confidence)}%`;
const because = reason => (reasonWords(reason) ? [reasonWords(reason), " (", h("code", {}, reason), ")"] : [h("code", {}, reason)]);

function explainMention(entity, mention, record) {
  const stands = mention.stands_for && record.entities.find(other => other.id === mention.stands_for);
  return [h("b", {}, `${mention.title ? `${mention.title} ` : ""}${entity.name}`),
    `${capital(kindOne(entity.kind))}, ${FORMS[mention.form] ?? mention.form}${stands ? `, here for ${stands.name}` : ""}. `,
    h("br"), "Why: ", because(mention.reason), h("br"), `Confidence ${sure(mention.confidence)}; as a ${kindOne(entity.kind)} of this article ${sure(entity.confidence)}`];
}

function speakerLink(speaker, record, key) {
  const n = record.entities.findIndex(entity => entity.id === speaker.entity);
  const words = speaker.form === "name" ? "" : ` (“${speaker.text}”)`;
  return n < 0 ? speaker.name : [h("a", {href: address("name", key(n)), class: kindClass(record.entities[n].kind)}, speaker.name), words];
}

function explainQuote(quote, record, key) {
  const who = [quote.speaker, ...(quote.with ?? [])].filter(Boolean);
  return [h("p", {class: "words"}, quote.text.length > 180 ? `${quote.text.slice(0, 170)} …` : quote.text),
    h("dl", {},
      h("dt", {}, "Speaker"), h("dd", {}, who.length ? who.map((speaker, n) => [n ? ", " : "", speakerLink(speaker, record, key)]) : "not known"),
      quote.cue && [h("dt", {}, "By"), h("dd", {}, `“${quote.cue.text}” (${quote.cue.class})`)],
      quote.addressee && [h("dt", {}, "To"), h("dd", {}, quote.addressee.text)],
      h("dt", {}, "Kind"), h("dd", {}, `${quote.kind}: ${QUOTES[quote.kind] ?? ""}`),
      quote.inside && [h("dt", {}, "Within"), h("dd", {}, "another quotation")],
      h("dt", {}, "Why"), h("dd", {}, because(quote.reason)),
      h("dt", {}, "Sure"), h("dd", {}, sure(quote.confidence)))];
}

function saidTable(record, key, pin) {
  const quotes = allQuotes(record);
  if (!quotes.length) return h("p", {class: "soft"}, "Nobody is quoted.");
  return h("section", {}, h("h2", {}, "Who said what"), table("Quotations in the order of the text", [["Who"], ["How"], ["What"], ["Sure", true], ["Why"]],
    quotes.map(quote => [quote.speaker ? [quote.speaker, ...(quote.with ?? [])].map((speaker, n) => [n ? ", " : "", speakerLink(speaker, record, key)]) : h("span", {class: "soft"}, "not known"),
      quote.cue?.text ?? quote.kind, h("span", {class: "words"}, quote.text), sure(quote.confidence),
      h("button", {type: "button", class: "small", onclick: () => pin(quote), "aria-label": `Why: ${quote.text.slice(0, 60)}`}, "why")])));
}

function namedList(record, key, view) {
  const kinds = [...new Set([...Object.keys(KINDS), ...record.entities.map(entity => entity.kind)])];
  return kinds.map(kind => {
    const of = record.entities.map((entity, n) => [entity, n]).filter(([entity]) => entity.kind === kind);
    if (!of.length) return null;
    return [h("h3", {}, capital(kindMany(kind))), h("ul", {class: "named"}, of.map(([entity, n]) => {
      const light = on => () => view?.light(on ? entity.id : null);
      return h("li", {}, h("span", {}, h("a", {href: address("name", key(n)), class: kindClass(kind), onmouseenter: light(true), onmouseleave: light(false),
        onfocus: light(true), onblur: light(false)}, entity.name), entity.roles?.length ? h("span", {class: "soft small"}, ` ${entity.roles.join("; ")}`) : null),
      h("span", {class: "soft small", title: "how often it is named"}, `× ${entity.mentions.length}`));
    }))];
  });
}
