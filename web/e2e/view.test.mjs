// Kinds of view: cards carried by mouse and by keys, what a column needs asked on drop, days changed in a calendar, a chart that
// leads to its records, and a saved view that a colleague opens by its address under their own rights.
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

const search = (of = page) => new URL(of.url()).searchParams;
const column = (of, name) => of.locator('[data-column]', { has: of.getByRole('heading', { name, exact: true }) });
const cards = (of, name) => column(of, name).locator('[data-card]');

/** Asks the server as the person at the page. */
const api = (of, method, path, body) =>
  of.evaluate(
    async ([verb, address, told]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${address}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
        body: told ? JSON.stringify(told) : undefined,
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );
const recordOf = async (card) => {
  const id = await card.getAttribute('data-card');
  return (await api(page, 'GET', `/deals/${id}`)).body;
};
const saved = () => page.waitForResponse((one) => one.request().method() === 'PATCH' && one.ok());

async function carry(from, to, drop = async () => {}) {
  const start = await from.boundingBox();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 20, start.y + start.height / 2 + 10, { steps: 4 });
  const end = await to().boundingBox();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 });
  await page.waitForFunction((one) => one.hasAttribute('data-over'), await to().elementHandle());
  await drop();
  await page.mouse.up();
}

test('a board shows the stages of one pipeline in their order, with counts that the server confirms', async () => {
  await page.goto('/deals');
  await page.getByRole('radio', { name: 'Board' }).click();
  await cards(page, 'Negotiation').first().waitFor();
  assert.equal(search().get('view'), 'board');
  const names = await page.locator('[data-column] h2').allTextContents();
  assert.deepEqual(names, ['Qualified', 'Demonstration', 'Offer', 'Negotiation']);
  const { stage } = await recordOf(cards(page, 'Negotiation').first());
  const filter = encodeURIComponent(JSON.stringify({ field: 'stage', op: 'is', value: stage.id }));
  const told = await api(page, 'GET', `/deals?filter=${filter}&fields=id&limit=1&count=exact`);
  const label = await column(page, 'Negotiation').getAttribute('aria-label');
  assert.equal(Number(/\d+/.exec(label)[0]), told.body.count.value);
  await page
    .getByText(/likely/)
    .first()
    .waitFor();
  await assertAccessible(page, 'board');
  await screenshot(page, 'board');
});

test('a card is carried with the mouse, and the change can be taken back', async () => {
  const card = cards(page, 'Qualified').first();
  const title = (await card.getByRole('link').textContent()).trim();
  const id = await card.getAttribute('data-card');
  const done = saved();
  await carry(card, () => column(page, 'Offer'));
  await done;
  await column(page, 'Offer').getByRole('link', { name: title }).first().waitFor();
  assert.equal((await api(page, 'GET', `/deals/${id}`)).body.stage.title, 'Offer');
  const undone = page.waitForResponse((one) => one.url().endsWith('/undo') && one.ok());
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await undone;
  // Each column is read by itself: for a moment it may stand in both.
  await column(page, 'Offer').locator(`[data-card="${id}"]`).waitFor({ state: 'detached' });
  await column(page, 'Qualified').locator(`[data-card="${id}"]`).waitFor();
  assert.equal((await api(page, 'GET', `/deals/${id}`)).body.stage.title, 'Qualified');
});

test('a card is carried with the keys, each step is said, and the focus stays on it', async () => {
  await page.goto('/deals?view=board');
  const card = cards(page, 'Demonstration').first();
  await card.waitFor();
  const title = (await card.getByRole('link').textContent()).trim();
  const id = await card.getAttribute('data-card');
  await card.getByRole('link').focus();
  await page.keyboard.press('Space');
  await page.getByText('Over Demonstration.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowRight');
  await page.getByText('Over Offer.').waitFor({ state: 'attached' });
  const done = saved();
  await page.keyboard.press('Space');
  await done;
  await page.waitForFunction((at) => document.activeElement?.closest('[data-card]')?.dataset.card === at, id);
  assert.equal((await api(page, 'GET', `/deals/${id}`)).body.stage.title, 'Offer');
  // Escape puts a card back where it was.
  await page.keyboard.press('Space');
  await page.getByText('Over Offer.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowRight');
  await page.getByText('Over Negotiation.').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.getByText(`${title} is back in its place.`).waitFor({ state: 'attached' });
  assert.equal((await api(page, 'GET', `/deals/${id}`)).body.stage.title, 'Offer');
});

