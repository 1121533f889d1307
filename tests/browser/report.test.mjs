// The report as people use it: opened from the disk in a browser.
import assert from "node:assert/strict";
import {existsSync, readFileSync} from "node:fs";
import {after, before, test} from "node:test";
import {chromium} from "playwright-core";

const folder = process.env.REPORTS;
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const records = name => readFileSync(`${folder}/${name}.jsonl`, "utf8").trim().split("\n").map(line => JSON.parse(line));

let browser;
before(async () => {
  browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]});
});
after(() => browser?.close());

/** A page of a report. Whatever a browser complains of, and every request that is not for the disk, fails the test. */
async function open(name, hash = "", options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  const page = await context.newPage();
  const wrong = [];
  page.on("console", message => { if (["error", "warning"].includes(message.type())) wrong.push(message.text()); });
  page.on("pageerror", error => wrong.push(error.stack));
  page.on("dialog", dialog => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", request => { if (!/^(file|data):/.test(request.url())) wrong.push(`request: ${request.url()}`); });
  await page.goto(`file://${folder}/${name}.html${hash}`);
  if (name !== "diff") await page.waitForSelector("main[data-ready]");
  return {
    page, wrong,
    go: async hash => { const turn = await page.getAttribute("main", "data-ready"); await page.evaluate(hash => { location.hash = hash; }, hash);
      await page.waitForFunction(turn => document.querySelector("main").dataset.ready !== turn, turn); },
    done: async () => { await context.close(); assert.deepEqual(wrong, []); },
  };
}
const articleHash = id => `#/article/${encodeURIComponent(id)}`;
const heading = page => page.locator("h1").innerText();
const found = page => page.locator("#found").innerText();
const hits = page => page.locator(".hit").count();

/** The text of an article in the page, without the labels that were put into it. */
const shownText = page => page.evaluate(() => {
  const copy = document.querySelector(".text").cloneNode(true);
  copy.querySelectorAll(".chip").forEach(chip => chip.remove());
  return copy.textContent;
});

/** Names as they stand in the page, in the order of the text. */
const shownNames = page => page.evaluate(() => [...document.querySelectorAll(".text a.mention")].map(link => {
  const copy = link.cloneNode(true);
  copy.querySelectorAll(".chip").forEach(chip => chip.remove());
  return copy.textContent;
}));

test("the overview counts what the records say", async () => {
  const {page, done} = await open("report");
  const all = records("records");
  const figures = Object.fromEntries(await page.$$eval(".figures div", rows => rows.map(row => [row.querySelector("dt").innerText, row.querySelector("dd").innerText])));
  assert.equal(figures.Articles, String(all.length));
  const quotes = all.flatMap(record => record.quotes.flatMap(quote => [quote, ...(quote.nested ?? [])]));
  assert.equal(figures.Quotations, String(quotes.length));
  assert.equal(figures["With a speaker"], `${Math.round(100 * quotes.filter(quote => quote.speaker).length / quotes.length)}%`);
  const most = await page.locator("section", {has: page.locator("h2", {hasText: /^People$/})}).locator(".rank li").first().innerText();
  const naming = all.filter(record => record.entities.some(entity => most.startsWith(entity.name))).length;
  assert.match(most, new RegExp(`${naming}\\s+articles$`));
  assert.ok(await page.locator("svg.chart rect").count() > 3);
  await done();
});

test("search finds words of a text, and names", async () => {
  const {page, done} = await open("report");
  await page.fill("#search-words", "Lobster");
  await page.press("#search-words", "Enter");
  await page.waitForSelector(".hit");
  const expected = records("records").filter(record => /lobster/i.test(record.text) || /lobster/i.test(record.title ?? ""));
  assert.equal(await found(page), `${expected.length} article of 20`);
  assert.equal(await page.locator(".hit mark").first().innerText(), "Lobster");
  await page.fill("#f-q", "njeru");
  await page.waitForFunction(() => /Names: .*Njeru/.test(document.querySelector("main").innerText));
  await page.fill("#f-q", "no such word anywhere");
  await page.waitForFunction(() => document.querySelector("main").innerText.includes("No article fits"));
  await done();
});

test("filters: publisher, name, speaker, dates, and all of them at once", async () => {
  const {page, done} = await open("report", "#/articles");
  const all = records("records");
  assert.equal(await hits(page), 20);
  const wait = words => page.waitForFunction(words => document.querySelector("#found").innerText.startsWith(words), words);
  const counted = n => `${n} article`;
  await page.selectOption("#f-publisher", "Delta Courier");
  await wait(counted(all.filter(record => record.publisher === "Delta Courier").length));
  await page.selectOption("#f-publisher", "");
  await page.fill("#f-name", "Daniel Obuya");
  await wait(counted(all.filter(record => record.entities.some(entity => entity.name === "Daniel Obuya")).length));
  await page.fill("#f-name", "");
  await page.fill("#f-speaker", "Grace Wambui Njeru");
  const says = record => record.quotes.some(quote => [quote.speaker, ...(quote.with ?? [])].some(s => s?.name === "Grace Wambui Njeru"));
  await wait(counted(all.filter(says).length));
  await page.fill("#f-speaker", "");
  await page.fill("#f-from", "2021-02");
  await page.fill("#f-to", "2021-06");
  await wait(counted(all.filter(record => record.published >= "2021-02" && record.published < "2021-07").length));
  const dates = await page.$$eval(".hit p.soft", lines => lines.map(line => line.innerText));
  assert.ok(dates.length && dates.every(line => /(February|March|April|May|June) 2021/.test(line)), dates.join("\n"));
  // The address says what is filtered, so that it can be kept and sent.
  const {page: again, done: other} = await open("report", new URL(page.url()).hash);
  assert.equal(await hits(again), dates.length);
  await other();
  await page.click("text=Clear");
  await wait("All 20");
  await done();
});

test("a name has a page: spellings, quotations in time, who is named with it", async () => {
  const {page, done} = await open("report", "#/names?kind=person");
  await page.click("text=Grace Wambui Njeru");
  await page.waitForFunction(() => document.querySelector("h1").innerText === "Grace Wambui Njeru");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  const of = entity => entity.name === "Grace Wambui Njeru";
  const naming = records("records").filter(record => record.entities.some(of));
  const facts = await page.locator(".facts").innerText();
  assert.ok(facts.includes(`${naming.length} articles`), facts);
  const quotes = naming.flatMap(record => {
    const id = record.entities.find(of).id;
    return record.quotes.flatMap(quote => [quote, ...(quote.nested ?? [])]).filter(quote => [quote.speaker, ...(quote.with ?? [])].some(s => s?.entity === id));
  });
  const cards = page.locator("section", {has: page.locator("h2", {hasText: "What Grace Wambui Njeru says"})}).locator(".card");
  await cards.first().waitFor();
  assert.deepEqual((await cards.locator("blockquote").allInnerTexts()).sort(), quotes.map(quote => quote.text).sort());
  const together = page.locator("section", {has: page.locator("h2", {hasText: "Named together with"})});
  assert.ok((await together.innerText()).includes("Daniel Obuya"));
  // A quotation leads to its place in the article.
  const words = await cards.locator("blockquote").first().innerText();
  await cards.locator("a").last().scrollIntoViewIfNeeded();
  await cards.first().locator("p.small a").last().click();
  await page.waitForSelector(".quote.on");
  assert.ok((await page.locator(".panel .words").innerText()).startsWith(words.slice(0, 40)));
  await done();
});

test("an article stands there to the letter, with every name where the record says", async () => {
  for (const name of ["report", "archive"]) {
    const {page, go, done} = await open(name);
    for (const record of records("records")) {
      await go(articleHash(record.id));
      assert.equal(await shownText(page), record.text, record.id);
      const outer = record.entities.flatMap(entity => entity.mentions).sort((a, b) => a.start - b.start || b.end - a.end)
        .filter((mention, n, all) => !all.slice(0, n).some(other => other.start <= mention.start && mention.end <= other.end));
      assert.deepEqual(await shownNames(page), outer.map(mention => mention.text), record.id);
      const labels = await page.locator(".text .chip").count();
      assert.equal(labels, record.quotes.flatMap(quote => [quote, ...(quote.nested ?? [])]).filter(quote => quote.speaker || quote.kind !== "fragment").length, record.id);
    }
    await done();
  }
});

test("pointing at a name tells the reason, at a quotation draws a line to its speaker", async () => {
  const {page, done} = await open("report", articleHash("2021/georgia-runoff-two-places"));
  const record = records("records").find(record => record.id === "2021/georgia-runoff-two-places");
  const kiknadze = record.entities.find(entity => entity.name === "Zurab Kiknadze");
  await page.hover(`.text [data-entity="${kiknadze.id}"][data-mention="0"]`);
  const tip = await page.locator("[role=tooltip]").innerText();
  assert.ok(tip.includes("Zurab Kiknadze") && tip.includes(kiknadze.mentions[0].reason) && tip.includes(`${Math.round(kiknadze.mentions[0].confidence * 100)}%`), tip);
  const quote = record.quotes.find(quote => quote.kind === "direct" && quote.speaker.form === "pronoun");
  await page.hover(`.quote[data-quote="${quote.id}"]`);
  assert.equal(await page.locator(".joins path").count(), 1);
  const panel = await page.locator(".panel").innerText();
  assert.ok(panel.includes(quote.speaker.name) && panel.includes(quote.reason) && panel.includes(`${Math.round(quote.confidence * 100)}%`), panel);
  // The line ends at the word that stands for the speaker.
  const ends = await page.evaluate(() => {
    const dot = document.querySelector(".joins circle").getBoundingClientRect(), word = document.querySelector(".mention.speaker").getBoundingClientRect();
    return {inside: dot.left + dot.width / 2 > word.left && dot.right - dot.width / 2 < word.right, far: Math.min(Math.abs(dot.top - word.bottom), Math.abs(dot.bottom - word.top)), word: document.querySelector(".mention.speaker").textContent};
  });
  assert.ok(ends.inside && ends.far < 8, JSON.stringify(ends));
  assert.equal(ends.word, quote.speaker.text);
  await done();
});

test("everything can be done with the keyboard", async () => {
  const {page, go, done} = await open("report");
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  // To the articles by way of the navigation, and into the first one.
  await page.focus("nav a");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Articles");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".hit");
  assert.equal(await heading(page), "Articles");
  await page.focus("#f-q");
  await page.keyboard.type("lobster");
  await page.waitForFunction(() => document.querySelectorAll(".hit").length === 1);
  for (let n = 0; n < 20 && !(await focused()).includes("Lobster"); n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".text");
  // Names and labels come one after the other; a name shows its reason, Escape hides it.
  for (let n = 0; n < 12 && !(await page.locator("[role=tooltip]").isVisible()); n++) await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-describedby"))?.innerText.includes("Why")));
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("[role=tooltip]").isVisible()));
  for (let n = 0; n < 40 && !(await page.evaluate(() => document.activeElement.classList.contains("chip"))); n++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true");
  assert.ok(await page.locator(".quote.on").count() > 0);
  // The network: one stop for Tab, arrows from name to name, Enter opens.
  await go("#/network");
  await page.focus(".net a[tabindex='0']");
  const first = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("ArrowRight");
  const second = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.notEqual(first, second);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".facts");
  assert.equal(await heading(page), second.split(", ")[0]);
  await done();
});

