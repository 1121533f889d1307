// The pictures in docs/pictures, of the sample archive. By hand, after a change of looks:
//   whosaid extract examples/archive --with-text -o /tmp/records.jsonl && whosaid report /tmp/records.jsonl -o /tmp/report.html
//   CHROMIUM=/usr/bin/chromium node tests/browser/pictures.mjs /tmp/report.html docs/pictures
//   pngquant --force --ext .png --quality 60-90 docs/pictures/*.png
import {chromium} from "playwright-core";

const [,, report, folder] = process.argv;
const browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]});
const article = "#/article/2021%2Fgeorgia-runoff-two-places?quote=q2";
for (const [name, hash, width, height, colorScheme] of [
  ["overview-light", "#/", 1160, 760, "light"],
  ["article-light", article, 1160, 760, "light"],
  ["network-dark", "#/network", 1160, 860, "dark"],
  ["map-light", "#/map", 1160, 720, "light"],
  ["name-light", "#/name/person%2Fgrace%20wambui%20njeru", 1160, 760, "light"],
  ["overview-phone", "#/", 390, 760, "light"],
  ["article-phone-dark", article, 390, 760, "dark"],
]) {
  const page = await (await browser.newContext({viewport: {width, height}, colorScheme, reducedMotion: "reduce"})).newPage();
  await page.goto(`file://${report}${hash}`);
  await page.waitForSelector("main[data-ready]");
  await page.waitForTimeout(400);
  // The selected quotation was scrolled to; on a wide screen it is in sight from the top too.
  if (hash === article && width > 400) await page.evaluate(() => scrollTo(0, 0));
  if (hash === "#/network") await page.evaluate(() => document.querySelector(".filters").scrollIntoView());
  await page.screenshot({path: `${folder}/${name}.png`});
  await page.context().close();
}
await browser.close();
