// Every page of the menu, for officers of different houses: it opens, nothing is wider than the window, and the
// accessibility check finds nothing serious; in English and Arabic, wide and narrow.
// node pages.mjs ADDRESS BROWSER
import { Walk, demand } from './walk.mjs';

const [address, executablePath] = process.argv.slice(2);
const walk = await Walk.begin(executablePath, address);
const TONIGHT = '/assembly/exercise-tonight';
const SEES = {
  mira: [
    '/', '/desk', '/money', '/money/new', '/money/trace', '/notices', '/check', '/links', '/documents',
    '/trends', '/trends/ranks', '/trends/explore', '/trends/together', '/trends/money', '/trends/estimate', '/members', '/verify',
  ],
  lea: ['/children', '/trends/operations', '/trends/counts'],
  hana: ['/trends/collect'],
  ines: ['/notices', '/notices/rules', '/notices/sealed', '/notices/recalls', '/notices/hits'],
  tess: ['/check'],
  dele: ['/assembly', TONIGHT, `${TONIGHT}/delegate`, `${TONIGHT}/results`, `${TONIGHT}/resolutions`, `${TONIGHT}/finances`, `${TONIGHT}/minutes`, `${TONIGHT}/projector`],
  sana: [`${TONIGHT}/secretariat`, `${TONIGHT}/delegations`, `${TONIGHT}/rules`, `${TONIGHT}/elections`],
};
for (const [officer, paths] of Object.entries(SEES)) {
  for (const language of ['en', 'ar']) {
    for (const width of [1280, 360]) {
      const first = await walk.officer(officer, language, width);
      for (const path of [...paths, ...(await ofACase(first, officer))]) {
        // A window of its own for each page: one that does not come disturbs no other.
        const page = await first.context().newPage();
        await walk.step(`${officer} sees ${path.replace(/[0-9a-f-]{36}/, '…')} in ${language} at ${width}`, async () => {
          await walk.open(page, path);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          demand(wider <= 1, `${wider} pixels wider than the window`);
          const findings = await walk.check(page);
          demand(findings.length === 0, findings.join('; '));
        });
        await page.close();
      }
      await first.context().close();
    }
  }
}
await walk.end();

/** The pages of an officer's first case. */
async function ofACase(page, officer) {
  if (officer !== 'mira') return [];
  const { items } = await (await page.request.get(`${address}/v1/cases`)).json();
  return [`/case/${items[0].id}`, `/case/${items[0].id}/ask/1/call`];
}
