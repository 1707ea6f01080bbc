// The table as a spreadsheet: walked and edited with the keyboard alone, copied out, pasted in, its columns moved.
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
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: kith.address });
  await signIn(page, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

// Sorted by what no test changes, so that rows keep their places.
const open = async (columns = 'name,employees,sector') => {
  await page.goto(`/companies?columns=${encodeURIComponent(columns)}&sort=created_at`);
  await at(2, 0).getByRole('link').waitFor();
};
const at = (row, column) => page.locator(`[data-place="${row}:${column}"]`);
const focused = () => page.evaluate(() => document.activeElement?.dataset.place);
const text = async (row, column) => (await at(row, column).textContent()).trim();
const shows = (row, column, wanted) =>
  page.waitForFunction(
    ([place, value]) => document.querySelector(`[data-place="${place}"]`)?.textContent.trim() === value,
    [`${row}:${column}`, wanted],
  );
const clipboard = (value) => page.evaluate((given) => navigator.clipboard.writeText(given), value);

test('cells are walked with the keys of a spreadsheet', async () => {
  await open();
  await at(1, 1).click();
  for (const [key, place] of [
    ['ArrowDown', '2:1'],
    ['ArrowRight', '2:2'],
    ['Home', '2:0'],
    ['End', '2:2'],
    ['Control+Home', '0:0'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), place, key);
  }
  await page.keyboard.press('PageDown');
  assert.ok(Number((await focused()).split(':')[0]) > 5);
  await assertAccessible(page, 'table');
});

test('typing edits, Enter saves and goes down, Tab goes on, Escape leaves all as it was', async () => {
  await open();
  await at(0, 0).press('Home');
  await page.keyboard.type('Edited by keyboard');
  await page.keyboard.press('Enter');
  await shows(0, 0, 'Edited by keyboard');
  assert.equal(await focused(), '1:0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('41');
  await page.keyboard.press('Tab');
  await shows(1, 1, '41');
  assert.equal(await focused(), '1:2');
  const before = await text(2, 1);
  await at(2, 1).press('Enter');
  await page.keyboard.type('999');
  await page.keyboard.press('Escape');
  assert.equal(await text(2, 1), before);
  assert.equal(await focused(), '2:1');
  await page.reload();
  await shows(0, 0, 'Edited by keyboard');
  await shows(1, 1, '41');
});

test('a row edited in the column it is sorted by stays in its place until the list is asked anew', async () => {
  await page.goto('/companies?columns=name,employees,sector&sort=name');
  await at(2, 0).getByRole('link').waitFor();
  // Counted twice: after one's own write, and when the server tells of it.
  let saved = false;
  let counts = 0;
  const heard = page.waitForResponse((one) => {
    saved ||= one.request().method() === 'PATCH';
    return saved && /count=capped/.test(one.url()) && ++counts === 2;
  });
  await at(1, 0).press('Home');
  await page.keyboard.type('Zzz last of all');
  await page.keyboard.press('Enter');
  await heard;
  await shows(1, 0, 'Zzz last of all');
  await page.reload();
  await at(2, 0).getByRole('link').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Zzz last of all' }).count(), 0);
});

test('what needs more room is edited in a dialog at its cell', async () => {
  await open('name,emails');
  await at(7, 1).click();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'E-mail' });
  await dialog.getByLabel('E-mail 1').fill('desk@company.example');
  await assertAccessible(page, 'dialog at a cell');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await shows(7, 1, 'desk@company.example');
  assert.equal(await focused(), '7:1');
});

test('what the server refuses goes back and says why beside the cell', async () => {
  await open();
  const before = await text(3, 1);
  await at(3, 1).press('Enter');
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await page.locator('[data-place="3:1"][aria-invalid]').waitFor();
  assert.equal(await text(3, 1), before);
  await page.getByRole('alert').getByText('Not saved.').waitFor();
  await screenshot(page, 'table-refused');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.locator('[data-place="3:1"][aria-invalid]').waitFor({ state: 'detached' });
});

test('two people editing one cell are told of each other, and theirs stands there when it is taken', async () => {
  // The list holds the old version: it is kept from hearing of the change while its person types.
  await page.route('**/api/v1/changes*', (route) => route.abort());
  await open();
  const other = await openPage(browser, { address: kith.address });
  await signIn(other, kith);
  await other.goto(await at(6, 0).getByRole('link').getAttribute('href'));
  await other.getByRole('button', { name: 'Change Employees' }).click();
  await other.getByLabel('Employees', { exact: true }).fill('71');
  const theirs = other.waitForResponse((one) => one.request().method() === 'PATCH');
  await other.keyboard.press('Enter');
  assert.equal((await theirs).status(), 200);
  await other.context().close();
  await at(6, 1).click();
  await page.keyboard.press('Delete');
  await page.getByRole('alert').getByText('changed “Employees” to “71”').waitFor();
  await assertAccessible(page, 'conflict in a table');
  await screenshot(page, 'table-conflict');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await shows(6, 1, '71');
  await page.unroute('**/api/v1/changes*');
});

test('a range goes out as a spreadsheet takes it', async () => {
  await open();
  await at(0, 0).press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(
    copied.replaceAll('\r', ''),
    `${await text(0, 0)}\t${await text(0, 1)}\n${await text(1, 0)}\t${await text(1, 1)}`,
  );
});

test('a pasted range changes what fits and names what does not', async () => {
  await open();
  await clipboard('17\tRetail\n18\tNo such sector');
  await at(4, 1).click();
  await page.keyboard.press('Control+v');
  const dialog = page.getByRole('dialog', { name: 'Paste into the table' });
  await dialog.getByText('Cells to change: 3, in records: 2').waitFor();
  await dialog.getByText('Not one of the choices').waitFor();
  await screenshot(page, 'table-paste');
  await dialog.getByRole('button', { name: 'Change these cells' }).click();
  await dialog.getByText('Records changed: 2').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await shows(4, 1, '17');
  await shows(4, 2, 'Retail');
  await shows(5, 1, '18');
});

test('columns move by keyboard, the address keeps them, and none is hidden silently', async () => {
  await open();
  await page
    .getByRole('columnheader', { name: 'Sector' })
    .getByRole('button', { name: 'Sector', exact: true })
    .press('Alt+ArrowLeft');
  await page.waitForURL(/columns=name%2Csector%2Cemployees|columns=name,sector,employees/);
  await page.getByRole('button', { name: /hidden: \d/ }).waitFor();
});

test('several sorts are numbered and kept in the address', async () => {
  await open();
  await page.getByRole('columnheader', { name: 'Sector' }).getByRole('button', { name: 'Sector', exact: true }).click();
  await page.waitForURL(/sort=sector/);
  await page
    .getByRole('columnheader', { name: 'Name' })
    .getByRole('button', { name: 'Name', exact: true })
    .click({ modifiers: ['Shift'] });
  await page.waitForURL(/sort=sector(,|%2C)name/);
  assert.match(await page.getByRole('columnheader', { name: 'Name' }).textContent(), /2$/);
});

test('nothing was complained about by the browser', () => {
  assert.deepEqual(page.complaints, []);
});
