// The first run: an empty installation, set up in the browser with the code from the terminal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;

before(async () => {
  kith = await startKith({ demo: false });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

test('a new installation is set up once and then belongs to its administrator', async () => {
  const page = await openPage(browser, { address: kith.address });
  await page.goto('/');
  await page.getByRole('heading', { name: 'Welcome to Kith' }).waitFor();
  await assertAccessible(page, 'set-up');
  await screenshot(page, 'setup');
  await page.getByLabel('Set-up code').fill('wrong-code');
  await page.getByLabel('Company name').fill('Linden Ltd');
  await page.getByLabel(/^Name/).fill('Nina Lind');
  await page.getByLabel('E-mail').fill('nina@linden.example');
  await page.getByLabel(/^Password/).fill('a long enough password');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Company name').inputValue(), 'Linden Ltd', 'what was typed is kept');
  await page.getByLabel('Set-up code').fill(kith.code);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Linden Ltd').first().waitFor();
  await page.goto('/companies');
  await page.getByRole('heading', { name: 'No companies yet' }).waitFor();
  await screenshot(page, 'empty');

  const other = await openPage(browser, { address: kith.address });
  await other.goto('/');
  await other.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
  assert.deepEqual(page.complaints, []);
});
