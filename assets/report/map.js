// Countries named, on a map and in a table.

async function mapPage(main) {
  const [world, known] = await Promise.all([load("world"), names()]);
  const counts = new Map(site.countries);
  const most = Math.max(1, ...counts.values());
  // Five classes, each so many times the one before, so that a few frequent countries do not hide the rest.
  const step = Math.max(1.0001, Math.pow(most + 1, 1 / 5));
  const limits = [];
  for (let low = 1, n = 1; n <= 5 && low <= most; n++) {
    const high = n === 5 ? most : Math.max(low, Math.min(most, Math.ceil(Math.pow(step, n)) - 1));
    limits.push([low, high]);
    low = high + 1;
  }
  const shade = n => `c${limits.findIndex(([low, high]) => n >= low && n <= high) + 1 + (5 - limits.length)}`;
  const byCode = new Map([...known.values()].filter(name => name.kind === "country" && name.country).sort((a, b) => a.articles - b.articles).map(name => [name.country, name]));
  const label = (code, name) => `${byCode.get(code)?.name ?? name}: ${of(counts.get(code), "article")}`;
  const stage = svg("svg", {class: "map", viewBox: `0 0 ${world.width} ${world.height}`, role: "group", "aria-label": "Map of the countries named; the table below says the same"});
  const linked = (code, shape) => {
    const name = byCode.get(code);
    return name ? svg("a", {href: address("name", name.key), tabindex: "-1"}, shape) : shape;
  };
  const land = svg("g", {transform: "scale(.1)"}, world.land.map(([code, name, d]) => {
    if (!counts.has(code)) return svg("path", {class: "land", d, "aria-hidden": "true"});
    return linked(code, svg("path", {class: `land ${shade(counts.get(code))}`, d}, svg("title", {}, label(code, name))));
  }));
  const dots = world.dots.filter(([code]) => counts.has(code)).map(([code, name, x, y]) =>
    linked(code, svg("circle", {class: `dot ${shade(counts.get(code))}`, cx: x, cy: y, r: 4}, svg("title", {}, label(code, name)))));
  stage.append(land, ...dots);
  const onMap = new Set([...world.land, ...world.dots].map(([code]) => code));
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const missing = rows.filter(([code]) => !onMap.has(code)).length;
  put(main, h("h1", {tabindex: "-1"}, "Countries named"),
    rows.length === 0 && h("p", {}, "No article names a country."),
    rows.length > 0 && [h("p", {class: "lead"}, `${of(rows.length, "country", "countries")}, by how many articles name them, also by their people or their seat of government.`), stage,
      h("ul", {class: "legend", "aria-label": "Legend"}, limits.map(([low, high], n) => h("li", {}, h("span", {class: `swatch c${n + 1 + (5 - limits.length)}`}),
        low === high ? of(low, "article") : `${count(low)} to ${count(high)} articles`))),
      missing > 0 && h("p", {class: "soft small"}, `${of(missing, "country", "countries")} of the past or without a place on this map ${missing === 1 ? "is" : "are"} only in the table.`),
      section("As a table", table("Countries by articles", [["Country"], ["Code"], ["Articles", true]],
        rows.map(([code, n]) => [byCode.has(code) ? nameLink(byCode.get(code)) : code, code, count(n)])))]);
}
