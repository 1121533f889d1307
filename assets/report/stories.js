// Stories: the versions of one article side by side, each quotation once with its variants.

const VERSIONS = {
  best: "the best copy", same: "the same words", shortened: "shortened", damaged: "damaged", edition: "another edition",
};
const STATUSES = {
  same: "same", shortened: "shortened", longer: "longer", reworded: "reworded", "other-speaker": "other speaker", missing: "missing",
};

async function storyRows() {
  return site.stories ? (await load("stories")).map(([part, at, id, title, published, articles, quotes]) => ({part, at, id, title, published, articles, quotes})) : [];
}

async function storiesPage(main) {
  const titles = new Map((await heads()).map(head => [head.id, head.title]));
  const rows = (await storyRows()).sort((a, b) => b.articles.length - a.articles.length || (a.id < b.id ? -1 : 1));
  const list = h("ol", {class: "hits"});
  const {button} = portions(rows, 40, row => h("li", {class: "hit"}, h("a", {class: "head", href: address("story", row.id)}, row.title || titles.get(row.articles[0]) || row.articles[0]),
    h("p", {class: "soft small"}, [row.published, of(row.articles.length, "version"), of(row.quotes, "quotation")].filter(Boolean).join(" · "))), list);
  put(main, h("h1", {tabindex: "-1"}, "Stories"),
    h("p", {class: "lead"}, `${of(rows.length, "article")} of which there are several versions: other editions, shortened and damaged copies.`), list, button);
}

async function storyPage(main, query, id) {
  const [rows, all, known] = await Promise.all([storyRows(), heads(), names()]);
  const row = rows.find(row => row.id === id);
  if (!row) return notHere(main, "This story is not in the report.", id);
  const story = (await load(`stories-${row.part}`))[row.at];
  const versions = await Promise.all(story.versions.map(version => found(version, all)));
  const title = story.title ?? versions[story.versions.findIndex(version => version.article === story.best)]?.head.title ?? story.best;
  document.title = `${title} – ${site.title}`;
  const views = [];
  /** The same quotation in every version. */
  function showAll(quote) {
    views.forEach(({view}, n) => view?.show(quote && versions[n]?.body ? allQuotes(versions[n].body.record)
      .find(own => own.id === quote.versions?.[n]?.quote) ?? null : null, true));
  }
  const chosen = n => own => {
    const quote = story.quotes.find(quote => quote.versions[n]?.quote === own.id || quote.versions[n]?.also?.includes(own.id));
    if (quote) showAll(quote); else views[n].view.show(own, true);
  };
  const columns = story.versions.map((version, n) => {
    const {head, body} = versions[n] ?? {};
    const view = body?.record.text === undefined ? null : textView(body.record, at => known.get(body.names[at])?.key ?? "", chosen(n), healed(story, version, body.record.text));
    views.push({view});
    return h("section", {"aria-label": version.article}, h("h3", {}, head ? h("a", {href: address("article", head.slug)}, version.article) : version.article),
      h("p", {class: "soft small"}, [VERSIONS[version.kind] ?? version.kind, ...damages(version.condition ?? {}), version.published].filter(Boolean).join(" · ")),
      view ? view.root : h("p", {class: "soft"}, head ? "Its text is not in this report." : "It is not in this report."));
  });
  put(main,
    h("p", {class: "crumbs"}, h("a", {href: address("stories")}, "Stories"), " / ", id),
    h("h1", {tabindex: "-1"}, title),
    h("p", {class: "byline"}, [story.published, of(story.versions.length, "version"), of(story.quotes.length, "quotation")].filter(Boolean).join(" · ")),
    story.problems?.length > 0 && h("div", {class: "note"}, h("p", {}, story.problems.join("; "))),
    section("Side by side", legend(), h("p", {class: "soft small"}, "Choose the label behind a quotation to see it in every version. ",
      story.healed?.length ? [h("ins", {class: "healed"}, "Words like these"), " stand in another version where this one is damaged."] : null),
      h("div", {class: "versions", tabindex: "0", role: "region", "aria-label": "Versions side by side"}, columns)),
    section("Each quotation once", quotesOnce(story, versions, showAll)),
    differences(story));
}

/** The article of a version: two records of one id are told apart by where they were read from. */
async function found(version, all) {
  const alike = all.filter(head => head.id === version.article);
  for (const head of alike) {
    const body = await article(head);
    const [here, there] = [body.record.source, version.source];
    if (alike.length === 1 || (here?.path === there?.path && here?.index === there?.index)) return {head, body};
  }
  return null;
}

const damages = condition => [condition.paragraphs === false && STATES.run_together, condition.tokenized && STATES.tokenized,
  condition.straight_quotes && STATES.straight_quotes, condition.gaps > 0 && of(condition.gaps, "missing word"), condition.substituted && STATES.substituted].filter(Boolean);

/** What should stand in a damaged version. Stories count code points, scripts UTF-16 units. */
function healed(story, version, text) {
  const here = (story.healed ?? []).filter(place => place.article === version.article);
  if (!here.length) return [];
  const units = [];
  let at = 0;
  for (const character of text) { units.push(at); at += character.length; }
  units.push(at);
  return here.map(place => ({type: "healed", start: units[place.start] ?? 0, end: units[place.end] ?? 0, reading: place.reading, kind: place.kind}));
}

function quotesOnce(story, versions, showAll) {
  return table("Quotations, and how each version has them", [["Who"], ["What"], ...story.versions.map(version => [version.article])],
    story.quotes.map(quote => [quote.speaker?.name ?? h("span", {class: "soft"}, "not known"),
      [h("span", {class: "words"}, quote.text), " ", h("button", {type: "button", class: "small", onclick: () => { showAll(quote); byId("main").querySelector(".versions").scrollIntoView({block: "start"}); },
        "aria-label": `Show side by side: ${quote.text.slice(0, 60)}`}, "show")],
      ...story.versions.map((version, n) => {
        const has = quote.versions[n] ?? {status: "missing"};
        const words = STATUSES[has.status] ?? has.status;
        const head = versions[n]?.head;
        return [head && has.quote ? h("a", {href: address("article", head.slug, {quote: has.quote})}, words) : h("span", {class: "soft"}, words),
          has.status === "other-speaker" && has.speaker ? `: ${has.speaker}` : "", has.text && h("div", {class: "words small"}, has.text)];
      })]));
}

function differences(story) {
  const told = story.versions.filter(version => version.differences);
  if (!told.length) return null;
  return section("What differs", told.map(({article, differences: d}) => [h("h3", {}, `${article} beside ${d.against}`),
    h("p", {class: "small"}, `${of(d.shared, "word")} in both (${count(d.moved)} elsewhere), ${count(d.only_here)} only here, ${count(d.only_there)} only there.`),
    d.examples.length > 0 && table(`Words of ${article} and of ${d.against} that stand for each other`, [[article], [d.against]],
      d.examples.map(pair => [h("span", {class: "words"}, pair.here || "–"), h("span", {class: "words"}, pair.there || "–")]))]));
}