test("the network and the map show what the records say", async () => {
  const {page, go, done} = await open("report", "#/network");
  assert.equal(await page.locator(".net a").count(), 40);
  await page.check("input[value=speaks]");
  await page.waitForSelector(".net path.arc");
  await page.click("summary");
  assert.ok(await page.locator("main table tbody tr").count() > 5);
  await go("#/map");
  const countries = new Set(records("records").flatMap(record => record.entities.filter(entity => entity.kind === "country").map(entity => entity.country)).filter(Boolean));
  assert.equal(await page.locator("main table tbody tr").count(), countries.size);
  assert.ok(await page.locator(".map a").count() >= 35);
  await done();
});

test("hostile articles stay words", async () => {
  for (const name of ["hostile", "bytes"]) {
    const {page, go, done} = await open(name);
    const all = records("hostile");
    const slugs = new Map();
    for (const record of all) { const n = (slugs.get(record.id) ?? 0) + 1; slugs.set(record.id, n); record.slug = n > 1 ? `${record.id}~${n}` : record.id; }
    const pages = ["#/", "#/articles", "#/articles?q=%3Cscript%3E", "#/names", "#/network", "#/network?of=speaks", "#/map", "#/about", "#/name/person%2Fnobody", "#/article/%3Cimg%20src%3Dx%3E", "#/%"];
    for (const hash of [...pages, ...all.map(record => articleHash(record.slug))]) {
      await go(hash);
      const state = await page.evaluate(() => ({
        hacked: window.hacked, made: document.querySelectorAll("main script, img, iframe, object, embed, main style, main [onerror], main [onload]").length,
        links: [...document.links].map(link => link.protocol).filter(p => !["file:", "https:", "http:"].includes(p)),
      }));
      assert.deepEqual(state, {hacked: undefined, made: 0, links: []}, hash);
    }
    for (const record of all) {
      await go(articleHash(record.slug));
      assert.equal(await shownText(page), record.text, record.id);
    }
    // Characters outside the basic plane are two for JavaScript, one or four in the record.
    await go(articleHash("astral"));
    assert.deepEqual(await shownNames(page), all.find(record => record.id === "astral").entities.flatMap(entity => entity.mentions).sort((a, b) => a.start - b.start).map(mention => mention.text));
    // A name made of markup has its page.
    await go("#/names");
    const links = await page.$$eval(".names a", all => all.map(link => [link.getAttribute("href"), link.textContent]));
    for (const [href, words] of links.slice(0, 25)) {
      await go(href);
      assert.equal(await page.evaluate(() => document.querySelector("h1").textContent), words);
    }
    await done();
  }
});

