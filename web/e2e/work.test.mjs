// A day with the demo company: signing in, finding, sorting, filtering, changing, creating, removing and taking back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

const first = async () => (await rows(page).first().getByRole('link').first().textContent()).trim();
const dictionary = () => page.evaluate(async () => (await fetch('/api/v1/dictionary')).json());

test('a wrong password is refused in plain words, the right one leads in', async () => {
  await page.goto('/companies');
  await page.getByLabel('E-mail').fill(kith.email);
  await page.getByLabel(/^Password/).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('E-mail or password is wrong.').waitFor();
  await assertAccessible(page, 'sign-in');
  await screenshot(page, 'sign-in');
  await page.getByLabel(/^Password/).fill(kith.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Companies' }).waitFor();
});

test('the home page shows what is due', async () => {
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { name: 'Tasks due' }).waitFor();
  await page.getByRole('heading', { name: 'Quiet deals' }).waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  await assertAccessible(page, 'home');
  await screenshot(page, 'home');
});

test('every object of the dictionary opens as a list', async () => {
  for (const object of (await dictionary()).objects) {
    await page.goto(`/${object.plural}`);
    await page.getByRole('heading', { name: object.label_plural, exact: true }).waitFor();
    // A record, a word that there is none, or the object's own page.
    const something = page.locator('[role=row] [role=gridcell] a, main h3, main td a').first();
    await something.waitFor().catch((cause) => assert.fail(`${object.plural} stays empty: ${cause}`));
    assert.equal(await page.getByText('This could not be loaded').count(), 0, object.plural);
  }
});

test('a list scrolls far beyond its first page and sorts both ways', async () => {
  await page.goto('/people');
  await rows(page).nth(5).waitFor();
  await assertAccessible(page, 'list');
  await screenshot(page, 'people');
  const region = page.getByRole('region', { name: 'People' });
  const top = await first();
  for (let step = 0; step < 12; step++) await region.evaluate((element) => element.scrollBy(0, 2600));
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=row][aria-rowindex]')].some(
      (row) => Number(row.getAttribute('aria-rowindex')) > 250 && row.querySelector('a'),
    ),
  );
  await region.evaluate((element) => element.scrollTo(0, 0));
  const header = page.getByRole('columnheader', { name: 'Name' });
  await header.getByRole('button').first().click();
  await page.waitForURL(/sort=/);
  if ((await header.getAttribute('aria-sort')) !== 'descending') await header.getByRole('button').first().click();
  await page.waitForFunction(
    (was) => document.querySelector('[role=row] [role=gridcell] a')?.textContent.trim() !== was,
    top,
  );
  assert.equal(await header.getAttribute('aria-sort'), 'descending');
});

test('the count is capped at first and exact on request', async () => {
  await page.goto('/purchases');
  await page.getByRole('button', { name: /Count exactly/ }).click();
  await page.waitForFunction(() => !/\+/.test(document.querySelector('h1')?.parentElement?.textContent ?? '+'));
});

test('a filter is built by hand, kept in the URL and readable when the URL is opened by someone else', async () => {
  await page.goto('/companies');
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByPlaceholder('Find a field').fill('Sector');
  await page.getByPlaceholder('Find a field').press('Enter');
  await page.getByPlaceholder('Several values').click();
  await page.getByRole('option', { name: 'Retail' }).click();
  await page.keyboard.press('Escape');
  if (await page.getByRole('button', { name: 'Done' }).isVisible())
    await page.getByRole('button', { name: 'Done' }).click();
  await page.waitForURL(/filter=/);
  await page.waitForFunction(() => {
    const found = [...document.querySelectorAll('[role=row][aria-rowindex]')].filter((row) => row.querySelector('a'));
    return found.length > 0 && found.every((row) => /Retail/.test(row.textContent));
  });
  await screenshot(page, 'filter');
  await page.goto(page.url());
  await page.getByRole('button', { name: /Sector.*Retail/ }).waitFor();
  await page.getByRole('button', { name: /Sector.*Retail/ }).click();
  await page.getByRole('combobox', { name: 'Condition' }).waitFor();
  await assertAccessible(page, 'filter editor');
});

