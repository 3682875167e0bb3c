// Holds every web page below a folder against axe-core (WCAG 2.1 A and AA, best practice) and html-validate, at several
// widths, by day and by night, in forced colours; and against what the pages promise of themselves: no error on the console,
// nothing requested, no scrolling sideways at 320 pixels; and below `fonts`, letters that are not Latin, Greek or Cyrillic in
// fonts of the page alone.
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
const own = /[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]|\p{M}/gu;

/** What is set in another font than the page's: of each element with such letters, more glyphs than it has other characters. */
async function strangers(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: -1 });
  const found = [];
  const visit = async (node) => {
    for (const child of node.children ?? []) await visit(child);
    const texts = (node.children ?? []).filter((child) => child.nodeType === 3).map((child) => child.nodeValue);
    const text = texts.join("").trim();
    // The names of other languages are for those who have fonts for them.
    const isName = node.attributes?.includes("hreflang");
    const letters = (text.match(own) ?? []).length;
    if (letters === 0 || isName || ["STYLE", "SCRIPT", "TITLE"].includes(node.nodeName)) return;
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId: node.nodeId });
    const others = fonts.filter((font) => !font.isCustomFont);
    const count = others.reduce((sum, font) => sum + font.glyphCount, 0);
    const hasOwn = fonts.some((font) => font.isCustomFont);
    // On a narrow screen the name of its column stands before a cell.
    const attributes = node.attributes ?? [];
    const shown = text + (attributes.includes("data-name") ? attributes[attributes.indexOf("data-name") + 1] : "");
    const inner = (node.children ?? []).some((child) => child.nodeType === 1);
    if (fonts.length > 0 && (!hasOwn || (!inner && count > shown.length - shown.match(own).length))) {
      found.push(`${text.slice(0, 40)}: ${others.map((font) => `${font.glyphCount} of ${font.familyName}`).join(", ")}`);
    }
  };
  await visit(root);
  await session.detach();
  return found;
}

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
    if (/^fonts.blocks/.test(name) && width === 1280 && hasRules) {
      for (const what of await strangers(page)) fail(`another font: ${what}`);
    }
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
