// Every page of the menu, for officers of different houses: it opens, nothing is wider than the window, and the
// accessibility check finds nothing serious; in English and Arabic, wide and narrow.
// node pages.mjs ADDRESS BROWSER
import { Walk, demand } from './walk.mjs';

const [address, executablePath] = process.argv.slice(2);
const walk = await Walk.begin(executablePath, address);
const SEES = {
  mira: ['/', '/desk', '/money', '/money/new', '/notices', '/check', '/links', '/trends', '/assembly', '/members', '/verify'],
  lea: ['/trace', '/links', '/children', '/trends'],
  ines: ['/notices'],
  tess: ['/check', '/notices'],
  dele: ['/assembly'],
};
for (const [officer, paths] of Object.entries(SEES)) {
  for (const language of ['en', 'ar']) {
    for (const width of [1280, 360]) {
      const page = await walk.officer(officer, language, width);
      for (const path of [...paths, ...(await first(page, officer))]) {
        await walk.step(`${officer} sees ${path.replace(/[0-9a-f-]{36}/, '…')} in ${language} at ${width}`, async () => {
          await walk.open(page, path);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          demand(wider <= 1, `${wider} pixels wider than the window`);
          const findings = await walk.check(page);
          demand(findings.length === 0, findings.join('; '));
        });
      }
      await page.context().close();
    }
  }
}
await walk.end();

/** The first case of an officer, with its pages. */
async function first(page, officer) {
  if (officer !== 'mira') return [];
  const { items } = await (await page.request.get(`${address}/v1/cases`)).json();
  return [`/case/${items[0].id}`, `/case/${items[0].id}/ask/1/call`];
}
