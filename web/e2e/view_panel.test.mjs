// From every kind of view into the panel and along: cards and entries beside which a record opens, the next one, choosing them
// for a change of many, and where a card lands.
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

const search = () => new URL(page.url()).searchParams;
const peeked = (id) =>
  page.waitForURL((url) => (id ? url.searchParams.get('peek') === id : url.searchParams.has('peek')));
const panel = () => page.locator('aside[data-panel]');
const idsOf = (locator) => locator.evaluateAll((all) => all.map((one) => one.dataset.record));
const get = (path) => page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path);
const column = (name) => page.locator('[data-column]', { has: page.getByRole('heading', { name, exact: true }) });
const BESIDE_TITLE = { x: 100, y: 48 };

test('a card opens beside the board, and the panel goes along its column', async () => {
  await page.goto('/deals?view=board');
  const cards = column('Negotiation').locator('[data-record]');
  await cards.first().waitFor();
  const ids = await idsOf(cards);
  await cards.first().click({ position: BESIDE_TITLE });
  await peeked(ids[0]);
  await panel()
    .getByText(/^1 of /)
    .waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await peeked(ids[1]);
  assert.equal(await page.locator('[data-record][data-peeked]').getAttribute('data-record'), ids[1]);
  // What stands in the panel is seen on the board too, though its column stood where the panel is.
  const edge = (await panel().boundingBox()).x;
  const card = await page.locator('[data-record][data-peeked]').boundingBox();
  assert.ok(card.x + card.width <= edge + 1, 'the card lies under the panel');
  await assertAccessible(page, 'board-panel');
  await screenshot(page, 'board-panel');
  // The arrows that walk over the cards take the panel along.
  await cards.nth(1).getByRole('link').focus();
  await page.keyboard.press('ArrowDown');
  await peeked(ids[2]);
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('peek'));
  await cards.nth(1).getByRole('link').focus();
  await page.keyboard.press('Alt+Enter');
  await peeked(ids[1]);
  await page.keyboard.press('Escape');
  // Else the closing panel turns the address of what the next test opens.
  await page.waitForURL((url) => !url.searchParams.has('peek'));
});

test('a page that was opened from a board leads to the next card', async () => {
  await page.goto('/deals?view=board');
  const cards = column('Negotiation').locator('[data-record]');
  await cards.first().waitFor();
  const ids = await idsOf(cards);
  await cards.nth(1).getByRole('link').click();
  await page.waitForURL(`**/deals/${ids[1]}`);
  await page.getByRole('button', { name: 'Previous record' }).click();
  await page.waitForURL(`**/deals/${ids[0]}`);
});

test('cards are chosen and changed together, and “all” are those of the board', async () => {
  await page.goto('/deals?view=board');
  const cards = column('Qualified').locator('[data-record]');
  await cards.first().waitFor();
  const badge = Number((await page.getByRole('heading', { level: 1 }).locator('..').textContent()).replace(/\D/g, ''));
  const labels = await page
    .locator('[data-column]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const shown = labels.map((label) => Number(/, (\d+)/.exec(label)[1])).reduce((sum, one) => sum + one, 0);
  assert.equal(badge, shown);
  const all = await get('/deals?fields=id&limit=1&count=exact');
  assert.ok(all.count.value > shown, 'the other pipeline has deals too');

  await cards.first().getByRole('link').focus();
  await page.keyboard.press('x');
  await page.getByText('1 chosen').waitFor();
  await cards.nth(1).click({ position: BESIDE_TITLE, modifiers: ['Shift'] });
  await page.getByText('2 chosen').waitFor();
  await page.getByRole('button', { name: `Choose all ${shown} that match` }).waitFor();
  await assertAccessible(page, 'board-chosen');
  await screenshot(page, 'board-chosen');
  const ids = (await idsOf(cards)).slice(0, 2);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move 2 records to the trash' }).click();
  await page.getByText('2 records are in the trash.').waitFor();
  await page.waitForFunction((gone) => gone.every((id) => !document.querySelector(`[data-record="${id}"]`)), ids);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.locator(`[data-record="${ids[0]}"]`).waitFor();
});

test('a dropped card stands where its column is sorted to have it, before and after a reload', async () => {
  await page.goto('/deals?view=board&sort=-amount');
  const target = column('Negotiation').locator('[data-record]');
  const from = column('Demonstration').locator('[data-record]');
  await from.first().waitFor();
  await target.first().waitFor();
  const id = (await idsOf(from)).at(-1);
  const name = (await page.locator(`[data-record="${id}"] a`).textContent()).trim();
  const saved = page.waitForResponse((one) => one.request().method() === 'PATCH' && one.ok());
  await page
    .getByRole('button', { name: `Move ${name}` })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Negotiation' }).click();
  // At once, before the server has said anything.
  await column('Negotiation').locator(`[data-record="${id}"]`).waitFor();
  const atOnce = await idsOf(target);
  await saved;
  const stage = (await get(`/deals/${id}`)).stage.id;
  const filter = encodeURIComponent(JSON.stringify({ field: 'stage', op: 'is', value: stage }));
  const told = (await get(`/deals?filter=${filter}&sort=-amount&fields=id&limit=50`)).data.map((row) => row.id);
  assert.deepEqual(atOnce, told.slice(0, atOnce.length));
  assert.notEqual(told[0], id, 'the smallest does not come first');
  await page.reload();
  await target.first().waitFor();
  assert.deepEqual(await idsOf(target), told.slice(0, (await idsOf(target)).length));
});

test('a timeline opens beside itself, is walked with the arrows, and its entries are chosen', async () => {
  await page.goto('/calls?view=timeline');
  const entries = page.locator('article[data-record]');
  await entries.first().waitFor();
  const ids = await idsOf(entries);
  await entries
    .nth(1)
    .getByRole('button', { name: /beside the list/ })
    .click();
  await peeked(ids[1]);
  await panel()
    .getByText(/^2 of /)
    .waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await peeked(ids[2]);
  await entries.nth(2).getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  await peeked(ids[3]);
  await page.keyboard.press('x');
  await page.getByText('1 chosen').waitFor();
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  await screenshot(page, 'timeline-chosen');
});

test('bars stand in the order of the pipelines, and by size where that is asked for', async () => {
  await page.goto('/deals?view=chart&by=stage');
  const bars = () => page.locator('table tbody tr td:first-child, table tbody tr th').allTextContents();
  await page.getByRole('row').nth(1).waitFor();
  const pipelines = (await get('/pipelines?fields=id&limit=50')).data;
  const wanted = [];
  for (const { id } of pipelines) {
    const within = encodeURIComponent(JSON.stringify({ field: 'pipeline', op: 'is', value: id }));
    wanted.push(...(await get(`/stages?filter=${within}&sort=position&fields=id`)).data.map((row) => row.title));
  }
  const names = (await bars()).map((name) => name.trim()).filter(Boolean);
  assert.ok(names.length > 5);
  assert.deepEqual(
    names,
    wanted.filter((name) => names.includes(name)),
  );
  await page.getByRole('button', { name: 'Order: In their own order' }).click();
  await page.getByRole('menuitem', { name: 'By size' }).click();
  await page.waitForURL((url) => url.searchParams.get('order') === 'size');
  const sizes = (await page.locator('table tbody tr td:nth-child(2)').allTextContents()).map((text) =>
    Number(text.replace(/\D/g, '')),
  );
  assert.deepEqual(
    sizes,
    [...sizes].sort((a, b) => b - a),
  );
  assert.equal(search().get('view'), 'chart');
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.complaints, []);
});
