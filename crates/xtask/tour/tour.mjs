// Walks through the demonstration's pages: a screenshot and an accessibility check of each.
// node tour.mjs ADDRESS FOLDER BROWSER
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [address, folder, executablePath] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
let findings = 0;

async function visitor(officer, language) {
  // bypassCSP: the checker is a script of ours, which the pages rightly do not allow.
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, bypassCSP: true });
  await context.request.post(`${address}/demo/sign-in`, { form: { officer } });
  await context.request.post(`${address}/language`, { form: { language } });
  return context;
}

async function see(page, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  for (const v of serious) {
    console.error(`${name}: ${v.impact}: ${v.id}: ${v.help}`);
    for (const node of v.nodes.slice(0, 3)) console.error(`    ${node.target.join(' ')}`);
  }
  findings += serious.length;
  console.log(`tour: ${name}: ${violations.length} findings, ${serious.length} of them serious`);
}

async function open(page, address) {
  const response = await page.goto(address, { waitUntil: 'load' });
  if (!response.ok()) throw new Error(`${address}: ${response.status()}`);
}

/** A one-time link for the first request that takes one. */
async function answerLink(context, id, asks) {
  for (const { ask } of asks) {
    const made = await context.request.post(`${address}/v1/cases/${id}/asks/${ask}/link`, {
      data: {}, headers: { 'idempotency-key': `tour-${ask}` },
    });
    if (made.ok()) return made.json();
  }
  throw new Error('no request of the case takes an answer link');
}

const english = await visitor('mira', 'en');
const page = await english.newPage();
const { items } = await (await english.request.get(`${address}/v1/cases`)).json();
const { id } = items[0];
const { asks } = await (await english.request.get(`${address}/v1/cases/${id}`)).json();
await open(page, `${address}/desk`);
await see(page, 'desk');
await open(page, `${address}/case/${id}`);
await see(page, 'case');
await open(page, `${address}/money/new`);
await see(page, 'new-request');

const { link, code } = await answerLink(english, id, asks);
const bank = await (await browser.newContext({ viewport: { width: 1280, height: 860 }, bypassCSP: true })).newPage();
await open(bank, link);
const field = bank.locator('input[name="code"]');
if (await field.count()) {
  await field.fill(code);
  await field.press('Enter');
  await bank.waitForLoadState('load');
}
await see(bank, 'answer');

const arabic = await visitor('mira', 'ar');
const right = await arabic.newPage();
await open(right, `${address}/desk`);
await see(right, 'desk-ar');
await open(right, `${address}/case/${id}`);
await see(right, 'case-ar');

await browser.close();
if (findings) {
  console.error(`tour: ${findings} serious findings`);
  process.exit(1);
}
