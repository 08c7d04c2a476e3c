// What every walk through the pages needs: a browser, officers, acts by click, and the accessibility check.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export class Walk {
  constructor(browser, address) {
    this.browser = browser;
    this.address = address;
    this.passed = 0;
    this.failed = 0;
  }

  static async begin(executablePath, address) {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    return new Walk(browser, address);
  }

  /** One step of the walk: what it claims, and the clicks that show it. */
  async step(claim, clicks) {
    try {
      await clicks();
      this.passed += 1;
      console.log(`ok    ${claim}`);
    } catch (error) {
      this.failed += 1;
      console.error(`FAIL  ${claim}: ${String(error.message ?? error).split('\n').slice(0, 4).join(' | ')}`);
    }
  }

  /** An officer of the invented world with a browser window of his own. */
  async officer(id, language = 'en', width = 1280) {
    // bypassCSP: the checker is a script of ours, which the pages rightly do not allow.
    const context = await this.browser.newContext({ viewport: { width, height: 860 }, bypassCSP: true });
    const done = await context.request.post(`${this.address}/demo/sign-in`, { form: { officer: id, to: '/health' } });
    if (!done.ok()) throw new Error(`${id} cannot sign in: ${done.status()}`);
    await context.request.post(`${this.address}/language`, { form: { language } });
    return context.newPage();
  }

  async open(page, path) {
    const response = await page.goto(path.startsWith('http') ? path : `${this.address}${path}`, { waitUntil: 'load', timeout: 60000 });
    if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
  }

  /** Serious findings of the accessibility check, as sentences. */
  async check(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.help} (${v.nodes[0]?.target.join(' ')})`);
  }

  async end() {
    await this.browser.close();
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exit(this.failed ? 1 : 0);
  }
}

/** Demands that something holds. */
export function demand(holds, said) {
  if (!holds) throw new Error(said);
}

/** Presses the button of an act at a request of a case, after filling what it asks for. */
export async function act(page, ask, name, fields = {}, choose) {
  const row = ask === null ? page.locator('main') : page.locator(`tr#ask-${ask}`);
  const details = row.locator('details').filter({ has: page.locator(`input[name=act][value="${name}"]`) }).first();
  if (await details.count() && !(await details.evaluate((d) => d.open))) await details.locator('summary').first().click();
  const form = row.locator('form', { has: page.locator(`input[name=act][value="${name}"]`) }).first();
  for (const [field, value] of Object.entries(fields)) await form.locator(`[name="${field}"]`).fill(value);
  const button = choose ? form.locator(`button[value="${choose}"]`) : form.locator('button').first();
  await Promise.all([page.waitForLoadState('load'), button.click()]);
  await page.waitForLoadState('networkidle').catch(() => {});
}