test("without texts the page says how to get them", async () => {
  const {page, go, done} = await open("bare");
  assert.ok((await page.locator(".note").innerText()).includes("--archive PATH"));
  await go(articleHash("w-2021-0310-01"));
  assert.ok((await page.locator("main").innerText()).includes("The text is not in this report"));
  assert.ok(await page.locator("main table tbody tr").count() > 3);
  await done();
});

test("a large report has its articles beside it, and says so", async () => {
  const {page, go, done} = await open("large");
  assert.ok((await page.locator(".note").innerText()).includes("large-data"));
  await go(articleHash("2016/rovers-sold"));
  assert.equal(await shownText(page), records("records").find(record => record.id === "2016/rovers-sold").text);
  await go("#/articles?q=lobster");
  assert.equal(await hits(page), 1);
  await go("#/names");
  await page.click("text=Daniel Obuya");
  await page.waitForSelector(".card");
  await done();
  const lost = await open("lost", "#/articles");
  assert.ok((await lost.page.locator("[role=alert]").innerText()).includes("must lie beside this page"));
  lost.wrong.length = 0; // The browser complains of the missing file, rightly.
  await lost.done();
});

test("a sample says that it is one, and its overview counts everything", async () => {
  const {page, go, done} = await open("sample");
  const note = await page.locator(".note").innerText();
  const shown = Number(note.match(/sample of (\d+)/)[1]);
  assert.ok(shown > 0 && shown < 20, note);
  assert.equal(await page.locator(".figures dd").first().innerText(), "20");
  await go("#/articles");
  assert.equal(await hits(page), shown);
  await done();
});

