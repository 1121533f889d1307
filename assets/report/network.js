// Who is named with whom, and who speaks about whom: a network that lays itself out (d3-force), and a table that says the same.

const SHAPES = {
  person: r => `M${-r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0`,
  organization: r => `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  country: r => `M0,${-1.25 * r}L${1.25 * r},0L0,${1.25 * r}L${-1.25 * r},0z`,
  place: r => `M0,${-1.2 * r}L${1.15 * r},${0.85 * r}H${-1.15 * r}z`,
  own: r => `M${-r},${-0.4 * r}h${0.6 * r}v${-0.6 * r}h${0.8 * r}v${0.6 * r}h${0.6 * r}v${0.8 * r}h${-0.6 * r}v${0.6 * r}h${-0.8 * r}v${-0.6 * r}h${-0.6 * r}z`,
};

async function networkPage(main, query) {
  const [all, known] = await Promise.all([heads(), names()]);
  const kinds = [...Object.keys(KINDS), ...Object.keys(site.kinds).filter(kind => !(kind in KINDS))].filter(kind => site.kinds[kind]);
  const wanted = {of: query.get("of") ?? "together", kinds: new Set((query.get("kinds") ?? kinds.join("+")).split("+")), many: Number(query.get("many")) || 40};
  const choice = (value, words) => h("label", {}, h("input", {type: "radio", name: "of", value, checked: wanted.of === value}), words);
  const form = h("form", {class: "filters", "aria-label": "What the network shows"},
    h("fieldset", {class: "wide row"}, h("legend", {class: "label"}, "Lines"), choice("together", "who is named with whom"), choice("speaks", "who speaks about whom")),
    h("fieldset", {class: "wide row"}, h("legend", {class: "label"}, "Names"), kinds.map(kind => h("label", {}, h("input", {type: "checkbox", value: kind, checked: wanted.kinds.has(kind)}), sign(kind), kindMany(kind)))),
    h("div", {class: "wide row"}, h("label", {for: "f-many"}, h("b", {}, "At most")), h("select", {id: "f-many"}, [20, 40, 80, 120].map(n => h("option", {value: n, selected: n === wanted.many}, `${n} names`)))));
  const box = h("div", {});
  put(main, h("h1", {tabindex: "-1"}, "Network"),
    h("p", {class: "lead"}, "The larger a sign, the more articles name it; the thicker a line, the more often two go together."), form, box);
  let stop = () => {};
  function update() {
    wanted.of = form.querySelector("input[name=of]:checked").value;
    wanted.kinds = new Set([...form.querySelectorAll("input[type=checkbox]:checked")].map(input => input.value));
    wanted.many = Number(byId("f-many").value);
    history.replaceState(null, "", address("network", {of: wanted.of, kinds: [...wanted.kinds].join("+"), many: wanted.many}));
    stop();
    stop = draw(box, graph(all, known, wanted), wanted.of === "speaks");
  }
  form.addEventListener("input", update);
  form.addEventListener("submit", event => event.preventDefault());
  update();
  return () => stop();
}

/** The sign of a kind, as in the network. */
const sign = kind => svg("svg", {width: 14, height: 14, viewBox: "-8 -8 16 16", class: kindClass(kind), "aria-hidden": "true"},
  svg("path", {d: SHAPES[kindClass(kind)](5), fill: "currentColor"}));

/** The most frequent names and the lines between them. */
function graph(all, known, {of: mode, kinds, many}) {
  const links = new Map();
  const add = (a, b) => {
    const key = mode === "speaks" ? `${a} ${b}` : `${Math.min(a, b)} ${Math.max(a, b)}`;
    links.set(key, (links.get(key) ?? 0) + 1);
  };
  const fits = n => kinds.has(known.get(n)?.kind);
  const weight = new Map();
  const heavier = n => weight.set(n, (weight.get(n) ?? 0) + 1);
  for (const head of all) {
    if (mode === "speaks") eachSaying(head, (speaker, about) => { for (const n of about) if (fits(speaker) && fits(n)) { heavier(speaker); heavier(n); } });
    else head.names.filter(fits).forEach(heavier);
  }
  const nodes = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, many).map(([n, weight]) => ({id: n, weight, name: known.get(n)}));
  const inside = new Set(nodes.map(node => node.id));
  for (const head of all) {
    if (mode === "speaks") eachSaying(head, (speaker, about) => { if (inside.has(speaker)) for (const n of about) if (inside.has(n)) add(speaker, n); });
    else {
      const here = head.names.filter(n => inside.has(n));
      here.forEach((a, n) => here.slice(n + 1).forEach(b => add(a, b)));
    }
  }
  const lines = [...links].map(([key, count]) => {
    const [source, target] = key.split(" ").map(Number);
    return {source, target, count, close: count / Math.sqrt(weight.get(source) * weight.get(target))};
  });
  lines.sort((a, b) => b.close - a.close || b.count - a.count || a.source - b.source || a.target - b.target);
  // Of each name the lines that are closest for how often both are named, or a thicket would hide them all.
  const taken = new Map();
  const drawn = lines.filter(({source, target}) => {
    const room = [source, target].some(n => (taken.get(n) ?? 0) < CLOSEST);
    if (room) for (const n of [source, target]) taken.set(n, (taken.get(n) ?? 0) + 1);
    return room;
  });
  return {nodes, lines: drawn, all: lines.length};
}

/** So many lines of each name are drawn at least. */
const CLOSEST = 4;

const shorter = name => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

function draw(box, {nodes, lines, all}, arrows) {
  if (!nodes.length) { refill(box, h("p", {}, "There is nobody to show: choose other names.")); return () => {}; }
  const rows = [...lines].sort((a, b) => b.count - a.count).slice(0, 200).map(line => [line.source, line.target].map(n => nameLink(nodes.find(node => node.id === n).name)).concat(count(line.count)));
  const size = d3.scaleSqrt([0, Math.max(...nodes.map(node => node.weight))], [3, 17]);
  const thick = d3.scaleSqrt([1, Math.max(25, ...lines.map(line => line.count))], [0.8, 6]);
  const stage = svg("svg", {class: "net", role: "group", "aria-label": `Network of ${of(nodes.length, "name")} and ${of(lines.length, "line")}; the table below says the same`});
  const plane = svg("g", {});
  const tip = "M0,0L-7,3V-3z";
  stage.append(svg("defs", {}, svg("marker", {id: "arrow", viewBox: "-7 -4 8 8", refX: 0, refY: 0, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto"},
    svg("path", {d: tip, fill: "currentColor", class: "soft"}))), plane);
  const edge = lines.map(line => svg(arrows ? "path" : "line", {class: arrows ? "arc" : null, "stroke-width": thick(line.count), "marker-end": arrows ? "url(#arrow)" : null},
    svg("title", {}, count(line.count))));
  plane.append(...edge);
  const links = nodes.map((node, n) => svg("a", {href: address("name", node.name.key), class: kindClass(node.name.kind), tabindex: n ? "-1" : "0",
    "aria-label": `${node.name.name}, ${kindOne(node.name.kind)}, ${count(node.weight)}`},
    svg("path", {class: "shape", d: SHAPES[kindClass(node.name.kind)](size(node.weight))})));
  const labels = nodes.map(node => svg("text", {"text-anchor": "middle", "aria-hidden": "true"}, shorter(node.name.name)));
  plane.append(...links, ...labels);
  refill(box, stage, h("p", {class: "soft small"}, all > lines.length ? `Of ${count(all)} lines, the ${count(lines.length)} are drawn that are closest for how often both ends are named. ` : "",
    "Drag to move; the wheel, two fingers or these come closer: ", h("button", {type: "button", onclick: () => zoomBy(1.4)}, "Closer"), " ",
    h("button", {type: "button", onclick: () => zoomBy(1 / 1.4)}, "Farther"),
    " With the keyboard: Tab into the network, the arrow keys go from name to name, Enter opens one."),
    h("details", {}, h("summary", {}, "As a table"), table(arrows ? "Who speaks about whom, how often" : "Who is named with whom, in how many articles",
      [[arrows ? "Who" : "One"], [arrows ? "About whom" : "The other"], [arrows ? "Quotations" : "Articles", true]], rows)));
  // Laid out at once, without a show; the same data gives the same picture.
  const moved = lines.map(line => ({...line}));
  // Where few lines hold names together, they are let come closer.
  const loose = lines.length < 1.5 * nodes.length;
  const layout = d3.forceSimulation(nodes)
    .force("line", d3.forceLink(moved).id(node => node.id).distance(line => 50 + 60 * (1 - Math.min(1, line.close))).strength(line => 0.08 + 0.35 * Math.min(1, line.close)))
    .force("apart", d3.forceManyBody().strength(loose ? -110 : -420)).force("x", d3.forceX().strength(loose ? 0.1 : 0.045)).force("y", d3.forceY().strength(loose ? 0.22 : 0.13))
    .force("free", d3.forceCollide(node => Math.max(size(node.weight) + 12, 2.6 * shorter(node.name.name).length)).iterations(2)).stop();
  layout.tick(300);
  const place = () => {
    moved.forEach(({source, target}, n) => {
      if (!arrows) { for (const [key, value] of [["x1", source.x], ["y1", source.y], ["x2", target.x], ["y2", target.y]]) edge[n].setAttribute(key, value.toFixed(1)); return; }
      // A bow, so that both directions can be told apart, that ends before the sign.
      const dx = target.x - source.x, dy = target.y - source.y, length = Math.hypot(dx, dy) || 1, gap = size(target.weight) + 3;
      const ex = target.x - (dx / length) * gap, ey = target.y - (dy / length) * gap;
      edge[n].setAttribute("d", `M${source.x.toFixed(1)},${source.y.toFixed(1)}Q${((source.x + ex) / 2 + dy * 0.12).toFixed(1)},${((source.y + ey) / 2 - dx * 0.12).toFixed(1)} ${ex.toFixed(1)},${ey.toFixed(1)}`);
    });
    nodes.forEach((node, n) => links[n].setAttribute("transform", `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`));
    nodes.forEach((node, n) => { labels[n].setAttribute("x", node.x.toFixed(1)); labels[n].setAttribute("y", (node.y + size(node.weight) * 1.2 + 12).toFixed(1)); });
  };
  place();
  const near = new Map(nodes.map(node => [node, new Set([node])]));
  for (const {source, target} of moved) { near.get(source).add(target); near.get(target).add(source); }
  function light(node) {
    stage.classList.toggle("some", Boolean(node));
    nodes.forEach((other, n) => {
      for (const element of [links[n], labels[n]]) element.classList.toggle("lit", Boolean(node) && near.get(node).has(other));
    });
    moved.forEach(({source, target}, n) => edge[n].classList.toggle("lit", node === source || node === target));
  }
  links.forEach((link, n) => {
    link.addEventListener("mouseenter", () => light(nodes[n]));
    link.addEventListener("mouseleave", () => light(null));
    link.addEventListener("focus", () => light(nodes[n]));
    link.addEventListener("blur", () => light(null));
    link.addEventListener("keydown", event => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      const next = links[(n + step + links.length) % links.length];
      link.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
  // Everything in sight at first.
  const {width, height} = stage.getBoundingClientRect();
  const range = (of, pad) => { const all = nodes.map(of); return [Math.min(...all) - pad, Math.max(...all) + pad]; };
  const [x0, x1] = range(node => node.x, 70), [y0, y1] = range(node => node.y, 36);
  const scale = Math.min(1.6, width / (x1 - x0), height / (y1 - y0));
  const zoom = d3.zoom().scaleExtent([0.2, 6]).on("zoom", ({transform}) => plane.setAttribute("transform", String(transform)));
  const selection = d3.select(stage).call(zoom);
  zoom.transform(selection, d3.zoomIdentity.translate(width / 2 - (scale * (x0 + x1)) / 2, height / 2 - (scale * (y0 + y1)) / 2).scale(scale));
  function zoomBy(factor) { zoom.scaleBy(selection, factor); }
  links.forEach((link, n) => d3.select(link).call(d3.drag().container(plane).subject(() => nodes[n])
    .on("drag", event => { nodes[n].x = event.x; nodes[n].y = event.y; place(); })));
  return () => layout.stop();
}
