// A seller brings the files of another system: companies, products and deals, through the wizard alone, and takes the deals back.
// With the whole files where they are (KITH_DATA, or shared/data beside the project), else with the small ones of the examples.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const whole = [process.env.KITH_DATA, join(root, '../shared/data')]
  .filter(Boolean)
  .map((folder) => join(folder, 'crm_sales'))
  .find((folder) => existsSync(join(folder, 'sales_pipeline.csv')));
const folder = whole ?? join(root, 'examples/crm_sales/small');

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

const linesOf = (name) => readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/).slice(1);

const count = (plural) =>
  page.evaluate(
    async (plural) => (await (await fetch(`/api/v1/${plural}?limit=1&count=exact`)).json()).count.value,
    plural,
  );

/** Takes a file up to its check; `values` answers the step about unknown choices, where there is one. */
async function checked(name, values) {
  await page.goto('/import');
  await page.locator('input[type=file]').setInputFiles(join(folder, name));
  await page.getByRole('heading', { name }).waitFor();
  const next = page.getByRole('button', { name: /^(Next|Check without writing)$/ });
  const unknown = page.getByText('Some fields take only known choices.', { exact: false });
  const done = page.getByRole('button', { name: 'Import now' });
  const begun = Date.now();
  while (!(await done.isVisible())) {
    assert.ok(Date.now() - begun < 120_000, 'the wizard does not come to its check');
    if (values && (await unknown.isVisible())) await values();
    // Between two steps, and while rows are checked, there is no way on.
    if (await next.isVisible()) await next.click({ timeout: 2_000 }).catch(() => {});
    await page.waitForTimeout(150);
  }
  await page.getByText('Nothing has been written yet.').waitFor({ timeout: 60_000 });
}

async function run() {
  await page.waitForFunction(
    () => [...document.querySelectorAll('button')].find((one) => one.textContent === 'Import now')?.disabled === false,
  );
  await page.getByRole('button', { name: 'Import now' }).click();
  // A note of the import before this one may still stand beside it.
  await page.getByRole('main').getByText('The import is done.').waitFor({ timeout: 120_000 });
}

test('companies come in, and a misspelt sector is sent to the right one', async (context) => {
  if (!whole)
    context.diagnostic('NOT the whole crm_sales: KITH_DATA names no folder with it; the small files are taken.');
  const before = await count('companies');
  await checked('accounts.csv', async () => {
    await page.getByRole('combobox', { name: /technolgy/ }).click();
    await page.getByRole('option', { name: 'Technology', exact: true }).click();
  });
  assert.equal(await count('companies'), before, 'the check writes nothing');
  await screenshot(page, 'import-companies');
  await run();
  const firms = new Set(linesOf('accounts.csv').map((line) => line.split(',')[0]));
  const parents = new Set(
    linesOf('accounts.csv')
      .map((line) => line.split(',').at(-1).trim())
      .filter((name) => name && !firms.has(name)),
  );
  assert.equal(await count('companies'), before + firms.size + parents.size);
  const technology = await page.evaluate(async () => {
    const filter = JSON.stringify({ field: 'sector', op: 'is_empty' });
    const found = await fetch(
      `/api/v1/companies?limit=50&sort=-created_at&filter=${encodeURIComponent(filter)}&fields=name,sector`,
    );
    return (await found.json()).data.map((row) => row.name);
  });
  assert.deepEqual(
    technology.filter((name) => firms.has(name)),
    [],
    'no sector was left out',
  );
});

test('products come in', async () => {
  const before = await count('products');
  await checked('products.csv');
  await run();
  assert.equal(await count('products'), before + linesOf('products.csv').length);
});

test('deals find their companies and products, and are taken back as a whole', async () => {
  const [deals, companies] = [await count('deals'), await count('companies')];
  await checked('sales_pipeline.csv');
  await run();
  const lines = linesOf('sales_pipeline.csv');
  assert.equal(await count('deals'), deals + lines.length);
  // A company that the first file knows is found; one that it does not know is made once.
  const known = new Set(linesOf('accounts.csv').flatMap((line) => [line.split(',')[0], line.split(',').at(-1).trim()]));
  const unknown = new Set(lines.map((line) => line.split(',')[3]).filter((name) => name && !known.has(name)));
  assert.equal(await count('companies'), companies + unknown.size, 'each company was found');
  await screenshot(page, 'import-deals');
  await page.getByRole('button', { name: 'Undo the whole import' }).click();
  await page.getByRole('main').getByText('The import was undone.').waitFor({ timeout: 120_000 });
  assert.equal(await count('deals'), deals);
});

test('the browser had nothing to complain about', () => assert.deepEqual(page.complaints, []));
