// Administration: a custom object with a field of every kind, users and keys; then the looks in the dark and on a phone.
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

const KINDS = [
  ['Serial', 'Text'],
  ['Story', 'Long text'],
  ['Pieces', 'Whole number'],
  ['Weight', 'Decimal number'],
  ['Share', 'Percent'],
  ['Cost', 'Money'],
  ['Running', 'Yes or no'],
  ['Built on', 'Date'],
  ['Seen at', 'Date and time'],
  ['Service time', 'Duration'],
  ['State', 'Choice'],
  ['Colors', 'Several choices'],
  ['Marks', 'Tags'],
  ['Holder', 'Link to a record'],
  ['Keeper', "Person's name"],
  ['Mails', 'E-mail addresses'],
  ['Phones', 'Phone numbers'],
  ['Places', 'Postal addresses'],
  ['Manual', 'Web address'],
  ['Paper', 'File'],
  ['Whole weight', 'Formula'],
];

test('a custom object is made with a field of every kind', async () => {
  await page.goto('/settings/objects');
  await page.getByRole('button', { name: 'New object' }).click();
  await page.getByRole('textbox', { name: 'Name of one', exact: true }).fill('Machine');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Add a field' }).waitFor();
  for (const [label, kind] of KINDS) {
    await page.getByRole('button', { name: 'Add a field' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(label);
    await dialog.getByRole('radio', { name: kind, exact: true }).click();
    if (/hoice/.test(kind)) {
      await dialog.getByLabel('Type a choice').fill('Red');
      await dialog.getByLabel('Type a choice').press('Enter');
      await dialog.getByLabel('Type a choice').fill('Green');
      await dialog.getByLabel('Type a choice').press('Enter');
    }
    if (/Link/.test(kind)) {
      await dialog.getByRole('combobox', { name: 'Links to' }).click();
      await page.getByRole('option', { name: 'Company', exact: true }).click();
    }
    if (kind === 'Formula') await dialog.getByRole('textbox', { name: 'Formula' }).fill('x_pieces * x_weight');
    if (/Total/.test(kind)) {
      await dialog.getByRole('combobox', { name: 'Over which linked records' }).click();
      await page.getByRole('option').first().click();
    }
    await dialog.getByRole('button', { name: 'Add a field' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('cell').filter({ hasText: label }).first().waitFor();
  }
  await assertAccessible(page, 'fields');
  await screenshot(page, 'settings-fields');
});

test('its form has an input for each, and its page shows what was typed', async () => {
  await page.goto('/x_machines/new');
  await page.getByLabel('Name', { exact: false }).first().fill('Press 7');
  await page.getByLabel('Serial').fill('SN-7');
  await page.getByLabel('Story').fill('Bought **used**.');
  await page.getByLabel('Pieces').fill('12');
  await page.getByLabel('Weight').fill('1250,75');
  await page.getByLabel('Share').fill('12.5');
  await page.getByLabel('Cost').fill('1.234,56');
  await page.getByLabel('Running').check();
  await page.getByLabel('Service time').fill('1:30');
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Green' }).first().click();
  await page.getByRole('combobox', { name: 'Marks' }).fill('heavy');
  await page.getByRole('combobox', { name: 'Marks' }).press('Enter');
  await page.getByLabel('Given name').fill('Jan');
  await page.getByLabel('Family name').fill('Novák');
  await page.getByLabel('Mails 1').fill('press@machine.example');
  await page.getByLabel('Phones 1').fill('+386 40 123 456');
  await page.getByLabel('City').fill('Celje');
  await page.getByLabel('Manual').fill('https://machine.example/manual');
  await assertAccessible(page, 'form of every kind');
  await screenshot(page, 'form-every-kind');
  await page.getByRole('button', { name: 'Create machine' }).click();
  await page.getByRole('heading', { name: 'Press 7' }).waitFor();
  for (const shown of [
    'SN-7',
    '1,250.75',
    '12.5%',
    '€1,234.56',
    '1 h 30 min',
    'Green',
    'heavy',
    'press@machine.example',
    'Celje',
  ]) {
    await page.getByText(shown).first().waitFor();
  }
  await screenshot(page, 'record-custom');
  await page.goto('/x_machines');
  await rows(page).filter({ hasText: 'Press 7' }).waitFor();
});

test('users are created and keys are shown once', async () => {
  await page.goto('/settings/users');
  await page.getByRole('button', { name: 'Invite a user' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Miha Nov');
  await page.getByLabel('E-mail').fill('miha@demo.example');
  await page.getByLabel('First password').fill('a fine first password');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('dialog').getByText('a fine first password').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: 'miha@demo.example' }).waitFor();
  await assertAccessible(page, 'users');
  await page.goto('/settings/roles');
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  await assertAccessible(page, 'roles');
  await screenshot(page, 'settings-roles');
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Web shop');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByText(/^kith_/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row').filter({ hasText: 'Web shop' }).waitFor();
  assert.equal(await page.getByText(/^kith_/).count(), 0);
  // A script may be using it: taking it away is asked about first.
  await page.getByRole('button', { name: 'Remove Web shop' }).click();
  const asked = page.getByRole('dialog', { name: 'Remove the key “Web shop”?' });
  await assertAccessible(page, 'removing a key');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await asked.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('row').filter({ hasText: 'Web shop' }).count(), 1);
  await page.getByRole('button', { name: 'Remove Web shop' }).click();
  await asked.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No API keys').waitFor();
  await page.goto('/jobs');
  await page.getByRole('heading', { name: 'Jobs' }).first().waitFor();
  await assertAccessible(page, 'jobs');
  await screenshot(page, 'jobs');
});

test('one sees where one is signed in, and ends that', async () => {
  const elsewhere = await openPage(browser, { address: kith.address });
  await signIn(elsewhere, kith);
  await page.goto('/settings/profile');
  const sessions = page.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
  await sessions.nth(1).waitFor();
  assert.match(await sessions.first().innerText(), /Chrome on Linux\s+This one\s+127\.0\.0\.1 · signed in/);
  await assertAccessible(page, 'the list of sessions');
  const before = await sessions.count();
  await sessions.nth(1).getByRole('button', { name: 'Sign out Chrome on Linux' }).click();
  await page.getByText('Chrome on Linux is signed out').waitFor();
  assert.equal(await sessions.count(), before - 1);
  await elsewhere.goto('/companies');
  await elsewhere.getByRole('button', { name: 'Sign in' }).waitFor();

  await signIn(elsewhere, kith);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByText('You are signed out everywhere else').waitFor();
  assert.equal(await sessions.count(), 1);
  await elsewhere.goto('/companies');
  await elsewhere.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.goto('/companies');
  await rows(page).first().waitFor();
  await elsewhere.context().close();
});

test('the dark scheme holds on every main page', async () => {
  await page.locator('[data-tour=user]').click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');
  for (const [name, path] of [
    ['home', '/'],
    ['companies', '/companies'],
    ['form', '/deals/new'],
    ['import', '/import'],
    ['settings', '/settings'],
    ['profile', '/settings/profile'],
  ]) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    assert.equal(await page.locator('html').getAttribute('data-mantine-color-scheme'), 'dark');
    await assertAccessible(page, `dark ${name}`);
    await screenshot(page, `dark-${name}`);
  }
  await page.goto('/companies');
  await rows(page).first().getByRole('link').first().click();
  await page.getByRole('article').first().waitFor();
  await assertAccessible(page, 'dark record');
  await screenshot(page, 'dark-record');
});

test('a phone shows cards, a menu and a record in parts, and nothing is wider than the screen', async () => {
  const phone = await openPage(browser, { address: kith.address, phone: true });
  await signIn(phone, kith);
  const fits = async (name) => {
    const wide = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
  };
  await phone.getByRole('link', { name: 'Companies' }).click();
  await rows(phone).first().waitFor();
  await fits('list');
  await assertAccessible(phone, 'phone list');
  await screenshot(phone, 'phone-list');
  await rows(phone).first().getByRole('link').first().click();
  await phone.getByText('Fields', { exact: true }).click();
  await phone.getByText('Lifecycle').first().waitFor();
  await fits('record');
  await assertAccessible(phone, 'phone record');
  await screenshot(phone, 'phone-record');
  await phone.goto('/people');
  await phone.getByRole('button', { name: 'Filter', exact: true }).click();
  await phone.getByPlaceholder('Find a field').fill('linked records deals');
  await phone.keyboard.press('Enter');
  await phone.getByRole('button', { name: 'Only deals where…' }).waitFor();
  await fits('linked filter');
  await assertAccessible(phone, 'phone linked filter');
  await screenshot(phone, 'phone-filter-linked');
  await phone.goto('/people/new');
  await phone.getByLabel('Given name').waitFor();
  await fits('form');
  await screenshot(phone, 'phone-form');
  await phone.getByRole('button', { name: 'More', exact: true }).click();
  await phone.getByRole('link', { name: 'Settings' }).click();
  await phone.getByRole('heading', { name: 'Settings' }).waitFor();
  await fits('settings');
  assert.deepEqual(phone.complaints, []);
});

test('the browser had nothing to complain about', () => assert.deepEqual(page.complaints, []));
