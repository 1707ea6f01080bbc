// Two records that are one: found, looked at side by side, merged, and parted again.
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

const people = () =>
  page.evaluate(async () => (await (await fetch('/api/v1/people?limit=1&count=exact')).json()).count.value);
const statusOf = (id) => page.evaluate(async (one) => (await fetch(`/api/v1/people/${one}`)).status, id);
const idsOf = (url) => new URL(url).searchParams.get('ids').split(',');
const articles = () => page.getByRole('main').getByRole('article');

test('a search finds those that were entered twice, with its reasons', async () => {
  await page.goto('/duplicates');
  const region = page.getByRole('region', { name: 'People' });
  await region.getByRole('button', { name: 'Search now' }).click();
  await region.getByText(/^Searched/).waitFor();
  await assertAccessible(page, 'duplicates');
  await screenshot(page, 'duplicates');
  await region.getByRole('link', { name: 'Look through them' }).click();
  await articles().first().getByText('Same phone number').waitFor();
  await assertAccessible(page, 'groups of duplicates');
});

test('a pair is merged with the keys alone, and undo parts it again with all that belonged to it', async () => {
  const before = await people();
  await articles().first().getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('table').waitFor();
  const [first, second] = idsOf(page.url());
  await page.getByRole('button', { name: /^Merge 2 into one/, disabled: false }).waitFor();
  await assertAccessible(page, 'merge');
  await screenshot(page, 'merge');
  // What would come of it is asked anew for the other one.
  const asked = page.waitForResponse(
    (one) => one.url().endsWith('/merges') && one.request().postData().includes('dry_run'),
  );
  await page.keyboard.press('2');
  await asked;
  await page.getByRole('button', { name: '2 Stays' }).waitFor();
  await page.getByRole('button', { name: /^Merge 2 into one/, disabled: false }).waitFor();
  const merged = page.waitForResponse(
    (one) => one.url().endsWith('/merges') && one.ok() && !one.request().postData().includes('dry_run'),
  );
  await page.keyboard.press('Enter');
  await merged;
  await page.getByText(/2 records are one now/).waitFor();
  assert.equal(await people(), before - 1);
  assert.deepEqual([await statusOf(first), await statusOf(second)], [404, 200]);
  await page.waitForFunction((old) => new URL(location.href).searchParams.get('ids') !== old, `${first},${second}`);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Undone.').waitFor();
  assert.equal(await people(), before);
  assert.deepEqual([await statusOf(first), await statusOf(second)], [200, 200]);
});

test('those told apart are not listed again, until that is taken back', async () => {
  await page.goto('/duplicates/people?level=certain');
  await articles().first().waitFor();
  const groups = await articles().count();
  await articles().first().getByRole('button', { name: 'Not the same' }).click();
  await page.getByText('Remembered: these are not the same.').waitFor();
  await page.waitForFunction((n) => document.querySelectorAll('main article').length === n, groups - 1);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.waitForFunction((n) => document.querySelectorAll('main article').length === n, groups);
});

test('all certain ones are merged at once after a look, and parted at once', async () => {
  const before = await people();
  await page.goto('/duplicates/people?level=certain');
  await page.getByRole('button', { name: 'Merge all' }).click();
  const dialog = page.getByRole('dialog');
  await assertAccessible(page, 'merge all');
  await dialog.getByRole('button', { name: /^Merge \d+ groups$/ }).click();
  await page.getByText('The groups were merged.').waitFor();
  assert.ok((await people()) < before);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Undone.').waitFor();
  assert.equal(await people(), before);
});

test('two of a list are merged from its bar, value by value', async () => {
  await page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': csrf };
    for (const [name, website] of [
      ['Dvojnik d.o.o.', 'https://one.example'],
      ['Dvojnik', 'https://two.example'],
    ])
      await fetch('/api/v1/companies', { method: 'POST', headers, body: JSON.stringify({ name, website }) });
  });
  await page.goto('/companies?q=dvojnik&columns=name,website&sort=name');
  await page.locator('[data-place="1:0"]').getByRole('link').waitFor();
  await page.locator('[data-place="0:0"]').getByRole('checkbox').click();
  await page.locator('[data-place="1:0"]').getByRole('checkbox').click();
  await page.getByRole('link', { name: 'Merge' }).click();
  await page.getByRole('radio', { name: 'Website: https://two.example' }).check();
  await page.getByRole('radio', { name: 'Name: Dvojnik d.o.o.' }).check();
  const phone = await openPage(browser, { address: kith.address, phone: true, scheme: 'dark' });
  await signIn(phone, kith);
  await phone.goto(page.url());
  await phone.getByRole('table').waitFor();
  await assertAccessible(phone, 'merge on a phone');
  await screenshot(phone, 'merge-phone-dark');
  await phone.context().close();
  await page.getByRole('button', { name: 'Merge 2 into one' }).click();
  await page.getByRole('heading', { level: 1, name: 'Dvojnik d.o.o.' }).waitFor();
  await page.getByText('two.example').first().waitFor();
  assert.deepEqual(page.complaints, []);
});

test('the menu of a record looks for others like it', async () => {
  await page.goto('/people?sort=name');
  const id = await page.evaluate(async () => {
    const answer = await (await fetch('/api/v1/people/duplicates?level=certain&limit=1')).json();
    return answer.data[0].records[0].id;
  });
  await page.goto(`/people/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Find duplicates of this' }).click();
  await articles()
    .first()
    .getByText(/Certain/)
    .waitFor();
  await assertAccessible(page, 'like this');
});
