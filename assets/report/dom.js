// Elements. Whatever comes from an article is put in as text; nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: `h("a", {href: "#/", class: "x", onclick: f}, "text", element, null)`. */
function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Puts children into an element: text, elements, lists of them; nothing where there is nothing. */
const put = (parent, ...children) => fill(parent, null, children);

/** Puts children in the place of those that are there. */
function refill(parent, ...children) {
  parent.replaceChildren();
  return put(parent, ...children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") for (const [key, datum] of Object.entries(value)) element.dataset[key] = datum;
    else if (name === "width%") element.style.width = `${value}%`;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A page within this one: `address("name", key)`, `address("articles", {q: "x"})`. */
function address(page, ...rest) {
  const last = rest[rest.length - 1];
  const query = last && typeof last === "object" ? new URLSearchParams(Object.entries(rest.pop()).filter(p => p[1] !== "")) : "";
  const parts = [page, ...rest.map(encodeURIComponent)].filter(part => part !== "");
  return `#/${parts.join("/")}${String(query) ? `?${query}` : ""}`;
}

/** A link to the web; text where the address is not one of the web. */
function webLink(url, words) {
  let parsed = null;
  try { parsed = new URL(url); } catch { /* no address */ }
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return document.createTextNode(words);
  return h("a", {href: parsed.href, rel: "noopener noreferrer external", target: "_blank"}, words);
}

const byId = id => document.getElementById(id);

/** Tells those who do not see the page what happened. */
function say(words) {
  byId("status").textContent = words;
}

/** A table, with a caption for everybody. Columns: [head, is a number]. */
function table(caption, columns, rows) {
  return h("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption}, h("table", {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, columns.map(([head, number]) => h("th", {scope: "col", class: number ? "n" : null}, head)))),
    h("tbody", {}, rows.map(row => h("tr", {}, row.map((cell, n) => h("td", {class: columns[n][1] ? "n" : null}, cell)))))));
}

/** Shows a list in portions: a button adds the next ones. */
function portions(list, size, render, container) {
  let shown = 0;
  const button = h("button", {type: "button", class: "more", onclick: () => more(true)});
  async function more(focus) {
    const next = list.slice(shown, shown + size);
    shown += next.length;
    button.disabled = true;
    const made = (await Promise.all(next.map(render))).flat().filter(Boolean);
    container.append(...made);
    button.disabled = false;
    button.hidden = shown >= list.length;
    button.textContent = `Show more (${count(list.length - shown)} left)`;
    // Who pressed the button goes on reading where the new ones begin.
    if (focus) made[0]?.querySelector("a, button")?.focus();
  }
  const ready = more(false);
  return {button, ready};
}
