// The doors of a real store: an enrolment link is spent by one passkey, the passkey opens the door, nothing else does.
// node doors.mjs ADDRESS BROWSER ENROLMENT-LINK OFFICER
import { Walk, demand } from './walk.mjs';

const [address, executablePath, link, officer] = process.argv.slice(2);
const walk = await Walk.begin(executablePath, address);
const context = await walk.browser.newContext();
const page = await context.newPage();
const devices = await context.newCDPSession(page);
await devices.send('WebAuthn.enable');
const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
  options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
});

async function signIn(name) {
  await walk.open(page, '/sign-in');
  await page.locator('[name=officer]').fill(name);
  await page.locator('form[data-passkey=login] button').click();
}

await walk.step('the first administrator enrols with a passkey', async () => {
  await walk.open(page, link);
  await page.locator('form[data-passkey=enrol] button').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/enrol'), { timeout: 15000 });
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
  demand(credentials.length === 1, `${credentials.length} passkeys on the device`);
  demand((await context.cookies()).some((c) => c.name === 'cordon_session' && c.httpOnly), 'no session');
});
await walk.step('the link is spent', async () => {
  const again = await page.goto(link);
  demand(again.status() === 410, `${again.status()}`);
});
await walk.step('without a session the desk sends to the door', async () => {
  await context.clearCookies();
  await page.goto(`${address}/members`);
  demand(new URL(page.url()).pathname === '/sign-in', page.url());
});
await walk.step('the passkey opens the door', async () => {
  await signIn(officer);
  await page.waitForURL((url) => url.pathname !== '/sign-in', { timeout: 15000 });
  demand((await context.cookies()).some((c) => c.name === 'cordon_session'), 'no session');
});
await walk.step('an unknown account stays outside and learns nothing', async () => {
  await context.clearCookies();
  await signIn('nobody');
  await page.waitForFunction(() => document.querySelector('form[data-passkey] [role=alert]')?.textContent.trim());
  demand(!(await context.cookies()).some((c) => c.name === 'cordon_session'), 'a session was given');
});
await walk.step('a device without the passkey stays outside', async () => {
  await devices.send('WebAuthn.clearCredentials', { authenticatorId });
  await signIn(officer);
  await page.waitForTimeout(1500);
  demand(new URL(page.url()).pathname === '/sign-in', page.url());
  demand(!(await context.cookies()).some((c) => c.name === 'cordon_session'), 'a session was given');
});
await walk.step('the demonstration’s door does not exist here', async () => {
  const tried = await context.request.post(`${address}/demo/sign-in`, { form: { officer } });
  demand(tried.status() === 404, `${tried.status()}`);
});
await walk.end();