test('every operator of every field has an editor that the server understands', async () => {
  const { objects } = await dictionary();
  const company = objects.find((object) => object.key === 'company');
  await page.goto('/companies');
  for (const field of company.fields.filter((one) => one.operators.length && one.key !== 'removed_at')) {
    if (page.url().includes('filter=')) await page.goto('/companies');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByPlaceholder('Find a field').fill(field.label);
    await page.getByPlaceholder('Find a field').press('Enter');
    await page.getByRole('combobox', { name: 'Condition' }).click();
    assert.equal(await page.getByRole('option').count(), field.operators.length, field.key);
    // One press folds the list of operators, the next closes the editor.
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    assert.ok(await page.getByRole('combobox', { name: 'Condition' }).isVisible(), 'the editor stays');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Condition' }).waitFor({ state: 'detached' });
  }
});

test('a condition on linked records is built with the keyboard and means what the API means by it', async () => {
  await page.goto('/people');
  await rows(page).first().waitFor();
  const choose = async (name, option) => {
    await page.getByRole('combobox', { name, exact: true }).last().press('Enter');
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const find = async (term) => {
    await page.getByPlaceholder('Find a field').fill(term);
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Find a field').waitFor({ state: 'detached' });
  };
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await find('linked records purchases');
  await choose('How many purchases', 'at least');
  await page.getByLabel('Number', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'What they come to together…' }).press('Enter');
  await page.getByLabel('Total', { exact: true }).fill('500');
  await page.getByRole('button', { name: 'Only purchases where…' }).press('Enter');
  await find('purchased');
  await page.getByLabel('Number', { exact: true }).last().fill('900');
  await page.getByRole('button', { name: 'Only purchases where…' }).press('Enter');
  await find('linked records lines');
  await page.getByRole('button', { name: 'Only purchase lines where…' }).press('Enter');
  await find('category');
  await page
    .getByRole('textbox', { name: 'Category' })
    .or(page.getByLabel('Category', { exact: true }))
    .first()
    .click();
  await page.getByRole('option').first().click();
  await assertAccessible(page, 'linked editor');
  await screenshot(page, 'filter-linked');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.waitForURL(/linked/);
  await page.getByRole('button', { name: /^Purchases.*at least 2, Total together more than €500/ }).waitFor();
  const filter = JSON.parse(new URL(page.url()).searchParams.get('filter'));
  assert.equal(filter.linked, 'purchase.person');
  assert.deepEqual(filter.having, [
    { measure: 'count', op: 'gte', value: 2 },
    { measure: 'sum', field: 'total', op: 'gt', value: { amount: '500', currency: 'EUR' } },
  ]);
  assert.deepEqual(filter.where.and[0], { field: 'purchased_at', op: 'within', value: { last: 900, unit: 'day' } });
  assert.equal(filter.where.and[1].linked, 'purchase_line.purchase');
  const status = await page.evaluate(
    async (text) => (await fetch(`/api/v1/people?filter=${encodeURIComponent(text)}`)).status,
    JSON.stringify(filter),
  );
  assert.equal(status, 200);
  await page.goto(page.url());
  await page.getByRole('button', { name: /^Purchases.*at least 2/ }).click();
  await page.getByLabel('Number', { exact: true }).first().fill('3');
  await page.waitForURL(/value%22%3A3|value":3/);
  await screenshot(page, 'filter-linked-open');
});

test('the quick filter finds people whatever their accents', async () => {
  await page.goto('/people');
  await rows(page).first().waitFor();
  const accented = await page.evaluate(async () => {
    const { data } = await (await fetch('/api/v1/people?limit=200')).json();
    const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '');
    const word = data
      .flatMap((person) => person.title.split(' '))
      .find((one) => /^\p{Script=Latin}+$/u.test(one) && plain(one) !== one && one.length > 4);
    return { word, plain: plain(word).toLowerCase() };
  });
  await page.getByPlaceholder('Find in people').fill(accented.plain);
  await page.waitForURL(new RegExp(`q=${accented.plain}`));
  await page.waitForFunction((word) => {
    const titles = [...document.querySelectorAll('[role=row][aria-rowindex] [role=gridcell]:first-child a')].map(
      (link) => link.textContent,
    );
    return titles.length > 0 && titles.some((title) => title.includes(word));
  }, accented.word);
});

