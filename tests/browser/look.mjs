// Opens pages in one headless browser and prints, as JSON, what it found in every view of each of them.
//
// node look.mjs CHROMIUM FOLDER [SHOTS]: FOLDER holds the pages, SHOTS is where pictures of them go.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, folder, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [];
for (const media of ["screen", "print"])
  for (const colorScheme of ["light", "dark"])
    for (const width of media === "screen" ? [320, 400, 1200] : [400, 1200]) views.push({ media, colorScheme, width });

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const found = [];
for (const view of views) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
    offline: true,
  });
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".html")).sort()) {
    const page = await context.newPage();
    const heard = [];
    const url = pathToFileURL(join(folder, name)).href;
    page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    page.on("request", (request) => request.url() === url || heard.push(`request: ${request.url()}`));
    await page.emulateMedia({ media: view.media, colorScheme: view.colorScheme });
    await page.goto(url);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const violations = result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`);
    found.push({ page: name, ...view, heard, tooWide, ground, violations, passes: result.passes.length });
    if (shots) {
      if (!existsSync(shots)) mkdirSync(shots, { recursive: true });
      const file = `${name.replace(".html", "")}-${view.media}-${view.colorScheme}-${view.width}.png`;
      await page.screenshot({ path: join(shots, file), fullPage: true });
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(found));