test('what a column needs is asked for when a card is dropped, and giving up puts the card back', async () => {
  const lost = { field: 'outcome', op: 'is', value: 'lost' };
  const fields = [{ field: 'name' }, { field: 'lost_reason', required: lost }];
  const set = await api(page, 'PUT', '/layouts/deal', { sections: [{ key: 'main', label: 'Main', fields }] });
  assert.equal(set.status, 200);
  await page.goto('/deals?view=board');
  const card = cards(page, 'Negotiation').first();
  await card.waitFor();
  const id = await card.getAttribute('data-card');
  const zone = () => page.locator('[data-ending=lost]').last();
  await carry(card, zone, () => screenshot(page, 'board-zones'));
  await page.getByRole('dialog').getByText('Lost reason').waitFor();
  await assertAccessible(page, 'board-ask');
  await screenshot(page, 'board-ask');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await column(page, 'Negotiation').locator(`[data-card="${id}"]`).waitFor();
  assert.equal((await api(page, 'GET', `/deals/${id}`)).body.stage.title, 'Negotiation');

  await carry(card, zone);
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await page.getByText('This is needed here.').waitFor();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Lost reason' }).fill('Bought elsewhere');
  const done = saved();
  await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
  await done;
  const told = (await api(page, 'GET', `/deals/${id}`)).body;
  assert.deepEqual([told.stage.title, told.lost_reason], ['Lost', 'Bought elsewhere']);
});

test('what the server refuses goes back with its reason', async () => {
  const card = cards(page, 'Negotiation').first();
  const id = await card.getAttribute('data-card');
  // Somebody moves it meanwhile; this page does not know yet.
  await page.route('**/api/v1/changes', (route) => route.abort());
  await page.goto('/deals?view=board');
  await card.waitFor();
  const { stage } = await recordOf(cards(page, 'Offer').first());
  assert.equal((await api(page, 'PATCH', `/deals/${id}`, { stage: stage.id })).status, 200);
  await carry(page.locator(`[data-card="${id}"]`), () => column(page, 'Qualified'));
  await page.getByText(/was not moved/).waitFor();
  await column(page, 'Offer').locator(`[data-card="${id}"]`).waitFor();
  await page.unroute('**/api/v1/changes');
});