test('search opens with a key, groups what it finds and leads to the record', async () => {
  await page.goto('/companies');
  await rows(page).first().waitFor();
  const title = await first();
  await page.locator('#main').click({ position: { x: 400, y: 8 } });
  await page.keyboard.press('/');
  const found = page.locator('.mantine-Spotlight-action').filter({ hasText: title }).first();
  await page.getByPlaceholder('Find a record, or type what you want to do…').fill(title.slice(0, 12));
  await found.waitFor();
  await assertAccessible(page, 'search');
  await screenshot(page, 'search');
  await found.click();
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: title.slice(0, 12) })
    .waitFor();
});

test('a field is changed where it stands and its history tells who did it', async () => {
  await page.goto('/companies');
  await rows(page).first().getByRole('link').first().click();
  await page.getByRole('button', { name: 'Change Employees' }).click();
  await page.getByLabel('Employees', { exact: true }).fill('4321');
  await page.keyboard.press('Enter');
  await page.getByText('4321').first().waitFor();
  await page.reload();
  await page.getByText('4321').first().waitFor();
  await page.getByRole('button', { name: 'History of Employees' }).click();
  await page
    .getByText(/on the web/)
    .first()
    .waitFor();
  await screenshot(page, 'record-history');
  await page.keyboard.press('Escape');
  // What an empty field offers is faint, and must be readable under the mouse too.
  const fields = page.getByRole('region', { name: 'Fields' });
  await fields.getByRole('button', { name: /^\d+ more field/ }).click();
  await fields.getByText(/^Add /).first().hover();
  await assertAccessible(page, 'record');
  await screenshot(page, 'record');
});

test('two people changing one field are told of each other', async () => {
  const other = await openPage(browser, { address: kith.address });
  await signIn(other, kith);
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Change Founded' }).click();
  await other.getByLabel('Founded', { exact: true }).fill('1901');
  await page.getByRole('button', { name: 'Change Founded' }).click();
  await page.getByLabel('Founded', { exact: true }).fill('1902');
  // The first browser holds the old version: it is kept from hearing of the change while its person types.
  await page.route('**/api/v1/changes*', (route) => route.abort());
  const [answer] = await Promise.all([
    other.waitForResponse((one) => one.request().method() === 'PATCH'),
    other.keyboard.press('Enter'),
  ]);
  assert.equal(answer.status(), 200);
  // Whether the word of it still came or only the refusal of the server tells: nothing is written over before it was decided.
  await page.keyboard.press('Enter');
  const keep = page.getByRole('button', { name: 'Keep mine' });
  await keep.waitFor();
  await page.getByText(/1901/).first().waitFor();
  await assertAccessible(page, 'conflict');
  await screenshot(page, 'conflict');
  await keep.click();
  // Told before a save was tried, one goes on typing; told by the refusal, mine is saved.
  const input = page.getByLabel('Founded', { exact: true });
  if (await input.isVisible()) await input.press('Enter');
  await page.getByText('1902').first().waitFor();
  await page.unroute('**/api/v1/changes*');
  await other.context().close();
});

test('the owner stands once, and a purchase is told once, without its lines beside it', async () => {
  const { id, lines } = await page.evaluate(async () => {
    const list = async (plural, filter) =>
      (await (await fetch(`/api/v1/${plural}?limit=5&filter=${encodeURIComponent(JSON.stringify(filter))}`)).json())
        .data;
    const [person] = await list('people', { field: 'purchases_count', op: 'gte', value: 3 });
    const lines = await list('purchase_lines', { field: 'person', op: 'is', value: person.id });
    return { id: person.id, lines: lines.map((line) => line.title) };
  });
  await page.goto(`/people/${id}`);
  await page.getByRole('group', { name: 'Show only' }).getByText('Purchases', { exact: true }).click();
  await page.getByRole('article').filter({ hasText: 'Purchase · ' }).first().waitFor();
  assert.equal(await page.getByText('Owner', { exact: true }).count(), 1);
  assert.ok(lines.length > 0);
  for (const title of lines) assert.equal(await page.getByRole('article').filter({ hasText: title }).count(), 0, title);
  assert.equal(await page.getByRole('region', { name: 'Purchase lines' }).count(), 0);
  await page.goBack();
});

