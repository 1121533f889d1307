// The first page: what there is, as figures, charts and ranked lists.

function overviewPage(main) {
  const quotes = Object.values(site.quotes);
  const said = quotes.reduce((sum, [all]) => sum + all, 0);
  const known = quotes.reduce((sum, [, known]) => sum + known, 0);
  const marked = ["direct", "mixed"].map(kind => site.quotes[kind]);
  const markedAll = marked[0][0] + marked[1][0], markedKnown = marked[0][1] + marked[1][1];
  const days = site.months.map(([month]) => month).sort();
  const kinds = [...Object.keys(KINDS), ...Object.keys(site.kinds).filter(kind => !(kind in KINDS))].filter(kind => site.kinds[kind]);
  const span = days.length ? ` from ${dayWords(days[0])} to ${dayWords(days[days.length - 1])}` : "";
  put(main, 
    h("h1", {tabindex: "-1"}, site.title),
    h("p", {class: "lead"}, `${of(site.articles, "article")}${site.publishers.length ? ` of ${of(site.publishers.length, "publisher")}` : ""}${span},`
      + ` with ${of(said, "quotation")}. Of those in quotation marks, ${percent(markedKnown, markedAll)} have a known speaker.`),
    notes(),
    h("dl", {class: "figures"},
      [["Articles", site.articles], ...kinds.map(kind => [capital(kindMany(kind)), site.kinds[kind]]), ["Quotations", said],
        ["With a speaker", percent(known, said)]]
        .map(([word, figure]) => h("div", {}, h("dt", {}, word), h("dd", {}, typeof figure === "number" ? count(figure) : figure)))),
    h("section", {}, h("h2", {}, "Articles over time"), timeOfAll(days)),
    h("div", {class: "columns"}, kinds.map(kind => section(capital(kindMany(kind)),
      rank(site.top[kind].map(toName).map(name => ({link: nameLink(name), count: name.articles, kind: name.kind})), "articles"),
      h("p", {class: "small"}, h("a", {href: address("names", {kind})}, `All ${count(site.kinds[kind])}`))))),
    h("div", {class: "columns"},
      section("Most quoted",
        site.quoted.length ? rank(site.quoted.map(toName).map(name => ({link: nameLink(name), count: name.quotes, kind: name.kind})), "quotations") : h("p", {class: "soft"}, "Nobody by name.")),
      section("Whose words they are", attributed()),
      section("State of the texts", state())),
    problems());
}

const section = (title, ...content) => h("section", {}, h("h2", {}, title), content);

/** What was left out or put elsewhere, and what could not be read. */
function notes() {
  const list = [];
  if (site.folder) {
    list.push(h("p", {}, `There is too much for one file: the articles lie in the folder ${site.folder}, which must stay beside this page.`
      + " Search covers titles, names, speakers, publishers and dates, not the words of the texts."));
  } else if (site.shown < site.articles) {
    list.push(h("p", {}, `This overview counts all ${count(site.articles)} articles. Everything else in this page (articles, names, network, map)`
      + ` is of a sample of ${count(site.shown)}, chosen by a hash of their ids, so that it fits into one file.`));
  }
  if (site.articles > site.with_text) {
    const without = site.articles - site.with_text;
    list.push(h("p", {}, `${capital(of(without, "article"))} came without ${without === 1 ? "its text" : "their texts"}`
      + `${site.other_text ? ` (${count(site.other_text)} with a text that is not the one the record was made of)` : ""}.`
      + " To read them here, make the records with ", h("code", {}, "extract --with-text"), " or the report with ", h("code", {}, "--archive PATH"), "."));
  }
  return list.length ? [h("div", {class: "note", role: "note"}, list)] : [];
}

function timeOfAll(days) {
  const time = periods(days);
  // The largest publishers have a colour of their own, the others share the last.
  const order = site.publishers.map((p, n) => [n, p[1]]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n);
  const own = new Map(order.slice(0, order.length > 6 ? 5 : 6).map((n, at) => [n, at]));
  const series = [...own.keys()].map(n => ({name: site.publishers[n][0], counts: new Map()}));
  let others = null;
  for (const [month, publisher, n] of site.months) {
    const s = own.has(publisher) ? series[own.get(publisher)] : (others ??= {name: site.publishers.length ? "others" : "articles", counts: new Map()});
    const period = time.of(month);
    s.counts.set(period, (s.counts.get(period) ?? 0) + n);
  }
  if (others) series.push(others);
  return [timeChart("Articles over time, by publisher", time, series.filter(s => s.counts.size), "article"),
    site.undated > 0 && h("p", {class: "soft small"}, `${of(site.undated, "article")} without a date ${site.undated === 1 ? "is" : "are"} not in this chart.`)];
}

function attributed() {
  const rows = Object.entries(site.quotes).filter(([, [all]]) => all).map(([kind, [all, known, named]]) =>
    [`${capital(kind)}`, count(all), percent(known, all), percent(named, all)]);
  const said = site.cues.slice(0, 8).map(([cue, n]) => `${cue} ${count(n)}`).join(", ");
  return [table("Quotations by kind, and how many have a known speaker", [["Kind"], ["All", true], ["Speaker known", true], ["By name", true]], rows),
    h("p", {class: "soft small"}, said ? `Words of saying by class: ${said}.` : "")];
}

const STATES = {
  run_together: "paragraphs are lost", tokenized: "spaces stand around punctuation", straight_quotes: "quotation marks are straightened",
  gaps: "words are missing", substituted: "names stand where pronouns stood",
};

function state() {
  const rows = Object.entries(site.conditions).filter(([, n]) => n).map(([what, n]) => [STATES[what], count(n), percent(n, site.articles)]);
  if (!rows.length) return h("p", {}, "All texts are whole: with paragraphs, with typographic quotation marks, without gaps.");
  return table("Articles whose text is damaged", [["What"], ["Articles", true], ["Share", true]], rows);
}

function problems() {
  if (!site.problems.length && !site.unread_count) return null;
  return section("Problems",
    site.problems.length > 0 && table("Problems that the records note", [["Problem"], ["Articles", true], ["For example"]],
      site.problems.map(([problem, n, ids]) => [problem, count(n), ids.map((id, at) => [at ? ", " : "", h("a", {href: address("article", id)}, id)])])),
    site.other_problems > 0 && h("p", {class: "soft"}, `And ${count(site.other_problems)} others.`),
    site.unread_count > 0 && [h("h3", {}, `Not read: ${count(site.unread_count)}`), h("ul", {}, site.unread.map(error => h("li", {}, error)))]);
}
