// Articles, to search and to filter.

async function articlesPage(main, query) {
  const [all, known] = await Promise.all([heads(), names()]);
  const wanted = {q: query.get("q") ?? "", name: query.get("name") ?? "", speaker: query.get("speaker") ?? "",
    publisher: query.get("publisher") ?? "", from: query.get("from") ?? "", to: query.get("to") ?? "", sort: query.get("sort") ?? ""};
  const field = (id, label, element) => h("div", {}, h("label", {for: id}, label), element);
  const input = (key, type, more) => h("input", {id: `f-${key}`, type, value: wanted[key], autocomplete: "off", ...more});
  const publishers = [["", "All publishers"], ...site.publishers.map(([name], n) => [name, name, n]).sort((a, b) => (a[1] < b[1] ? -1 : 1))];
  const select = (key, options) => h("select", {id: `f-${key}`}, options.map(([value, words]) =>
    h("option", {value, selected: value === wanted[key]}, words)));
  const form = h("form", {class: "filters", role: "search", "aria-label": "Filter articles"},
    field("f-q", site.folder ? "Words in titles" : "Words in titles and texts", input("q", "search")),
    field("f-name", "Names", input("name", "search", {list: "all-names", placeholder: "anybody, anything"})),
    field("f-speaker", "Quotes", input("speaker", "search", {list: "all-speakers", placeholder: "anybody"})),
    site.publishers.length > 0 && field("f-publisher", "Publisher", select("publisher", publishers)),
    field("f-from", "From", input("from", "text", {placeholder: "2016 or 2016-01-31", pattern: "\\d{4}(-\\d{2}){0,2}", inputmode: "numeric"})),
    field("f-to", "To", input("to", "text", {placeholder: "2016 or 2016-01-31", pattern: "\\d{4}(-\\d{2}){0,2}", inputmode: "numeric"})),
    field("f-sort", "Order", select("sort", [["", "newest first"], ["old", "oldest first"], ["archive", "as in the archive"], ["quotes", "most quotations first"]])),
    h("div", {class: "row"}, h("button", {type: "button", onclick: () => { location.hash = address("articles"); }}, "Clear")));
  // Suggestions: the most frequent names; the rest can be typed.
  const byUse = [...known.values()].sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
  const suggest = (id, list) => h("datalist", {id}, list.slice(0, 300).map(name => h("option", {value: name.name})));
  const result = h("div", {}), head = h("h2", {id: "found"}), namesFound = h("p", {class: "isolate"});
  put(main, h("h1", {tabindex: "-1"}, "Articles"), form,
    suggest("all-names", byUse), suggest("all-speakers", byUse.filter(name => name.quotes)), head, namesFound, result);

  let last = 0;
  async function update() {
    const turn = ++last;
    for (const key of Object.keys(wanted)) wanted[key] = byId(`f-${key}`)?.value.trim() ?? "";
    history.replaceState(null, "", address("articles", wanted));
    const found = await filter(all, known, wanted);
    if (turn !== last) return;
    head.textContent = found.length === all.length ? `All ${of(all.length, "article")}` : `${of(found.length, "article")} of ${count(all.length)}`;
    say(`${of(found.length, "article")} found`);
    const alike = wanted.q ? byUse.filter(name => fold(name.name).includes(fold(wanted.q))).slice(0, 8) : [];
    refill(namesFound, alike.length > 0 && ["Names: ", alike.map((name, n) => [n ? ", " : "", nameLink(name)])]);
    const list = h("ol", {class: "hits", "aria-labelledby": "found"});
    const {button} = portions(found, 40, article => hit(article, known, wanted.q), list);
    refill(result, found.length ? list : h("p", {}, "No article fits. Fewer or shorter words find more."), button);
  }
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(update, 180); });
  form.addEventListener("submit", event => { event.preventDefault(); update(); });
  await update();
}

/** The numbers of the names that a typed name means: exactly, or else all that hold it. */
function meant(known, typed) {
  const words = fold(typed);
  const all = [...known.values()];
  const fits = test => new Set(all.filter(name => test(fold(name.name)) || (name.as ?? []).some(([as]) => test(fold(as)))).map(name => name.n));
  const exact = fits(name => name === words);
  return exact.size ? exact : fits(name => name.includes(words));
}

async function filter(all, known, {q, name, speaker, publisher, from, to, sort}) {
  let list = all;
  if (publisher) list = list.filter(head => publisherOf(head) === publisher);
  if (from) list = list.filter(head => head.day && head.day >= from.slice(0, head.day.length));
  if (to) list = list.filter(head => head.day && head.day.slice(0, to.length) <= to);
  if (name) {
    const numbers = meant(known, name);
    list = list.filter(head => head.names.some(n => numbers.has(n)));
  }
  if (speaker) {
    const numbers = meant(known, speaker);
    list = list.filter(head => { let any = false; eachSaying(head, n => { any ||= numbers.has(n); }); return any; });
  }
  if (q) {
    const words = fold(q).split(/\s+/).filter(Boolean);
    const holds = text => words.every(word => text.includes(word));
    const kept = [];
    for (const head of list) {
      let text = fold(`${head.title} ${head.id}`);
      if (site.folder) text += fold(` ${head.names.map(n => known.get(n)?.name ?? "").join(" ")}`);
      else if (!holds(text)) text += fold(await wordsOf(head));
      if (holds(text)) kept.push(head);
    }
    list = kept;
  }
  const orders = {"": newest, old: (a, b) => (!a.day - !b.day) || -newest(a, b), archive: () => 0, quotes: (a, b) => b.quotes - a.quotes};
  return [...list].sort(orders[sort] ?? newest);
}

/** The text, or, without it, what is known of it: the names and what is said. */
async function wordsOf(head) {
  const {record} = await article(head);
  return record.text ?? [...record.entities.map(e => e.name), ...record.quotes.map(q => q.text)].join(" ");
}

async function hit(head, known, q) {
  const who = [...speakers(head)].map(n => known.get(n)).filter(Boolean).slice(0, 4);
  return h("li", {class: "hit"},
    h("a", {class: "head", href: address("article", head.slug)}, head.title),
    h("p", {class: "soft small"}, [head.day && dayWords(head.day), publisherOf(head), `${of(head.names.length, "name")}, ${of(head.quotes, "quotation")}`]
      .filter(Boolean).join(" · ")),
    q && !site.folder ? await extract(head, q) : null,
    who.length > 0 && h("p", {class: "small"}, "Quotes ", who.map((name, n) => [n ? ", " : "", nameLink(name)])));
}

/** Where the first searched word stands in the text. */
async function extract(head, q) {
  const {record} = await article(head);
  const text = record.text ?? "";
  const word = q.trim().split(/\s+/)[0];
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  if (at < 0) return null;
  const from = Math.max(0, at - 70), to = Math.min(text.length, at + word.length + 90);
  return h("p", {class: "small words"}, from ? "… " : "", text.slice(from, at), h("mark", {}, text.slice(at, at + word.length)),
    text.slice(at + word.length, to), to < text.length ? " …" : "");
}
