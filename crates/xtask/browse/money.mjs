// One stolen payment, by clicks alone: filed, released, answered on the telephone and through a link, held, ordered,
// appealed, returned, corrected, withdrawn.
// node money.mjs ADDRESS BROWSER
import { Walk, act, demand } from './walk.mjs';

const [address, executablePath] = process.argv.slice(2);
const walk = await Walk.begin(executablePath, address);
const mira = await walk.officer('mira');
const noor = await walk.officer('noor');
const own = await (await mira.request.get(`${address}/v1/cases`)).json();
const { asks } = await (await mira.request.get(`${address}/v1/cases/${own.items[0].id}`)).json();
const accountAt = (bank) => asks.find((ask) => ask.route.institution === bank).account_text;
const elm = accountAt('b-elm');

const local = async (seconds) => {
  const html = await (await mira.request.get(`${address}/desk`)).text();
  const now = Number(/data-now="(\d+)"/.exec(html)[1]);
  return new Date(now + seconds * 1000).toISOString().slice(0, 16);
};
const json = async (id) => (await mira.request.get(`${address}/v1/cases/${id}`)).json();

async function file(amount, uetr) {
  await walk.open(mira, '/money/new');
  const fields = {
    amount, currency: 'EUR', to: elm, executed: await local(-900), victim: 'An invented firm',
    facts: 'A forged invoice with a changed account number.', grounds: 'Exercise criminal code, section 263',
    ends: await local(14 * 86400), ...(uetr ? { uetr } : {}),
  };
  for (const [name, value] of Object.entries(fields)) await mira.locator(`form [name="${name}"]`).first().fill(value);
  await mira.locator('button[name=do][value=file]').click();
  await mira.waitForURL(/\/case\//);
  return new URL(mira.url()).pathname.split('/')[2];
}

let id;
await walk.step('a form with mistakes names each and loses nothing', async () => {
  await walk.open(mira, '/money/new');
  await mira.locator('[name=victim]').fill('An invented firm');
  await mira.evaluate(() => document.querySelectorAll('[required]').forEach((e) => e.removeAttribute('required')));
  await mira.locator('button[name=do][value=file]').click();
  await mira.waitForLoadState('load');
  demand(await mira.locator('.band.bad a').count() >= 4, 'the mistakes are not listed');
  demand(await mira.locator('[name=victim]').inputValue() === 'An invented firm', 'what was typed is lost');
});
await walk.step('an officer files a stolen payment', async () => {
  id = await file('184500.00');
  demand((await json(id)).state === 'filed', 'it does not wait for a second person');
});
await walk.step('the filer cannot release it, a second officer can', async () => {
  await walk.open(mira, `/case/${id}`);
  demand(await mira.locator('input[name=act][value=release]').count() === 0, 'the filer is offered the release');
  await walk.open(noor, `/case/${id}`);
  await act(noor, null, 'release');
  demand((await json(id)).state === 'pursuing', 'not released');
});
await walk.step('the bank is called, and what it says is written down while speaking', async () => {
  await walk.open(mira, `/case/${id}/ask/1/call`);
  await mira.locator('input[name=answer][value=held]').check();
  await mira.locator('[name=held-amount]').fill('184500.00');
  await mira.locator('form.answers button.main').click();
  await mira.waitForURL(/\/case\/[^/]+(#.*)?$/);
  const { sheet } = await json(id);
  demand(sheet.held === '184500.00', JSON.stringify(sheet));
});
await walk.step('an order is recorded on the hold', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'order', { order: 'Exercise court, order 17/2026' });
  demand((await json(id)).asks[0].hold.order === 'Exercise court, order 17/2026', 'not recorded');
});
await walk.step('part of it is recorded as paid back', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'give_back', { amount: '84,500.00' });
  demand((await json(id)).sheet.returned === '84500.00', 'not returned');
});
await walk.step('the account holder is heard through the receiving bureau and the appeal is decided', async () => {
  const country = (await json(id)).asks[0].country;
  const there = { QN: 'dmitra', QO: 'omar', QP: 'pema', QQ: 'qiu', QR: 'rangi', QS: 'sol', QT: 'tess' }[country];
  const receiver = await walk.officer(there);
  await walk.open(receiver, `/case/${id}`);
  await act(receiver, 1, 'appeal', { words: 'Goods were delivered against this payment.' });
  await walk.open(noor, `/case/${id}`);
  await act(noor, 1, 'decide_appeal', {}, 'no');
  const hold = (await json(id)).asks[0].hold;
  demand(hold.appeal?.decided?.[0] === false, JSON.stringify(hold.appeal));
});
await walk.step('the rest of the hold is given up', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'release_hold', { amount: '' });
  demand((await json(id)).sheet.released === '100000.00', 'not released');
});
await walk.step('a bank opens its request with link and code, and answers once', async () => {
  id = await file('62750.00');
  await walk.open(noor, `/case/${id}`);
  await act(noor, null, 'release');
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'link');
  const link = await mira.locator('dl.facts code').innerText();
  const code = await mira.locator('dl.facts b.figure').innerText();
  const bank = await (await walk.browser.newContext()).newPage();
  await walk.open(bank, link);
  demand(!(await bank.content()).includes('62,750'), 'the sum shows before the code');
  await bank.locator('[name=code]').fill('00000000');
  await bank.locator('[name=code]').press('Enter');
  await bank.waitForLoadState('load');
  await bank.locator('[name=code]').fill(code);
  await bank.locator('[name=code]').press('Enter');
  await bank.waitForLoadState('load');
  await bank.locator('input[name=answer][value=held]').check();
  await bank.locator('form.answers button.main').click();
  await bank.waitForLoadState('load');
  demand((await json(id)).sheet.held === '62750.00', 'the answer did not count');
  const again = await bank.goto(link);
  demand(again.status() === 404, `the link opens again: ${again.status()}`);
});
await walk.step('the answer that came through the link is confirmed', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'confirm');
  demand(!(await mira.content()).includes('value="confirm"'), 'it still waits');
});
await walk.step('the report is corrected to what was really stolen', async () => {
  id = await file('9990.00');
  await walk.open(noor, `/case/${id}`);
  await act(noor, null, 'release');
  await walk.open(mira, `/case/${id}`);
  await act(mira, null, 'correct', { amount: '9490.00' });
  const corrected = await json(id);
  demand(corrected.sheet.lost === '9490.00' && corrected.asks[0].revision === 2, JSON.stringify(corrected.sheet));
});
await walk.step('a request that is not theirs is passed on', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, 1, 'forward', { country: 'QR', code: '' });
  demand((await json(id)).asks[0].country === 'QR', 'not passed on');
});
await walk.step('one key stops the pursuit and a second person resumes it', async () => {
  await walk.open(mira, `/case/${id}`);
  await act(mira, null, 'stop');
  demand((await json(id)).state === 'stopped', 'not stopped');
  await walk.open(noor, `/case/${id}`);
  await act(noor, null, 'resume');
  demand((await json(id)).state === 'pursuing', 'not resumed');
});
await walk.step('the case is withdrawn', async () => {
  await walk.open(noor, `/case/${id}`);
  await act(noor, null, 'withdraw');
  demand((await json(id)).state === 'withdrawn', 'not withdrawn');
});
await walk.end();