test('a purchase shows its lines in a table of its own, not as things that happened', async () => {
  const { id, line } = await page.evaluate(async () => {
    const first = async (path) => (await (await fetch(`/api/v1/${path}`)).json()).data[0];
    const one = await first('purchase_lines?limit=1');
    return { id: one.purchase.id, line: one.title };
  });
  const address = page.url();
  await page.goto(`/purchases/${id}`);
  const lines = page.getByRole('region', { name: 'Lines' });
  await lines.getByRole('link', { name: line }).first().waitFor();
  await page.getByRole('article').first().waitFor();
  assert.equal(await page.getByRole('article').filter({ hasText: 'Purchase line' }).count(), 0);
  await assertAccessible(page, 'purchase');
  await screenshot(page, 'record-purchase');
  await page.goto(address);
});

test('a note is written and stands in the timeline', async () => {
  await page.reload();
  await page.getByLabel('Text', { exact: true }).fill('Wants a **new offer** by Friday.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByRole('article').filter({ hasText: 'Wants a new offer by Friday.' }).waitFor();
  assert.equal(await page.getByRole('article').locator('strong', { hasText: 'new offer' }).count(), 1);
});

test('a file is attached to a record, seen there and downloaded as it was', async () => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles({
    name: 'offer 7.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Seven percent off.'),
  });
  await page.getByText('“offer 7.txt” was attached.').waitFor();
  const files = page.getByRole('region', { name: 'Files' });
  await files.getByRole('link', { name: 'offer 7.txt', exact: true }).waitFor();
  const download = page.waitForEvent('download');
  await files.getByRole('link', { name: /Download offer 7/ }).click();
  const got = await download;
  assert.equal(got.suggestedFilename(), 'offer 7.txt');
  assert.equal(readFileSync(await got.path(), 'utf8'), 'Seven percent off.');
  await screenshot(page, 'record-file');
  await assertAccessible(page, 'record with a file');
  await files.getByRole('link', { name: 'offer 7.txt', exact: true }).click();
  await page.getByRole('heading', { name: 'offer 7.txt' }).waitFor();
  await page.getByRole('link', { name: 'Download' }).waitFor();
  await screenshot(page, 'record-of-file');
});

test('a person is created; a mail address that belongs to someone leads to them', async () => {
  await page.goto('/people/new');
  await page.getByRole('button', { name: 'Create person' }).click();
  await page.getByText('Please look at the marked fields.').waitFor();
  await page.getByLabel('Given name').fill('Zala');
  await page.getByLabel('Family name').fill('Preizkus');
  await page.getByLabel('E-mail 1').fill('zala@preizkus.example');
  await assertAccessible(page, 'form');
  await screenshot(page, 'form');
  await page.getByRole('button', { name: 'Create person' }).click();
  await page.getByRole('heading', { name: 'Zala Preizkus' }).waitFor();

  await page.goto('/people/new');
  await page.getByLabel('Given name').fill('Other');
  await page.getByLabel('Family name').fill('Zala');
  await page.getByLabel('E-mail 1').fill('ZALA@preizkus.example');
  await page.getByRole('button', { name: 'Create person' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Zala Preizkus' }).waitFor();
  await screenshot(page, 'duplicate');
  await page.getByRole('main').getByRole('link', { name: 'Zala Preizkus' }).click();
  await page.getByRole('heading', { name: 'Zala Preizkus' }).waitFor();
});

test('a record goes to the trash and comes back, by the toast and from the trash', async () => {
  const address = page.url();
  const remove = async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Move to the trash' }).click();
    await page.getByText('“Zala Preizkus” was moved to the trash.').waitFor();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone.').waitFor();
  await page.goto(address);
  await page.getByRole('heading', { name: 'Zala Preizkus' }).waitFor();
  await remove();
  await page.goto('/trash');
  const line = page.getByRole('row').filter({ hasText: 'Zala Preizkus' });
  await line.waitFor();
  await assertAccessible(page, 'trash');
  await line.getByRole('button', { name: 'Restore' }).click();
  await line.waitFor({ state: 'detached' });
});

test('columns are chosen, a linked record’s field among them', async () => {
  await page.goto('/deals');
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Add a column' }).click();
  await page.getByPlaceholder('Find a field').fill('company sector');
  await page.getByPlaceholder('Find a field').press('Enter');
  await page.waitForURL(/company.sector/);
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Company › Sector' }).waitFor();
  await screenshot(page, 'columns');
});

test('the browser had nothing to complain about', () => assert.deepEqual(page.complaints, []));
