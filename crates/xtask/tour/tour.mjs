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

/** The world's own time. */
async function now(context) {
  const html = await (await context.request.get(`${address}/desk`)).text();
  return Number(/data-now="(\d+)"/.exec(html)[1]);
}

async function act(context, route, key, data) {
  const done = await context.request.post(`${address}${route}`, { data, headers: { 'idempotency-key': `tour-${key}` } });
  if (!done.ok()) throw new Error(`${route}: ${done.status()}: ${await done.text()}`);
  return done.json();
}

/** A further stolen payment to an account that the story knows. */
async function file(context, key, value, to) {
  const at = await now(context);
  const later = (seconds) => new Date(at + seconds * 1000).toISOString();
  const { id } = await act(context, '/v1/cases', key, {
    amount: { value, currency: 'EUR' }, to, executed: later(-540), discovered: later(-120), recall_sent: true,
    victim: 'An invented firm', facts: 'An invented invoice with a changed account number.',
    mandate: { grounds: 'Exercise criminal code, section 263', least_amount: '100.00', ends: later(14 * 86400) },
  });
  return id;
}

const english = await visitor('mira', 'en');
const supervisor = await visitor('noor', 'en');
const { items } = await (await english.request.get(`${address}/v1/cases`)).json();
const id = items[0].id;
const { asks } = await (await english.request.get(`${address}/v1/cases/${id}`)).json();
const at = (bank) => asks.find((ask) => ask.route.institution === bank).account_text;

// It is the next night: one request is out at a bank without a machine, one is with a bank, one waits for a second person.
const telephone = await file(english, 'a', '184500.00', at('b-elm'));
await act(supervisor, `/v1/cases/${telephone}/release`, 'ar', {});
const machine = await file(english, 'b', '62750.00', at('b-cedar'));
await act(supervisor, `/v1/cases/${machine}/release`, 'br', {});
await file(english, 'c', '9990.00', at('b-hazel'));

const page = await english.newPage();
await open(page, `${address}/desk`);
await see(page, 'desk');
await open(page, `${address}/case/${id}`);
await see(page, 'case');
await open(page, `${address}/money/new`);
await see(page, 'new-request');

const { link, code } = await act(english, `/v1/cases/${telephone}/asks/1/link`, 'link', {});
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