test("stories: versions side by side, each quotation once", {skip: !existsSync(`${folder}/stories.jsonl`) && "this program has no command for stories"}, async () => {
  const {page, go, done} = await open("versions", "#/stories");
  const stories = records("stories"), all = records("versions");
  assert.equal(await hits(page), stories.length);
  for (const story of stories) {
    await go(`#/story/${story.id}`);
    const shown = await page.$$eval(".versions .text", texts => texts.map(text => {
      const copy = text.cloneNode(true);
      copy.querySelectorAll(".chip, ins.healed").forEach(added => added.remove());
      return copy.textContent;
    }));
    assert.deepEqual(shown, story.versions.map(version => all.find(record => record.id === version.article).text));
    const healed = await page.$$eval(".versions ins.healed", all => all.map(ins => ins.textContent));
    assert.deepEqual(healed.sort(), story.healed.map(place => place.reading).sort());
    const once = page.locator("section", {has: page.locator("h2", {hasText: "Each quotation once"})});
    assert.equal(await once.locator("tbody tr").count(), story.quotes.length);
    // A quotation that every version has is lit in every version.
    const everywhere = story.quotes.findIndex(quote => quote.versions.every(has => has.quote));
    await once.locator("tbody tr").nth(everywhere).locator("button").click();
    for (let n = 0; n < story.versions.length; n++) {
      const lit = await page.locator(".versions > section").nth(n).locator(".quote.on").first().getAttribute("data-quote");
      assert.equal(lit, story.quotes[everywhere].versions[n].quote);
    }
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("nav [aria-current=page]")].map(link => link.textContent)), ["Stories"]);
  }
  await go(articleHash(stories[0].best));
  assert.ok((await page.locator("main").innerText()).includes("2 versions side by side"));
  await done();
});

test("the page of a diff runs no script and shows hostile words as words", async () => {
  const {page, done} = await open("diff");
  assert.equal(await page.locator("h1").innerText(), "What changed");
  assert.ok(await page.locator("details.change").count() > 0);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script, img, iframe").length), 0);
  await done();
});

test("contrast, labels and landmarks hold, light and dark, wide and narrow", async () => {
  const pages = ["#/", "#/articles", "#/names", "#/network", "#/map", "#/about", "#/name/person%2Fgrace%20wambui%20njeru", `${articleHash("2021/georgia-runoff-two-places")}?quote=q5`];
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390]]) {
    for (const [name, list] of [["report", pages], ["diff", [""]]]) {
      const {page, go, done} = await open(name, "", {colorScheme, viewport: {width, height: 900}, bypassCSP: true, reducedMotion: "reduce"});
      await page.evaluate(axe);
      for (const hash of list) {
        if (hash) { await go("#/x"); await go(hash); }
        const result = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
        const told = result.violations.map(v => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 4).map(n => `${n.html.slice(0, 140)} ${n.failureSummary}`).join("\n  ")}`);
        assert.deepEqual(told, [], `${colorScheme} ${width} ${name}${hash}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${hash} is wider than ${width}`);
      }
      await done();
    }
  }
});