test('a saved view is opened by its address by a colleague, who sees in it only what they may', async () => {
  await page.goto('/deals?view=board&by=outcome');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Outcomes of all');
  await page.getByRole('dialog').getByLabel('Share with everyone').press('Space');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const tab = page.getByRole('link', { name: /Outcomes of all/ }).first();
  await tab.waitFor();
  await page.waitForURL((url) => url.searchParams.has('saved'));

  // A change is said, and can be thrown away.
  await page.getByRole('button', { name: 'Mine' }).click();
  await page.getByText('Unsaved changes').first().waitFor();
  await assertAccessible(page, 'saved-view');
  await screenshot(page, 'saved-view');
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await page.waitForURL((url) => !url.searchParams.has('filter'));
  assert.equal(await page.getByText('Unsaved changes').count(), 0);

  const roles = (await api(page, 'GET', '/roles')).body.data;
  const seller = roles.find(({ name }) => name === 'Seller');
  const objects = { ...seller.objects, deal: { ...seller.objects?.deal, read: 'own', change: 'own' } };
  const reduced = await api(page, 'PATCH', `/roles/${seller.id}`, { objects });
  assert.equal(reduced.status, 200, JSON.stringify(reduced.body));

  const other = await openPage(browser, { address: kith.address });
  await signIn(other, { email: 'lucia@nakovalo.example', password: kith.password });
  await other.goto(new URL(page.url()).pathname + new URL(page.url()).search);
  await other.locator('[data-card]').first().waitFor();
  await other
    .getByRole('link', { name: /Outcomes of all/ })
    .first()
    .waitFor();
  const { id } = (await api(other, 'GET', '/session')).body.user;
  const owners = await api(other, 'GET', '/deals?fields=owner&limit=200');
  assert.ok(owners.body.data.length > 0);
  assert.ok(owners.body.data.every((row) => row.owner.id === id));
  const total = async (of) =>
    (await of.locator('[data-column]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))))
      .map((label) => Number(/, (\d+)/.exec(label)[1]))
      .reduce((sum, one) => sum + one, 0);
  assert.equal(await total(other), owners.body.data.length);
  assert.ok((await total(other)) < (await total(page)));
  // It is not theirs to change: there is no button that would save over it.
  await other.getByRole('button', { name: 'Created this week' }).click();
  await other.getByText('Unsaved changes').first().waitFor();
  assert.equal(await other.getByRole('button', { name: 'Save', exact: true }).count(), 0);
  await other.context().close();

  await page.getByRole('button', { name: 'Menu of the view Outcomes of all' }).click();
  await page.getByRole('menuitem', { name: 'Remove the view' }).click();
  await page.getByText('was removed').waitFor();
  assert.equal(await tab.count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await tab.waitFor();
});

test('an entry of a calendar is carried to another day and keeps its hour', async () => {
  await page.goto('/tasks?view=calendar');
  const entry = page.locator('[data-day]:not([data-outside]) [data-entry]').first();
  await entry.waitFor();
  await assertAccessible(page, 'calendar');
  await screenshot(page, 'calendar');
  const id = await entry.getAttribute('data-entry');
  const day = await entry.evaluate((one) => one.closest('[data-day]').dataset.day);
  const before = (await api(page, 'GET', `/tasks/${id}`)).body;
  const done = saved();
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  await carry(entry, () => page.locator(`[data-day="${next}"]`));
  await done;
  const moved = (await api(page, 'GET', `/tasks/${id}`)).body;
  assert.equal(Date.parse(moved.due_at) - Date.parse(before.due_at), 86_400_000);

  const link = page.locator(`[data-entry="${id}"] a`).first();
  if (await link.count()) {
    await link.focus();
    await page.keyboard.press('Space');
    const over = (at) => page.getByText(`Over ${Number(at.slice(8))} `).waitFor({ state: 'attached' });
    await over(next);
    await page.keyboard.press('ArrowLeft');
    await over(day);
    const back = saved();
    await page.keyboard.press('Space');
    await back;
    assert.equal((await api(page, 'GET', `/tasks/${id}`)).body.due_at, before.due_at);
  }
});

test('a day of a calendar makes a record on that day', async () => {
  await page.goto('/tasks?view=calendar&span=week&at=2027-03-10');
  await page.locator('[data-day="2027-03-10"]').hover();
  await page.getByRole('button', { name: 'New task on 10 Mar 2027' }).click();
  await page.waitForURL('**/tasks/new?**');
  await page.getByLabel('Subject').fill('Count the stock');
  await page.getByRole('button', { name: 'Create task' }).click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
  await page.goto('/tasks?view=calendar&at=2027-03-10');
  await page
    .locator('[data-day="2027-03-10"]')
    .getByRole('link', { name: /Count the stock/ })
    .waitFor();
});

test('a bar of a chart leads to exactly the records behind it', async () => {
  await page.goto('/deals?view=chart&by=outcome');
  await page.locator('.recharts-bar-rectangle').first().waitFor();
  await assertAccessible(page, 'chart');
  await screenshot(page, 'chart');
  const line = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Open', exact: true }) });
  const shown = Number((await line.getByRole('cell').nth(1).textContent()).replace(/\D/g, ''));
  await page.locator('.recharts-bar-rectangle path').first().click();
  await rows(page).first().waitFor();
  assert.equal(search().get('view'), null);
  const filter = search().get('filter');
  assert.deepEqual(JSON.parse(filter), { field: 'outcome', op: 'is', value: 'open' });
  const told = await api(page, 'GET', `/deals?filter=${encodeURIComponent(filter)}&fields=id&limit=1&count=exact`);
  assert.equal(told.body.count.value, shown);
});

test('a timeline runs by days and leads on', async () => {
  await page.goto('/calls?view=timeline');
  await page.getByRole('article').first().waitFor();
  await assertAccessible(page, 'timeline');
  await screenshot(page, 'timeline');
  const heads = page.getByRole('region').getByRole('heading', { level: 2 });
  assert.ok((await heads.count()) > 1);
  await page.getByRole('button', { name: 'Newest first' }).click();
  await page.getByRole('button', { name: 'Oldest first' }).waitFor();
  assert.equal(search().get('sort'), 'happened_at');
});

test('rows stay in their places while others work, and what is new is offered', async () => {
  await page.goto('/companies?sort=name');
  await rows(page).first().waitFor();
  const first = await rows(page).first().getByRole('link').first().textContent();
  const other = await openPage(browser, { address: kith.address });
  await signIn(other, kith);
  assert.equal((await api(other, 'POST', '/companies', { name: '0 First of all' })).status, 201);
  await page.getByText('1 record is new or no longer belongs here').waitFor();
  assert.equal(await rows(page).first().getByRole('link').first().textContent(), first);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await rows(page).first().getByRole('link', { name: '0 First of all' }).waitFor();
  await other.context().close();
});

for (const scheme of ['light', 'dark']) {
  test(`all kinds of view are usable on a phone, ${scheme}`, async () => {
    const phone = await openPage(browser, { address: kith.address, phone: true, scheme });
    await signIn(phone, kith);
    for (const [name, address, sight] of [
      ['board', '/deals?view=board', '[data-card]'],
      ['calendar', '/tasks?view=calendar', '[aria-busy=false] h3'],
      ['timeline', '/calls?view=timeline', 'article'],
      ['chart', '/deals?view=chart', '.recharts-bar-rectangle'],
    ]) {
      await phone.goto(address);
      await phone.locator(sight).first().waitFor();
      assert.ok(
        await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
        `${name} is wider than the phone`,
      );
      await assertAccessible(phone, `${name}-phone-${scheme}`);
      await screenshot(phone, `${name}-phone-${scheme}`);
    }
    // Without dragging: a card has a menu that moves it.
    await phone.goto('/deals?view=board');
    await phone
      .getByRole('button', { name: /^Move / })
      .first()
      .click();
    await phone.getByRole('menuitem', { name: 'Offer' }).waitFor();
    await phone.keyboard.press('Escape');
    await phone.getByRole('button', { name: /^View: Board/ }).click();
    await phone.getByRole('menuitem', { name: 'Table' }).click();
    await phone.getByRole('row').nth(1).waitFor();
    await phone.context().close();
  });
}

test('all kinds of view in the dark', async () => {
  const dark = await openPage(browser, { address: kith.address, scheme: 'dark' });
  await signIn(dark, kith);
  for (const [name, address, sight] of [
    ['board', '/deals?view=board', '[data-card]'],
    ['calendar', '/tasks?view=calendar', '[data-entry]'],
    ['timeline', '/calls?view=timeline', 'article'],
    ['chart', '/deals?view=chart&by=created_at:quarter,outcome&chart=bar', '.recharts-bar-rectangle:visible'],
    ['group', '/deals?group=stage', '[data-group]'],
  ]) {
    await dark.goto(address);
    await dark.locator(sight).first().waitFor();
    await assertAccessible(dark, `${name}-dark`);
    await screenshot(dark, `${name}-dark`);
  }
  assert.deepEqual(dark.complaints, []);
  await dark.context().close();
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.complaints, []);
});
