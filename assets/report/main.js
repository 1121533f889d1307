// Which page is shown: the address after "#" says it.

const PAGES = [
  ["", "Overview", overviewPage], ["articles", "Articles", articlesPage], ["names", "Names", namesPage], ["network", "Network", networkPage],
  ["map", "Map", mapPage], ...(site.stories ? [["stories", "Stories", storiesPage]] : []), ["about", "About", aboutPage],
];
const OTHERS = {article: articlePage, name: namePage, story: storyPage};

let leave = null, turns = 0;

async function show(first) {
  const turn = ++turns;
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  let parts = [];
  try { parts = path.split("/").map(decodeURIComponent); } catch { parts = ["?"]; }
  const page = PAGES.find(([name]) => name === parts[0]);
  const make = page?.[2] ?? OTHERS[parts[0]];
  document.title = page && page[0] ? `${page[1]} – ${site.title}` : site.title;
  const parent = {article: "articles", name: "names", story: "stories"}[parts[0]] ?? parts[0];
  for (const link of byId("pages").querySelectorAll("a")) {
    if (link.dataset.page === parent) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  leave?.();
  leave = null;
  const main = byId("main");
  const box = h("div", {});
  // What loads slowly says that it does.
  const waiting = h("p", {class: "soft"}, "Reading the data …");
  const slow = setTimeout(() => main.prepend(waiting), 150);
  try {
    refill(main, box);
    const done = make ? await make(box, new URLSearchParams(query), ...parts.slice(1)) : notHere(box, "There is no such page.", location.hash);
    if (turn !== turns) { done?.(); return; }
    leave = typeof done === "function" ? done : null;
  } catch (error) {
    if (turn === turns) refill(main, h("div", {class: "note", role: "alert"}, h("p", {}, String(error.message ?? error))));
  } finally {
    clearTimeout(slow);
    waiting.remove();
  }
  if (turn !== turns) return;
  main.setAttribute("data-ready", String(turn));
  if (!first) {
    // Who uses a screen reader or the keyboard begins at the top of the new page.
    const wanted = new URLSearchParams(query).get("quote");
    if (!wanted) scrollTo(0, 0);
    main.querySelector("h1")?.focus({preventScroll: true});
    say(document.title);
  }
}

byId("pages").append(h("ul", {}, PAGES.map(([name, words]) => h("li", {}, h("a", {href: address(name), data: {page: name}}, words)))));

byId("skip").addEventListener("click", event => { event.preventDefault(); byId("main").focus(); });

byId("search").addEventListener("submit", event => {
  event.preventDefault();
  location.hash = address("articles", {q: byId("search-words").value.trim()});
});

// Light or dark as the system has it, until the button says otherwise. A page on the disk may not be let to remember it.
const remembered = {
  get: () => { try { return localStorage.getItem("whosaid-theme"); } catch { return null; } },
  set: theme => { try { localStorage.setItem("whosaid-theme", theme); } catch { /* not remembered */ } },
};
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";
function labelTheme() {
  byId("theme").textContent = isDark() ? "☀" : "☾";
  byId("theme").setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
}
if (["dark", "light"].includes(remembered.get())) document.documentElement.dataset.theme = remembered.get();
labelTheme();
systemDark.addEventListener("change", labelTheme);
byId("theme").addEventListener("click", () => {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  remembered.set(theme);
  labelTheme();
});

byId("foot").append(h("p", {}, `Made by whosaid ${site.version} from ${of(site.articles, "record")}. `, h("a", {href: address("about")}, "About this page")));

addEventListener("hashchange", () => show(false));
show(true);
