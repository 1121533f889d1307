// Names: a list of all of them, and a page for each.

async function namesPage(main, query) {
  const known = await names();
  const wanted = {q: query.get("q") ?? "", kind: query.get("kind") ?? "", sort: query.get("sort") ?? ""};
  const kinds = [...Object.keys(KINDS), ...Object.keys(site.kinds).filter(kind => !(kind in KINDS))].filter(kind => site.kinds[kind]);
  const select = (key, options) => h("select", {id: `f-${key}`}, options.map(([value, words]) => h("option", {value, selected: value === wanted[key]}, words)));
  const form = h("form", {class: "filters", role: "search", "aria-label": "Filter names"},
    h("div", {}, h("label", {for: "f-q"}, "Name, role or spelling"), h("input", {id: "f-q", type: "search", value: wanted.q, autocomplete: "off"})),
    h("div", {}, h("label", {for: "f-kind"}, "Kind"), select("kind", [["", "All kinds"], ...kinds.map(kind => [kind, capital(kindMany(kind))])])),
    h("div", {}, h("label", {for: "f-sort"}, "Order"), select("sort", [["", "most articles first"], ["quotes", "most quoted first"], ["name", "by name"]])));
  const head = h("h2", {id: "found"}), result = h("div", {});
  put(main, h("h1", {tabindex: "-1"}, "Names"), form, head, result);
  const orders = {"": (a, b) => b.articles - a.articles, quotes: (a, b) => b.quotes - a.quotes, name: () => 0};
  const byName = (a, b) => a.name.localeCompare(b.name, "en");
  function update() {
    for (const key of Object.keys(wanted)) wanted[key] = byId(`f-${key}`)?.value.trim() ?? wanted[key];
    history.replaceState(null, "", address("names", wanted));
    const words = fold(wanted.q);
    const has = list => (list ?? []).some(([word]) => fold(word).includes(words));
    const found = [...known.values()].filter(name => (!wanted.kind || name.kind === wanted.kind)
      && (!words || fold(name.name).includes(words) || has(name.as) || has(name.roles)));
    found.sort((a, b) => orders[wanted.sort](a, b) || byName(a, b));
    head.textContent = of(found.length, "name");
    say(`${of(found.length, "name")} found`);
    const body = h("tbody", {});
    const {button} = portions(found, 100, name => h("tr", {}, h("td", {}, nameLink(name)), h("td", {class: `badge ${kindClass(name.kind)}`}, kindOne(name.kind)),
      h("td", {class: "soft"}, (name.roles ?? []).slice(0, 2).map(([role]) => role).join("; ")),
      h("td", {class: "n"}, count(name.articles)), h("td", {class: "n"}, count(name.mentions)), h("td", {class: "n"}, count(name.quotes))), body);
    refill(result, found.length ? h("div", {class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "found"}, h("table", {class: "names", "aria-labelledby": "found"}, h("thead", {}, h("tr", {},
      [["Name"], ["Kind"], ["Roles"], ["Articles", 1], ["Mentions", 1], ["Quotations", 1]].map(([word, n]) => h("th", {scope: "col", class: n ? "n" : null}, word)))), body))
      : h("p", {}, "No name fits."), button);
  }
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(update, 150); });
  form.addEventListener("submit", event => { event.preventDefault(); update(); });
  update();
}

async function namePage(main, query, key) {
  const [all, known] = await Promise.all([heads(), names()]);
  const name = [...known.values()].find(name => name.key === key);
  if (!name) return notHere(main, "This name is not in the report.", key);
  document.title = `${name.name} – ${site.title}`;
  const here = all.filter(head => head.names.includes(name.n)).sort(newest);
  const together = tally(), speaksOf = tally(), spokenOfBy = tally();
  const speaking = [], spokenOf = [];
  for (const head of here) {
    for (const other of head.names) if (other !== name.n) together.add(other);
    let speaks = false, spoken = false;
    eachSaying(head, (speaker, about) => {
      if (speaker === name.n) { speaks = true; about.forEach(speaksOf.add); }
      if (about.includes(name.n)) { spoken = true; spokenOfBy.add(speaker); }
    });
    if (speaks) speaking.push(head);
    if (spoken) spokenOf.push(head);
  }
  const time = periods(site.months.map(([month]) => month));
  const bars = {name: "named", counts: new Map()};
  for (const head of here) if (head.day) bars.counts.set(time.of(head.day), (bars.counts.get(time.of(head.day)) ?? 0) + 1);
  const ranked = (title, counted, counts, none) => section(title, counts.top(12).length ? rank(counts.top(12).flatMap(([n, times]) => {
    const other = known.get(n);
    return other ? [{link: nameLink(other), count: times, kind: other.kind}] : [];
  }), counted) : h("p", {class: "soft"}, none));
  put(main, 
    h("p", {class: "crumbs"}, h("a", {href: address("names")}, "Names"), " / ", h("a", {href: address("names", {kind: name.kind})}, kindMany(name.kind))),
    h("h1", {tabindex: "-1"}, name.name),
    facts(name, here),
    name.kind === "person" && !name.wikidata && !name.name.includes(" ")
      && h("div", {class: "note"}, h("p", {}, "This page is made of every person of whom articles give no more than this name: they may be several people.")),
    bars.counts.size > 0 && section("Articles over time", timeChart(`Articles that name ${name.name}, over time`, time, [bars], "article")),
    h("div", {class: "columns"}, ranked("Named together with", "articles", together, "Nobody and nothing else."),
      name.quotes > 0 && ranked("Speaks about", "quotations", speaksOf, "Nobody by name."), ranked("Is spoken about by", "quotations", spokenOfBy, "Nobody by name.")),
    sayings(`What ${name.name} says`, speaking, quote => mine(quote, name), known, name),
    sayings(`What others say about ${name.name}`, spokenOf, null, known, name),
    articlesOf(name, here));
}

