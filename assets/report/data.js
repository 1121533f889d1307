// The data: in this page, or, where there is much of it, in a folder of scripts beside it.

const site = JSON.parse(byId("data-overview").textContent);
const waiting = new Map();
const chunks = new Map();

// A page on the disk may load scripts but not read files: so each file of data calls this.
Object.defineProperty(window, "whosaidData", {value: (name, data) => waiting.get(name)?.(data)});

/** A part of the data by its name. */
function load(name) {
  if (!chunks.has(name)) {
    chunks.set(name, read(name));
    // Articles that were read long ago are let go.
    const articles = [...chunks.keys()].filter(key => key.startsWith("articles-"));
    if (site.folder && articles.length > 120) chunks.delete(articles[0]);
  }
  return chunks.get(name);
}

function read(name) {
  const inPage = byId(`data-${name}`);
  if (inPage) return Promise.resolve(JSON.parse(inPage.textContent));
  return new Promise((done, failed) => {
    const script = h("script", {src: `${encodeURIComponent(site.folder)}/${name}.js`});
    waiting.set(name, data => { done(data); waiting.delete(name); script.remove(); });
    script.onerror = () => {
      chunks.delete(name);
      failed(new Error(`${site.folder}/${name}.js cannot be read: the folder ${site.folder} must lie beside this page`));
    };
    document.head.append(script);
  });
}

const numbered = (what, many) => Array.from({length: many}, (_, n) => `${what}-${n}`);

function toName([n, key, name, articles, mentions, quotes, more]) {
  return {n, key, kind: key.slice(0, key.indexOf("/")), name: name || "(no name)", articles, mentions, quotes, ...more};
}

let allNames = null;
/** Every name by its number. */
function names() {
  allNames ??= Promise.all(numbered("names", site.chunks.names).map(load))
    .then(parts => new Map(parts.flat().map(row => [row[0], toName(row)])));
  return allNames;
}

let allHeads = null;
/** Every article: what search, filters and network need of it. */
function heads() {
  allHeads ??= Promise.all(numbered("heads", site.chunks.heads).map(load)).then(parts => {
    const taken = new Set();
    return parts.flat().map(([chunk, at, id, title, day, publisher, quotes, named, says]) => {
      // Two articles of one id are told apart in addresses.
      let slug = id;
      for (let n = 2; taken.has(slug); n++) slug = `${id}~${n}`;
      taken.add(slug);
      return {chunk, at, id, slug, title: title || id, day, publisher, quotes, names: named, says};
    });
  });
  return allHeads;
}

/** The whole of an article: {names, record}. */
async function article(head) {
  return (await load(`articles-${head.chunk}`))[head.at];
}

const publisherOf = head => (head.publisher === null ? "" : site.publishers[head.publisher][0]);

/** What an article's row says of who speaks: calls `take(speaker, about)` for each quotation. */
function eachSaying(head, take) {
  for (let at = 0; at < head.says.length; at += 2 + head.says[at + 1]) {
    take(head.says[at], head.says.slice(at + 2, at + 2 + head.says[at + 1]));
  }
}
const speakers = head => {
  const found = new Set();
  eachSaying(head, speaker => found.add(speaker));
  return found;
};

/** Newest first, undated ones last. */
const newest = (a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1);
