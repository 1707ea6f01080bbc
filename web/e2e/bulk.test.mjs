// Many records at once: chosen by box, keys and filter, changed as a job, taken back; removed, and brought back.
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

const at = (row, column = 0) => page.locator(`[data-place="${row}:${column}"]`);
const box = (row) => at(row).getByRole('checkbox');
const bar = () => page.getByRole('status').filter({ hasText: /chosen|All that match/ });
const count = (filter, query = '') =>
  page.evaluate(
    async ([wanted, more]) => {
      const filter = encodeURIComponent(JSON.stringify(wanted));
      const answer = await fetch(`/api/v1/companies?filter=${filter}&limit=1&count=exact${more}`);
      return (await answer.json()).count.value;
    },
    [filter, query],
  );
const is = (field, value) => ({ field, op: 'is', value });

test('rows are chosen by box, by Shift and by keys, and let go with Escape', async () => {
  await page.goto('/companies?columns=name,sector,employees&sort=name');
  await box(1).click();
  await bar().getByText('1 chosen').waitFor();
  await box(4).click({ modifiers: ['Shift'] });
  await bar().getByText('4 chosen').waitFor();
  await assertAccessible(page, 'chosen rows');
  await at(6, 1).click();
  await page.keyboard.press('Shift+Space');
  await bar().getByText('5 chosen').waitFor();
  await at(6).press('x');
  await bar().getByText('4 chosen').waitFor();
  await page.keyboard.press('Escape');
  await bar().waitFor({ state: 'detached' });
});

test('all that match a filter are changed as a job after a look at what it would do, and taken back', async () => {
  const retail = await count(is('sector', 'retail'));
  const medical = await count(is('sector', 'medical'));
  assert.ok(retail > 1);
  const filter = encodeURIComponent(JSON.stringify(is('sector', 'retail')));
  await page.goto(`/companies?columns=name,sector,employees&filter=${filter}`);
  await box(0).click();
  await page.getByRole('button', { name: `Choose all ${retail} that match` }).click();
  await bar().getByText(`${retail} chosen`).waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit companies' });
  await dialog.getByRole('combobox', { name: 'Field' }).fill('Sector');
  await page.getByRole('option', { name: 'Sector', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'New value of Sector' }).click();
  await page.getByRole('option', { name: 'Medical', exact: true }).click();
  await dialog.getByRole('status').getByText(`${retail} records`).waitFor();
  await dialog.getByRole('region', { name: 'Before and after' }).getByText('Retail').first().waitFor();
  await assertAccessible(page, 'bulk edit');
  await screenshot(page, 'bulk-edit');
  assert.equal(await count(is('sector', 'retail')), retail, 'a look writes nothing');
  await dialog.getByRole('button', { name: `Change ${retail} records` }).click();
  await page.getByText(`${retail} records were changed.`).waitFor();
  await screenshot(page, 'bulk-done');
  assert.equal(await count(is('sector', 'retail')), 0);
  assert.equal(await count(is('sector', 'medical')), medical + retail);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Undone.').waitFor();
  assert.equal(await count(is('sector', 'retail')), retail);
  assert.equal(await count(is('sector', 'medical')), medical);
});

test('tags are added to those chosen and leave what they had', async () => {
  await page.goto('/companies?columns=name,tags&sort=name');
  await box(0).click();
  await box(2).click({ modifiers: ['Shift'] });
  await page.getByLabel('With the chosen records').getByRole('button', { name: 'Tags' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tags of companies' });
  await dialog
    .getByRole('combobox', { name: 'Tags' })
    .or(dialog.getByLabel('Tags', { exact: true }))
    .last()
    .fill('fair 2026');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Change 3 records' }).click();
  await page.getByText('3 records were changed.').waitFor();
  assert.equal(await count({ field: 'tags', op: 'has_any', value: ['fair 2026'] }), 3);
});

test('what was removed stands in the trash, and Ctrl+Z brings it back', async () => {
  const all = await count(is('sector', 'retail'));
  const filter = encodeURIComponent(JSON.stringify(is('sector', 'retail')));
  await page.goto(`/companies?columns=name,sector&filter=${filter}`);
  await box(0).click();
  await box(1).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove companies' });
  await dialog.getByRole('button', { name: 'Move 2 records to the trash' }).click();
  await page.getByText('2 records are in the trash.').waitFor();
  assert.equal(await count(is('sector', 'retail')), all - 2);
  await page.locator('body').press('Control+z');
  await page.getByText('Undone.').last().waitFor();
  assert.equal(await count(is('sector', 'retail')), all);
});

test('cards on a phone are chosen by a long press, and a tap chooses more', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true, scheme: 'dark' });
  await signIn(phone, kith);
  await phone.goto('/companies');
  const card = (at) => phone.locator('[role=row][aria-selected]').nth(at);
  await card(1).waitFor();
  const spot = await card(1).boundingBox();
  await phone.mouse.move(spot.x + spot.width - 60, spot.y + 20);
  await phone.mouse.down();
  await phone.getByText('1 chosen').waitFor();
  await phone.mouse.up();
  await card(3).click({ position: { x: 200, y: 20 } });
  await phone.getByText('2 chosen').waitFor();
  await assertAccessible(phone, 'chosen cards');
  await screenshot(phone, 'bulk-phone-dark');
  assert.deepEqual(phone.complaints, []);
  await phone.context().close();
});
