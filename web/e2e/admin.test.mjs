// Administration: roles made, given and changed while the other looks on, seeing as a role, people, teams, settings.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, rows, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
let other;
const PASSWORD = 'a fine first password';
const EMAIL = 'vida@nakovalo.example';

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

const cell = (verb, object) => page.getByLabel(`${verb}: ${object}`, { exact: true });
const chooseOption = async (name, option) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('the settings are found by what people call them', async () => {
  await page.goto('/settings');
  await page.getByRole('textbox', { name: 'Find a setting' }).fill('permission');
  await page.getByRole('link', { name: /Roles/ }).first().waitFor();
  assert.equal(await page.getByRole('link', { name: /^Backups/ }).count(), 0);
  await page.getByRole('textbox', { name: 'Find a setting' }).fill('nothing of the kind');
  await page.getByRole('status').getByText('No setting is called').waitFor();
  await page.getByRole('textbox', { name: 'Find a setting' }).fill('');
  await assertAccessible(page, 'settings overview');
  await screenshot(page, 'settings-overview');
});

test('a role is made and says in words what it may do', async () => {
  await page.goto('/settings/roles');
  await page.getByRole('link', { name: 'New role' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Inside sales');
  await cell('Export', 'All objects').selectOption('none');
  await chooseOption('Give an object rules of its own', 'Deals');
  await cell('Read', 'Deals').selectOption('all');
  await cell('Change', 'Deals').selectOption('own');
  const words = page.getByRole('region', { name: 'In words' });
  await words.getByText('Deals: sees all, makes new ones, changes own, removes own').waitFor();
  // What is not seen cannot be changed: the rest follows by itself.
  await chooseOption('Give an object rules of its own', 'Leads');
  await cell('Read', 'Leads').selectOption('none');
  assert.equal(await cell('Change', 'Leads').inputValue(), 'none');
  await words.getByText('Leads: does not see them').waitFor();
  await chooseOption('Limit a field', 'Company › Revenue');
  await words.getByText('1 field is hidden').waitFor();
  await assertAccessible(page, 'role');
  await screenshot(page, 'settings-role');
  await page.getByRole('button', { name: 'Create', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Inside sales' }).waitFor();
  await page.getByText('Nobody has this role').waitFor();
});

test('what is not saved is asked about before one leaves it', async () => {
  await cell('Read', 'Leads').selectOption('own');
  await page.getByText('1 change is not saved').first().waitFor();
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await cell('Read', 'Leads').inputValue(), 'own');
  await page.getByRole('button', { name: 'Discard' }).click();
  assert.equal(await cell('Read', 'Leads').inputValue(), 'none');
});

test('a user is invited with that role; the first password is shown once', async () => {
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByRole('button', { name: 'Invite a user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Vida Zupan');
  await dialog.getByLabel('E-mail').fill(EMAIL);
  await chooseOption('Role', 'Inside sales');
  await dialog.getByLabel('First password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByText(PASSWORD).waitFor();
  await assertAccessible(page, 'first password');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: EMAIL }).waitFor();
  assert.equal(await page.getByText(PASSWORD).count(), 0);
});

test('a changed role is seen at once by the other browser, with what was typed still there', async () => {
  other = await openPage(browser, { address: kith.address });
  await signIn(other, { email: EMAIL, password: PASSWORD });
  assert.equal(await other.getByRole('link', { name: 'Leads', exact: true }).count(), 0);
  await other.goto('/deals/new');
  await other.getByRole('textbox', { name: 'Name' }).first().fill('Half typed');

  await page.goto('/settings/roles');
  await page.getByRole('article', { name: 'Inside sales' }).getByText('1 person').waitFor();
  await page.getByRole('link', { name: 'Inside sales' }).click();
  await cell('Read', 'Leads').selectOption('all');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('is saved and holds at once').waitFor();

  await other.getByRole('link', { name: 'Leads', exact: true }).first().waitFor();
  await other.getByText('What you may do has changed').waitFor();
  assert.equal(await other.getByRole('textbox', { name: 'Name' }).first().inputValue(), 'Half typed');
});

test('a page that may not be seen any more says so kindly', async () => {
  await other.goto('/leads');
  await rows(other).first().waitFor();
  await cell('Read', 'Leads').selectOption('none');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByText('You do not see Leads any more').waitFor();
  await assertAccessible(other, 'no longer seen');
  await screenshot(other, 'rights-no-longer');
  await other.goto('/settings/roles');
  await other.getByText('This is for administrators').waitFor();
});

test('an administrator sees the app as that role, changes nothing, and leaves with one click', async () => {
  await page.getByRole('button', { name: 'See as this role' }).click();
  const banner = page.getByRole('region', { name: 'You see Kith as “Inside sales”' });
  await banner.getByText('live updates pause').waitFor();
  await page.getByRole('link', { name: 'Leads', exact: true }).first().waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Deals', exact: true }).first().waitFor();
  await page.goto('/leads');
  await page.getByText('There is nothing here').or(page.getByText('does not see Leads')).first().waitFor();
  await page.goto('/companies/new');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Never made');
  await page.getByRole('button', { name: 'Create company' }).click();
  await page.getByText('only looking at Kith as another role').first().waitFor();
  await assertAccessible(page, 'seeing as a role');
  await screenshot(page, 'seeing-as');
  await page.goto('/');
  await banner.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('article', { name: 'Inside sales' }).waitFor();
  await page.getByRole('link', { name: 'Leads', exact: true }).first().waitFor();
  assert.equal(await banner.count(), 0);
});

test('teams are a tree: one below another, people moved by menu and by dragging', async () => {
  await page.goto('/settings/teams');
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Export');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const team = (name) =>
    page.getByRole('listitem').filter({ has: page.getByRole('button', { name: `More for ${name}` }) });
  await team('Export').waitFor();
  await page.getByRole('button', { name: 'More for Export' }).click();
  await page.getByRole('menuitem', { name: 'Sales', exact: true }).click();
  await page.getByRole('button', { name: 'Vida Zupan' }).click();
  await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
  await team('Export').getByRole('button', { name: 'Vida Zupan' }).waitFor();
  await page.getByRole('button', { name: 'Oliver Marsh' }).dragTo(team('Export'));
  await team('Export').getByRole('button', { name: 'Oliver Marsh' }).waitFor();
  await assertAccessible(page, 'teams');
  await screenshot(page, 'settings-teams');
  // A team with people in it is not removed.
  await page.getByRole('button', { name: 'More for Export' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  assert.ok(await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).isDisabled());
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('what a person owns is handed over before they are switched off', async () => {
  await page.goto('/settings/users');
  await page.getByRole('button', { name: 'More for Gregor Pušnik' }).click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Deals', exact: true }).waitFor();
  await dialog
    .getByText(/stay as history/)
    .first()
    .waitFor();
  await dialog.getByLabel('Give them to').first().click();
  await page.getByRole('option', { name: 'Vida Zupan', exact: true }).click();
  await page.keyboard.press('Tab');
  await assertAccessible(page, 'hand over');
  await screenshot(page, 'hand-over');
  await dialog.getByRole('button', { name: /^Hand over/ }).click();
  await dialog.waitFor({ state: 'detached', timeout: 60_000 });
  await page.getByRole('row').filter({ hasText: 'Gregor Pušnik' }).getByText('may not sign in').waitFor();
  await page.getByRole('button', { name: 'More for Gregor Pušnik' }).click();
  await page.getByRole('menuitem', { name: 'Hand over records' }).click();
  // What is won and done stays; nothing is left to give.
  await dialog
    .getByText(/stay as history/)
    .first()
    .waitFor();
  await dialog.getByRole('checkbox', { name: 'Deals', exact: true, disabled: true }).waitFor();
  assert.equal(await dialog.getByLabel('Give them to').count(), 0);
  await page.keyboard.press('Escape');
  // All kinds of records go back to whom they came from at once, and over again.
  await page.getByText('Vida Zupan now owns what Gregor Pušnik had.').waitFor();
  const gregor = await page.evaluate(
    async () => (await (await fetch('/api/v1/users')).json()).data.find((one) => /^Gregor/.test(one.name)).id,
  );
  const owned = (plural) =>
    page.evaluate(
      async ([what, owner]) => {
        const own = { field: 'owner', op: 'is', value: owner };
        const open = what === 'deals' ? { and: [own, { field: 'outcome', op: 'is', value: 'open' }] } : own;
        return (await (await fetch(`/api/v1/${what}?count=exact&filter=${JSON.stringify(open)}`)).json()).count.value;
      },
      [plural, gregor],
    );
  assert.deepEqual([await owned('deals'), await owned('people')], [0, 0]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone.').waitFor({ timeout: 60_000 });
  assert.ok((await owned('deals')) > 0 && (await owned('people')) > 0, 'Gregor owns them again');
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByText('Done again.').waitFor({ timeout: 60_000 });
  assert.deepEqual([await owned('deals'), await owned('people')], [0, 0]);
});

test('a phone and the dark show the same, and nothing is wider than the screen', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true, scheme: 'dark' });
  await signIn(phone, kith);
  for (const part of [
    '',
    '/profile',
    '/workspace',
    '/objects',
    '/objects/company',
    '/users',
    '/teams',
    '/roles',
    '/roles/new',
    '/keys',
    '/backups',
  ]) {
    await phone.goto(`/settings${part}`);
    await phone.locator('h2').first().waitFor();
    await phone.waitForLoadState('networkidle').catch(() => {});
    const wide = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wide <= 0, `settings${part} is ${wide} pixels too wide`);
    await assertAccessible(phone, `phone, dark: settings${part}`);
    await screenshot(phone, `phone-dark-settings${part.replaceAll('/', '-')}`);
  }
  assert.deepEqual(phone.complaints, []);
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(page.complaints, []);
  assert.deepEqual(other.complaints, []);
});
