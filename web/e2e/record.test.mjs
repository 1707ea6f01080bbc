// A day at a record: beside its list and on its page, edited by two, removed under the hand, arranged by its layout.
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

/** Asks the server as the browser's user, as a colleague's own app would. */
const ask = (method, path, body) =>
  page.evaluate(
    async ([verb, where, sent]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${where}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
        body: sent && JSON.stringify(sent),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );
const panel = (of = page) => of.locator('aside[data-panel]');
const titleOf = (place) => panel(place).getByRole('heading', { level: 2 }).first();
const person = async (given, more = {}) =>
  (await ask('POST', '/people', { name: { given, family: 'Vrabec' }, job_title: 'Mechanic', ...more })).body;
const field = (of, label) => of.getByRole('textbox', { name: label, exact: true });
const edit = async (of, label) => {
  await of.getByRole('button', { name: `Change ${label}` }).click({ force: true });
  await field(of, label).waitFor();
};

test('a record opens beside the list, which keeps its place and its focus', async () => {
  await page.goto('/people');
  await rows(page).nth(5).waitFor();
  await page.locator('[data-place="3:2"]').click();
  await page.keyboard.press('Space');
  await titleOf().waitFor();
  assert.match(page.url(), /peek=/);
  const third = await titleOf().textContent();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((was) => document.querySelector('aside[data-panel] h2')?.textContent !== was, third);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.place), '4:2');
  await panel()
    .getByText(/^5 of /)
    .waitFor();
  await assertAccessible(page, 'panel beside a list');
  await screenshot(page, 'record-panel');
  await page.keyboard.press('F6');
  await page.keyboard.press('j');
  await panel()
    .getByText(/^6 of /)
    .waitFor();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.dataset.place === '5:2');
  assert.doesNotMatch(page.url(), /peek=/);
});

test('a page leads to the next one of its list, over the edge of a page and after a reload', async () => {
  await page.goto('/people');
  const region = page.getByRole('region', { name: 'People' });
  await rows(page).nth(5).waitFor();
  await region.evaluate((element) => element.scrollTo(0, 97 * 40));
  const row = page.locator('[aria-rowindex="101"]');
  await row.getByRole('link').first().click();
  await page.getByText(/^100 of /).waitFor();
  const first = await page.getByRole('heading', { level: 1 }).textContent();
  await page.getByRole('button', { name: 'Next record' }).click();
  await page.getByText(/^101 of /).waitFor();
  await page.reload();
  await page.getByText(/^101 of /).waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByText(/^102 of /).waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await page.getByText(/^100 of /).waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), first);
});

test('what another writes to the field under edit is told before anything is lost', async () => {
  const nina = (await ask('GET', '/users')).body.data.find((user) => /^nina@/.test(user.email));
  const made = await person('Dva', { owner: nina.id });
  const other = await openPage(browser, { address: kith.address });
  await signIn(other, { ...kith, email: nina.email });
  await page.goto(`/people/${made.id}`);
  await other.goto(`/people/${made.id}`);
  await edit(other, 'Job title');
  await page.getByText(`${nina.name} is editing`, { exact: true }).waitFor();
  await edit(page, 'Job title');
  await field(page, 'Job title').fill('Mine');
  await field(other, 'Job title').fill('Theirs');
  await field(other, 'Job title').press('Enter');
  await page.getByText(/to “Theirs”/).waitFor();
  assert.equal(await field(page, 'Job title').inputValue(), 'Mine');
  await assertAccessible(page, 'two at one field');
  await screenshot(page, 'record-conflict');
  // Enter does not write over what one has not decided about.
  await field(page, 'Job title').press('Enter');
  assert.equal((await ask('GET', `/people/${made.id}`)).body.job_title, 'Theirs');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await field(page, 'Job title').press('Enter');
  await other.getByText('Mine', { exact: true }).waitFor();
  assert.equal((await ask('GET', `/people/${made.id}`)).body.job_title, 'Mine');
  assert.deepEqual(other.complaints, []);
  await other.context().close();
});

