// Backups made and told in the app; sample data brought in and taken out again.
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

test('a backup is made, told, and removed', async () => {
  await page.goto('/settings/backups');
  await page.getByText('No backups yet').waitFor();
  await page.getByText('Uploaded files are not in it').waitFor();
  await screenshot(page, 'settings-backups-none');
  await page.getByRole('button', { name: 'Make a backup' }).first().click();
  await page.getByText('The backup was made and read back.').waitFor({ timeout: 90_000 });
  const copies = page.getByRole('row').filter({ hasText: 'Verified' });
  await copies.first().waitFor();
  assert.equal(await copies.count(), 1);
  const address = await copies.getByRole('link', { name: /^Download/ }).getAttribute('href');
  const content = await page.request.get(address);
  assert.equal(content.status(), 200);
  assert.ok((await content.body()).length > 100_000, 'the copy holds the demo company');
  await assertAccessible(page, 'backups');
  await screenshot(page, 'settings-backups');
  await copies.getByRole('button', { name: /^Remove/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No backups yet').waitFor();
});

test('sample data comes into an empty workspace and goes again, leaving what one made', async () => {
  const fresh = await startKith({ demo: false });
  const mine = await openPage(browser, { address: fresh.address, phone: true, scheme: 'dark' });
  try {
    await mine.goto('/');
    await mine.getByLabel('Set-up code').fill(fresh.code);
    await mine.getByLabel('Company name').fill('Linden Ltd');
    await mine.getByLabel(/^Name/).fill('Nina Lind');
    await mine.getByLabel('E-mail').fill('nina@linden.example');
    await mine.getByLabel(/^Password/).fill('a long enough password');
    await mine.getByRole('button', { name: 'Start' }).click();
    await mine.getByLabel('Set-up code').waitFor({ state: 'detached' });
    await mine.goto('/companies/new');
    await mine.getByRole('textbox', { name: 'Name' }).first().fill('My own company');
    await mine.getByRole('button', { name: 'Create company' }).click();
    await mine.getByRole('heading', { name: 'My own company' }).waitFor();
    await mine.goto('/settings/sample_data');
    await mine.getByText('Not here').waitFor();
    await assertAccessible(mine, 'sample data');
    await screenshot(mine, 'phone-dark-settings-sample');
    await mine.getByRole('button', { name: 'Add sample data' }).click();
    await mine.getByText('In your workspace').waitFor({ timeout: 240_000 });
    await assertAccessible(mine, 'sample data in the workspace');
    await screenshot(mine, 'phone-dark-settings-sample-in');
    const count = async () => (await (await mine.request.get('/api/v1/companies?limit=50')).json()).data.length;
    assert.ok((await count()) > 10, 'companies of the demo came in');
    await mine.getByRole('button', { name: 'Take sample data out' }).click();
    await mine.getByRole('dialog').getByRole('button', { name: 'Take sample data out' }).click();
    await mine.getByText('Not here').waitFor({ timeout: 240_000 });
    assert.equal(await count(), 1, 'only the own company is left');
    assert.deepEqual(mine.complaints, []);
  } finally {
    await fresh.stop();
  }
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(page.complaints, []);
});
