// Makes assets/report/vendor: d3.js, the parts of D3 that the report uses in one file, and world.json, countries as paths
// of SVG. Run `npm ci && npm run build` here after a change of a version; the result is committed, so that building
// whosaid needs no Node.
import {readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {geoArea, geoNaturalEarth1, geoPath} from "d3-geo";
import {feature as geometry} from "topojson-client";
import {presimplify, quantile, simplify} from "topojson-simplify";
import {feature as country} from "@rapideditor/country-coder";

const here = name => fileURLToPath(new URL(name, import.meta.url));
const installed = name => JSON.parse(readFileSync(here(`node_modules/${name}/package.json`), "utf8"));

// D3: a network that lays itself out, scales for charts, dragging and zooming.
const parts = {
  "d3-force": "forceSimulation, forceLink, forceManyBody, forceCollide, forceX, forceY",
  "d3-scale": "scaleBand, scaleLinear, scaleSqrt",
  "d3-selection": "select",
  "d3-drag": "drag",
  "d3-zoom": "zoom, zoomIdentity",
};
// The page is a copy of these works, so their licences go with it.
const licence = name => readFileSync(here(`node_modules/${name}/LICENSE`), "utf8").trim();
const banner = `/*
Parts of D3, made into one file by tools/report-vendor and not edited by hand:
${Object.keys(parts).map(name => `${name} ${installed(name).version}`).join(", ")}, and what these need.

${licence("d3-force")}

d3-ease, by way of d3-zoom:

${licence("d3-ease")}
*/`;
const built = await build({
  stdin: {
    contents: Object.entries(parts).map(([name, what]) => `export {${what}} from "${name}";`).join("\n"),
    resolveDir: here("."),
  },
  bundle: true, minify: true, format: "iife", globalName: "d3", target: "es2020", write: false, legalComments: "none",
  charset: "ascii",
});
writeFileSync(here("../../assets/report/vendor/d3.js"), banner + "\n" + built.outputFiles[0].text);

writeFileSync(here("../../assets/report/vendor/LICENSE"), `d3.js: parts of D3

${licence("d3-force")}

d3.js: d3-ease

${licence("d3-ease")}

world.json: world-atlas; the map itself, by Natural Earth, is in the public domain

${licence("world-atlas")}
`);

// The map: Natural Earth's countries at 1:50m, without detail that one cannot see at this size, projected.
const WIDTH = 960, HEIGHT = 490;
const DETAIL = 0.13; // the share of points that is kept
const SMALL = 5; // what is narrower and lower than this many units gets a dot too
const atlas = JSON.parse(readFileSync(here("node_modules/world-atlas/countries-50m.json"), "utf8"));
const weighed = presimplify(atlas);
const simple = simplify(weighed, quantile(weighed, DETAIL));
const named = topology => geometry(topology, topology.objects.countries).features;
const full = named(atlas);
const projection = geoNaturalEarth1().fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]],
  {type: "FeatureCollection", features: full.filter(f => f.properties.name !== "Antarctica")});
const path = geoPath(projection).digits(1);
// The same path in tenths of a unit, each point relative to the one before, and rings of less than three points left out.
const compact = d => (d ?? "").split("Z").map(ring => {
  const points = ring.slice(1).split("L").filter(Boolean).map(p => p.split(",").map(n => Math.round(n * 10)));
  const steps = points.map((p, n) => n ? [p[0] - points[n - 1][0], p[1] - points[n - 1][1]] : p).filter(s => s[0] || s[1]);
  return steps.length < 3 ? "" : `M${steps[0]}l${steps.slice(1).join(" ").replace(/[ ,]-/g, "-")}z`;
}).join("");
// Natural Earth gives no code to these.
const CODES = {Kosovo: "XK", Somaliland: "", "N. Cyprus": "", "Siachen Glacier": "", "Indian Ocean Ter.": ""};
const land = [], dots = [];
named(simple).forEach((shape, n) => {
  const name = full[n].properties.name;
  if (name === "Antarctica") return;
  const code = CODES[name] ?? country(full[n].id)?.properties.iso1A2 ?? "";
  const d = compact(path(shape));
  // A ring that was simplified to nothing would be the whole globe.
  if (d && geoArea(shape) < 6) land.push([code, name, d]);
  const [[x0, y0], [x1, y1]] = path.bounds(full[n]);
  if (code && (!d || (x1 - x0 < SMALL && y1 - y0 < SMALL))) {
    const [x, y] = path.centroid(full[n]);
    dots.push([code, name, Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
  }
});
const order = (a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1);
const rows = list => "[\n" + list.sort(order).map(row => JSON.stringify(row)).join(",\n") + "\n]";
writeFileSync(here("../../assets/report/vendor/world.json"),
  `{"width":${WIDTH},"height":${HEIGHT},"land":${rows(land)},"dots":${rows(dots)}}\n`);
