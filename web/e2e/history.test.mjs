// What was done stands in the history and is taken back from there, also after another has changed some of it; the trash.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  page = await openPage(browser, { address: kith.address });
  await signIn(page, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const send = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': csrf };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const read = (id) => page.evaluate(async (one) => (await fetch(`/api/v1/companies/${one}`)).json(), id);

test('a change is unfolded to what it changed, and taken back as far as nobody has changed it since', async () => {
  const made = await send('POST', '/companies', { name: 'Zgodovina d.o.o.', employees: 5, sector: 'retail' });
  await send('PATCH', `/companies/${made.id}`, { employees: 50, sector: 'medical' });
  await send('PATCH', `/companies/${made.id}`, { sector: 'food' });
  await page.goto(`/companies/${made.id}`);
  await page.getByRole('heading', { level: 1, name: 'Zgodovina d.o.o.' }).waitFor();
  await page.goto(`/history?object=company&record=${made.id}`);
  const acts = page.getByRole('main').locator('button[aria-expanded]');
  await acts.nth(2).waitFor();
  assert.equal(await acts.count(), 3);
  await acts.nth(1).click();
  await page.getByText('Employees').waitFor();
  await assertAccessible(page, 'history');
  await screenshot(page, 'history');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Undo:/ })
    .nth(1)
    .click();
  const dialog = page.getByRole('dialog', { name: 'Undo this?' });
  await dialog.getByText('1 thing stays as it is').waitFor();
  await assertAccessible(page, 'undo with a conflict');
  await screenshot(page, 'history-undo');
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Undone.').waitFor();
  const now = await read(made.id);
  assert.deepEqual([now.employees, now.sector], [5, 'food'], 'what was changed since stays');
});

test('Ctrl+Z takes back the last change of a cell and Ctrl+Shift+Z does it again; inputs keep their own undo', async () => {
  await page.goto('/companies?columns=name,employees&sort=created_at');
  const cell = page.locator('[data-place="1:1"]');
  await cell.click();
  const was = (await cell.textContent()).trim();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4321');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4321');
  await page.keyboard.press('Enter');
  const shows = (text) =>
    page.waitForFunction(
      (wanted) => document.querySelector('[data-place="1:1"]')?.textContent.trim().replace(/\D/g, '') === wanted,
      text.replace(/\D/g, ''),
    );
  await shows('4321');
  await page.getByText(/was saved/).waitFor();
  await page.keyboard.press('Control+z');
  await shows(was);
  await page.keyboard.press('Control+Shift+z');
  await shows('4321');
});

test('the trash brings back, ends one for good after asking, and is emptied only after a typed word', async () => {
  const [one, two] = [
    await send('POST', '/companies', { name: 'Koš ena' }),
    await send('POST', '/companies', { name: 'Koš dva' }),
  ];
  await send('DELETE', `/companies/${one.id}`);
  await send('DELETE', `/companies/${two.id}`);
  await page.goto('/trash');
  const row = (name) => page.getByRole('row').filter({ hasText: name });
  await row('Koš ena')
    .getByText(/days|Last day/)
    .waitFor();
  await assertAccessible(page, 'trash');
  await screenshot(page, 'trash');
  await row('Koš ena').getByRole('button', { name: 'Restore' }).click();
  await row('Koš ena').waitFor({ state: 'detached' });
  assert.equal((await read(one.id)).name, 'Koš ena');
  await row('Koš dva').getByRole('button', { name: 'More for Koš dva' }).click();
  await page.getByRole('menuitem', { name: 'Delete for good' }).click();
  const ask = page.getByRole('dialog', { name: 'Delete “Koš dva” for good?' });
  await assertAccessible(page, 'ask before the end');
  await ask.getByRole('button', { name: 'Delete for good' }).click();
  await row('Koš dva').waitFor({ state: 'detached' });
  await send('DELETE', `/companies/${one.id}`);
  await page.reload();
  await page.getByRole('button', { name: 'Empty the trash' }).click();
  const empty = page.getByRole('dialog', { name: 'Empty the trash?' });
  assert.ok(await empty.getByRole('button', { name: 'Empty the trash' }).isDisabled());
  await empty.getByLabel('Type “empty” to go on').fill('empty');
  await empty.getByRole('button', { name: 'Empty the trash' }).click();
  await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
});

test('the history reads on a phone in the dark', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true, scheme: 'dark' });
  await signIn(phone, kith);
  await phone.goto('/history?who=all');
  await phone.getByRole('main').locator('button[aria-expanded]').first().click();
  await assertAccessible(phone, 'history on a phone');
  await screenshot(phone, 'history-phone-dark');
  assert.deepEqual(phone.complaints, []);
  await phone.context().close();
});
