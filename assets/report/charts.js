// Charts: bars by month, ranked lists.

/** The link of a name, in the colour of its kind. */
function nameLink(name, attributes) {
  return h("a", {href: address("name", name.key), class: kindClass(name.kind), ...attributes}, name.name);
}

/** A ranked list: rows of {link, count, kind}, and what is counted. */
function rank(rows, counted) {
  const most = Math.max(1, ...rows.map(row => row.count));
  return [h("p", {class: "counted", "aria-hidden": "true"}, counted), h("ol", {class: "rank"}, rows.map(row => h("li", {}, row.link,
    h("span", {class: `bar ${kindClass(row.kind)}`, "aria-hidden": "true"}, h("i", {"width%": (100 * row.count) / most})),
    h("span", {class: "count"}, count(row.count), h("span", {class: "hidden"}, ` ${counted}`)))))];
}

/** Every month, or every year where months would be too many, from the first to the last. */
function periods(days) {
  const known = days.filter(Boolean).sort();
  if (!known.length) return {list: [], of: () => ""};
  const [first, last] = [known[0], known[known.length - 1]];
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  if (to - from > 9 || known.some(day => day.length === 4)) {
    return {list: Array.from({length: to - from + 1}, (_, n) => String(from + n)), of: day => day.slice(0, 4), years: true};
  }
  const list = [];
  for (let year = from, month = Number(first.slice(5, 7)); ; month++) {
    if (month > 12) { month = 1; year++; }
    list.push(`${year}-${String(month).padStart(2, "0")}`);
    if (list[list.length - 1] >= last.slice(0, 7)) break;
  }
  return {list, of: day => day.slice(0, 7)};
}

/** Bars over time, one series upon the other. `series`: [{name, counts: Map of period to count}]. */
function timeChart(label, {list, years}, series, unit) {
  if (!list.length) return h("p", {class: "soft"}, "No dates are known.");
  // Letters stay as large as they are, on a phone too.
  const width = Math.max(300, Math.min(900, innerWidth - 48)), height = 190, left = 34, bottom = 22, top = 8;
  const totals = list.map(period => series.reduce((sum, s) => sum + (s.counts.get(period) ?? 0), 0));
  const x = d3.scaleBand(list, [left, width]).padding(list.length > 60 ? 0.08 : 0.18);
  const y = d3.scaleLinear([0, Math.max(1, ...totals)], [height - bottom, top]).nice(4);
  const chart = svg("svg", {class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label});
  for (const tick of y.ticks(4).filter(Number.isInteger)) {
    chart.append(svg("line", {class: "grid", x1: left, x2: width, y1: y(tick), y2: y(tick)}),
      svg("text", {x: left - 6, y: y(tick) + 4, "text-anchor": "end"}, count(tick)));
  }
  // No more labels than fit: January of each year, or every so many.
  const marks = years || list.length <= 12 ? list : list.filter(period => period.endsWith("-01"));
  const step = Math.ceil(marks.length / (width / 62));
  marks.filter((_, n) => n % step === 0).forEach(period => chart.append(
    svg("text", {x: x(period) + x.bandwidth() / 2, y: height - 6, "text-anchor": "middle"},
      years || list.length > 12 ? period.slice(0, 4) : dayWords(period).slice(0, 3) + (period.endsWith("-01") ? ` ${period.slice(2, 4)}` : ""))));
  list.forEach(period => {
    let base = 0;
    series.forEach((s, n) => {
      const value = s.counts.get(period) ?? 0;
      if (!value) return;
      chart.append(svg("rect", {class: `s${Math.min(n, 5) + 1}`, x: x(period), width: x.bandwidth(), y: y(base + value),
        height: y(base) - y(base + value)}, svg("title", {}, `${dayWords(period)}, ${s.name}: ${of(value, unit)}`)));
      base += value;
    });
  });
  const rows = list.flatMap((period, n) => (totals[n] ? [[dayWords(period), ...series.map(s => count(s.counts.get(period) ?? 0))]] : []));
  return h("figure", {class: "figure"}, chart,
    series.length > 1 && h("ul", {class: "legend"}, series.map((s, n) =>
      h("li", {}, h("span", {class: `swatch s${Math.min(n, 5) + 1}`}), s.name))),
    h("details", {}, h("summary", {}, "As a table"),
      table(label, [["When"], ...series.map(s => [s.name, true])], rows)));
}