test('an older value is put back from the history of its field', async () => {
  const made = await person('Prej');
  await ask('PATCH', `/people/${made.id}`, { job_title: 'Director' });
  await page.goto(`/people/${made.id}`);
  await page.getByRole('button', { name: 'History of Job title' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Restore Mechanic' }).click();
  await page.getByText('was saved').first().waitFor();
  assert.equal((await ask('GET', `/people/${made.id}`)).body.job_title, 'Mechanic');
});

test('a record removed while it is edited keeps what was typed, and comes back with it', async () => {
  const made = await person('Odstranjen');
  await page.goto(`/people/${made.id}`);
  await edit(page, 'Job title');
  await field(page, 'Job title').fill('Typed before');
  await ask('DELETE', `/people/${made.id}`);
  await page.getByText('This record was removed meanwhile').waitFor();
  assert.equal(await field(page, 'Job title').inputValue(), 'Typed before');
  await page.getByRole('link', { name: 'Companies' }).click();
  await page.getByRole('dialog', { name: 'Not saved yet' }).waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.locator('[data-editing]').getByRole('button', { name: 'Restore' }).click();
  await page.locator('[data-editing]').getByRole('button', { name: 'Save' }).waitFor();
  await field(page, 'Job title').press('Enter');
  await page.getByText('was saved').first().waitFor();
  assert.equal((await ask('GET', `/people/${made.id}`)).body.job_title, 'Typed before');
});

test('a server that is away costs nothing that was typed', async () => {
  const made = await person('Brez');
  await page.goto(`/people/${made.id}`);
  await edit(page, 'Job title');
  await page.context().setOffline(true);
  await field(page, 'Job title').fill('Typed offline');
  await field(page, 'Job title').press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-editing] [aria-invalid=true]'));
  assert.equal(await field(page, 'Job title').inputValue(), 'Typed offline');
  await page.context().setOffline(false);
  await field(page, 'Job title').press('Enter');
  await page.getByText('was saved').first().waitFor();
  assert.equal((await ask('GET', `/people/${made.id}`)).body.job_title, 'Typed offline');
});

test('a form keeps its draft over a reload, makes a missing company in passing and warns of who is here', async () => {
  await person('Dvojnik');
  await page.goto('/people/new');
  await page.getByLabel('Given name').fill('Dvojnik');
  await page.getByLabel('Family name').fill('Vrabec');
  await page.getByText('This person may already be here').waitFor();
  await page.getByRole('button', { name: 'Open Dvojnik Vrabec beside the form' }).first().click();
  await titleOf().waitFor();
  await panel().getByRole('button', { name: 'Close the panel' }).click();
  await panel().waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Company' }).fill('Kovinarna Vrabec');
  await page.getByRole('option', { name: /Create “Kovinarna Vrabec”/ }).click();
  const small = page.getByRole('dialog', { name: 'New company' });
  await small.waitFor();
  await assertAccessible(page, 'inline create');
  await small.getByRole('button', { name: 'Create company' }).click();
  await small.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText(/^Draft from/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Company' }).inputValue(), 'Kovinarna Vrabec');
  await assertAccessible(page, 'form with a draft');
  await screenshot(page, 'record-form');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Dvojnik Vrabec', level: 1 }).waitFor();
  await page.goto('/people/new');
  await page.getByLabel('Given name').waitFor();
  assert.equal(await page.getByText(/^Draft from/).count(), 0);
});

test('the composer names a colleague, keeps its draft, and a note is pinned on top', async () => {
  const made = await person('Beležka');
  await page.goto(`/people/${made.id}`);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.click();
  await text.pressSequentially('Ask @nina');
  await page.getByRole('option', { name: /Nina/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('about the price');
  await page.reload();
  await text.waitFor();
  assert.match(await text.inputValue(), /^Ask @Nina \p{L}+ about the price$/u);
  await text.press('Control+Enter');
  await page
    .getByText(/^@Nina/)
    .first()
    .waitFor();
  const note = (await ask('GET', '/notes?sort=-created_at&limit=1&fields=body')).body.data[0];
  assert.match(note.body, /@\[Nina [^\]]+\]\(user:[0-9a-f-]{36}\) about the price/);
  await page.getByRole('button', { name: 'Pin on top' }).first().click();
  await page.getByRole('region', { name: 'Pinned' }).waitFor();
  // What has no subject is called by its first line, as people read it.
  await page
    .locator('label')
    .filter({ hasText: /^Task$/ })
    .click();
  await text.click();
  await text.pressSequentially('Ask @nina');
  await page.getByRole('option', { name: /Nina/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('for a date');
  await text.press('Control+Enter');
  await page
    .getByRole('link', { name: /^Ask @Nina \p{L}+ for a date$/u })
    .first()
    .waitFor();
  assert.equal(await page.getByText('](user:').count(), 0);
});

test('who can see a record, and why', async () => {
  const made = await person('Videna');
  await page.goto(`/people/${made.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Who can see this' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who can see this' });
  await dialog.getByText(/people may read/).waitFor();
  await dialog
    .getByText(/Administrators see everything/)
    .first()
    .waitFor();
  await assertAccessible(page, 'who can see this');
  await screenshot(page, 'record-access');
  await page.keyboard.press('Escape');
});

test('a layout is arranged in the settings and its rules hold on pages and forms', async () => {
  await page.goto('/settings/objects/deal/layout');
  await page.getByRole('button', { name: 'Add a section' }).click();
  await page.getByLabel('Name of the section').nth(1).fill('How it ended');
  await page.getByRole('button', { name: 'Place of Lost reason' }).click();
  await page.getByRole('menuitem', { name: 'How it ended' }).click();
  await page.getByRole('button', { name: 'Rules of Lost reason' }).click();
  const rules = page.getByRole('dialog', { name: 'Lost reason' });
  await rules.getByRole('radiogroup', { name: 'Shown' }).getByText('If …').click();
  await rules.getByRole('combobox', { name: 'Find a field' }).click();
  await page.getByRole('option', { name: 'Outcome', exact: true }).click();
  await rules.getByRole('combobox', { name: 'Condition', exact: true }).click();
  await page.getByRole('option', { name: 'is', exact: true }).click();
  await rules.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: 'Lost', exact: true }).click();
  await rules.getByRole('button', { name: 'Done' }).click();
  await page.locator('[data-grip="amount"]').focus();
  await page.keyboard.press('Alt+ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.grip), 'amount');
  await assertAccessible(page, 'layout editor');
  await screenshot(page, 'record-layout');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The layout was saved.').waitFor();

  const deals = (outcome) =>
    ask(
      'GET',
      `/deals?limit=1&filter=${encodeURIComponent(JSON.stringify({ field: 'outcome', op: 'is', value: outcome }))}`,
    );
  const [open] = (await deals('open')).body.data;
  const [lost] = (await deals('lost')).body.data;
  await page.goto(`/deals/${lost.id}`);
  await page.getByRole('region', { name: 'How it ended' }).getByText('Lost reason').waitFor();
  await page.goto(`/deals/${open.id}`);
  await page.getByRole('heading', { name: 'Details' }).waitFor();
  assert.equal(await page.getByText('Lost reason', { exact: true }).count(), 0);
  await page.goto('/settings/objects/deal/layout');
  await page.getByRole('button', { name: 'Back to the default' }).click();
  await page.getByText('The default layout stands again.').waitFor();
});

test('the address of a merged record leads to the one that is left', async () => {
  const winner = await person('Ostane');
  const loser = await person('Odide');
  const merged = await ask('POST', '/people/merges', { winner: winner.id, losers: [loser.id], values: {} });
  assert.equal(merged.status, 200);
  await page.goto(`/people/${loser.id}`);
  await page.getByText('was merged into another one').waitFor();
  await page.waitForURL(new RegExp(winner.id));
});

test('long names, other scripts and many fields do not break the page', async () => {
  const made = (
    await ask('POST', '/people', {
      name: { given: 'محمد عبد الله', family: `Wolfeschlegelsteinhausenbergerdorff${'welche'.repeat(12)}` },
      job_title: 'x'.repeat(180),
    })
  ).body;
  for (const phone of [false, true]) {
    const other = await openPage(browser, { address: kith.address, phone, scheme: 'dark' });
    await signIn(other, kith);
    await other.goto(`/people/${made.id}`);
    await other.getByRole('heading', { level: 1 }).waitFor();
    if (phone) await other.getByText('Fields', { exact: true }).click();
    await other.getByRole('button', { name: /more fields/ }).click();
    const wide = await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `wider than the screen by ${wide}px`);
    await assertAccessible(other, phone ? 'a record on a phone' : 'a record in the dark');
    await screenshot(other, phone ? 'record-phone-dark' : 'record-dark');
    assert.deepEqual(other.complaints, []);
    await other.context().close();
  }
});

test('on a phone the panel is a sheet that Back closes', async () => {
  const made = await person('Mobilna');
  const other = await openPage(browser, { address: kith.address, phone: true });
  await signIn(other, kith);
  await other.goto(`/companies?peek=person:${made.id}`);
  await panel(other).waitFor();
  const box = await panel(other).boundingBox();
  assert.equal(Math.round(box.width), 390);
  await screenshot(other, 'record-sheet');
  await other.getByRole('button', { name: 'Close the panel' }).click();
  await panel(other).waitFor({ state: 'detached' });
  await other.context().close();
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(page.complaints, []);
});
