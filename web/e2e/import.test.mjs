// A file becomes records: upload, columns, matching, check, run, undo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, rows, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

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

const FILE = [
  'Record ID;First Name;Last Name;Email;Birthdate;Company Name',
  '901;Zarja;Uvoz;zarja@uvoz.example;03/04/1980;Uvoz d.o.o.',
  '902;Žiga;Uvoz;ziga@uvoz.example;11/12/1991;Uvoz d.o.o.',
  '903;Broken;Uvoz;not-a-mail;01/02/1990;',
].join('\n');

const foundByName = async () => {
  const answer = await page.evaluate(async () => (await fetch('/api/v1/people?q=uvoz&count=exact')).json());
  return answer.count.value;
};

test('a HubSpot file is understood, checked without writing, imported and undone', async () => {
  await page.goto('/import');
  await assertAccessible(page, 'import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await page.getByRole('heading', { name: 'people.csv' }).waitFor();
  await page.getByRole('cell', { name: /zarja@uvoz.example/ }).waitFor();
  await assertAccessible(page, 'import format');
  await screenshot(page, 'import-file');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('combobox', { name: 'Field for Email' }).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Field for Email' }).inputValue(), 'E-mail');
  const question = page.getByText('Day, month, year').first();
  if (await question.isVisible()) await question.click();
  await assertAccessible(page, 'import columns');
  await screenshot(page, 'import-columns');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByText('What tells that a record is already here').first().waitFor();
  await screenshot(page, 'import-matching');
  await page.getByRole('button', { name: 'Check without writing' }).click();
  await page.getByText('Nothing has been written yet.').waitFor();
  await page.getByRole('button', { name: 'Import now' }).waitFor();
  await page.waitForFunction(
    () => ![...document.querySelectorAll('button')].find((one) => one.textContent === 'Import now')?.disabled,
  );
  await assertAccessible(page, 'import check');
  await screenshot(page, 'import-check');
  assert.equal(await foundByName(), 0, 'the check writes nothing');

  await page.getByRole('button', { name: 'Import now' }).click();
  await page.getByText('The import is done.').waitFor();
  await screenshot(page, 'import-done');
  const written = await foundByName();
  assert.ok(written >= 2, `${written} people were written`);
  await page.getByRole('link', { name: 'Open People' }).click();
  await rows(page).first().waitFor();
  await page.goBack();

  await page.getByRole('button', { name: 'Undo the whole import' }).click();
  await page.getByText('The import was undone.').waitFor();
  assert.equal(await foundByName(), 0, 'undo takes everything back');
  assert.deepEqual(page.complaints, []);
});
