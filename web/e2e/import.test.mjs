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

test('values that are no known choice are sent to a choice, left empty or refused', async () => {
  const file = [
    'Company;Sector',
    'Ena d.o.o.;Retail',
    'Dva d.o.o.;Shops',
    'Tri d.o.o.;???',
    'Pet d.o.o.;Nonsense',
  ].join('\n');
  await page.goto('/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sectors.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('heading', { name: 'sectors.csv' }).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  const pick = async (column, field) => {
    const box = page.getByRole('combobox', { name: `Field for ${column}` });
    await box.click();
    await box.fill(field);
    await page.getByRole('option', { name: field, exact: true }).click();
  };
  if ((await page.getByRole('combobox', { name: 'Field for Company' }).inputValue()) !== 'Name')
    await pick('Company', 'Name');
  if ((await page.getByRole('combobox', { name: 'Field for Sector' }).inputValue()) !== 'Sector')
    await pick('Sector', 'Sector');
  await page.getByRole('button', { name: 'Next' }).click();

  const decide = async (value, fate) => {
    await page.getByRole('combobox', { name: `What “${value}” becomes` }).click();
    await page.getByRole('option', { name: fate, exact: true }).click();
  };
  await decide('Shops', 'Retail');
  await decide('???', 'Leave the field empty');
  await decide('Nonsense', 'Refuse the row');
  await assertAccessible(page, 'import values');
  await screenshot(page, 'import-values');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Check without writing' }).click();
  await page.getByText('Nothing has been written yet.').waitFor();
  await page.getByRole('button', { name: 'Decide about them' }).waitFor();
  await screenshot(page, 'import-values-check');
  await page.getByRole('button', { name: 'Import now' }).click();
  await page.getByText('The import is done.').waitFor();
  const sectors = await page.evaluate(async () => {
    const filter = { field: 'name', op: 'in', value: ['Ena d.o.o.', 'Dva d.o.o.', 'Tri d.o.o.', 'Pet d.o.o.'] };
    const answer = await fetch(
      `/api/v1/companies?filter=${encodeURIComponent(JSON.stringify(filter))}&fields=name,sector`,
    );
    return (await answer.json()).data.map((one) => [one.name, one.sector]).sort();
  });
  assert.deepEqual(sectors, [
    ['Dva d.o.o.', 'retail'],
    ['Ena d.o.o.', 'retail'],
    ['Tri d.o.o.', null],
  ]);
});
