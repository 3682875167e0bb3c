// Holds every web page below a folder against axe-core (WCAG 2.1 A and AA, best practice) and html-validate, at several
// widths, by day and by night, in forced colours; and against what the pages promise of themselves: no error on the console,
// nothing requested, no scrolling sideways at 320 pixels.
//
//     node check.mjs CHROMIUM FOLDER
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [executablePath, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] };
// How a page is looked at: its width in CSS pixels, and what its reader asks for. 320 pixels are 1280 at 400 %. The rules look
// where something else may be seen.
const looks = [
  { width: 320, hasRules: true },
  { width: 390, hasRules: true, colorScheme: "dark" },
  { width: 768, reducedMotion: "reduce" },
  { width: 1280, hasRules: true },
  { width: 1280, colorScheme: "dark", forcedColors: "active" },
];
const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const failures = [];

const validator = new HtmlValidate(new FileSystemConfigLoader());
for (const name of names) {
  const { results } = await validator.validateFile(join(resolve(folder), name));
  for (const { messages } of results) {
    for (const { ruleId, line, column, message } of messages) failures.push(`${name}:${line}:${column}: ${ruleId}: ${message}`);
  }
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });
for (const { width, hasRules, ...asked } of looks) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...asked });
  const page = await context.newPage();
  let at = "";
  const fail = (what) => failures.push(`${at} at ${width} ${Object.values(asked).join(" ")}: ${what}`);
  page.on("console", (message) => fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => fail(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!request.isNavigationRequest() && !request.url().startsWith("data:")) fail(`requested ${request.url()}`);
  });
  for (const name of names) {
    at = name;
    await page.goto(pathToFileURL(join(resolve(folder), name)).href);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) fail(`${wide} pixels wider than the screen`);
    if (!hasRules) continue;
    await page.evaluate(axe);
    const { violations } = await page.evaluate((runOnly) => window.axe.run({ runOnly }), rules);
    for (const { id, help, nodes } of violations) fail(`${id}: ${help}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  }
  await context.close();
}
await browser.close();

failures.forEach((failure) => console.error(failure));
console.log(`${names.length} web pages at ${looks.length} looks: ${failures.length} failures`);
process.exit(failures.length > 0 ? 1 : 0);