/** Counts by number. */
function tally() {
  const counts = new Map();
  return {add: n => counts.set(n, (counts.get(n) ?? 0) + 1), top: most => [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most)};
}

function facts(name, here) {
  const listed = list => list.map(([word, n]) => (n > 1 ? `${word} (${count(n)})` : word)).join(", ");
  const rows = [["Kind", h("span", {class: `badge ${kindClass(name.kind)}`}, kindOne(name.kind))],
    name.roles && ["Roles", listed(name.roles)], name.as && ["Written as", listed(name.as)],
    name.country && name.kind !== "country" && ["Country", name.country],
    ["In", `${of(name.articles, "article")}, named ${of(name.mentions, "time")}${here.length < name.articles ? `; ${count(here.length)} of the articles are in the sample` : ""}`],
    ["Quoted", of(name.quotes, "time")],
    name.wikidata && ["More", [webLink(`https://www.wikidata.org/wiki/${encodeURIComponent(name.wikidata)}`, `Wikidata ${name.wikidata}`),
      name.wikipedia ? [", ", webLink(`https://en.wikipedia.org/wiki/${encodeURIComponent(name.wikipedia.replaceAll(" ", "_"))}`, "Wikipedia")] : null]]];
  return h("dl", {class: "facts"}, rows.filter(Boolean).map(([word, value]) => [h("dt", {}, word), h("dd", {}, value)]));
}

/** Whether a quotation is a name's, in an article: `numbers` are the names of its entities. */
const mine = (quote, name) => (numbers, record) => [quote.speaker, ...(quote.with ?? [])].some(speaker =>
  speaker?.entity && numbers[record.entities.findIndex(entity => entity.id === speaker.entity)] === name.n);

/** Quotations in time, the newest first, a portion of articles at a time. */
function sayings(title, list, own, known, name) {
  if (!list.length) return null;
  const box = h("div", {});
  const {button} = portions(list, 12, async head => {
    const {names: numbers, record} = await article(head);
    const fits = quote => (own ? mine(quote, name)(numbers, record) : !mine(quote, name)(numbers, record) && record.entities.some((entity, n) =>
      numbers[n] === name.n && entity.mentions.some(m => quote.parts.some(part => part.start <= m.start && m.end <= part.end))));
    return allQuotes(record).filter(fits).map(quote => card(head, record, quote, n => known.get(numbers[n])?.key ?? "", !own));
  }, box);
  return section(title, box, button);
}

function card(head, record, quote, key, who) {
  return h("article", {class: "card"},
    h("p", {class: "soft small"}, head.day ? `${dayWords(head.day)} · ` : "", who && quote.speaker ? [speakerLink(quote.speaker, record, key), " "] : "",
      `${quote.cue?.text ?? quote.kind}${quote.addressee ? ` (to ${quote.addressee.text})` : ""}`),
    h("blockquote", {class: quote.kind}, quote.text),
    h("p", {class: "small"}, h("a", {href: address("article", head.slug, {quote: quote.id})}, head.title)));
}

function articlesOf(name, here) {
  const list = h("ol", {class: "hits"});
  const {button} = portions(here, 15, head => h("li", {class: "hit"}, h("a", {class: "head", href: address("article", head.slug)}, head.title),
    h("p", {class: "soft small"}, [head.day && dayWords(head.day), publisherOf(head)].filter(Boolean).join(" · "))), list);
  return section("Articles", h("p", {class: "small"}, h("a", {href: address("articles", {name: name.name})}, "Search and filter them")), list, button);
}
