// Own fields and objects: choices by the thousand, formulas, names in other languages; and the settings of the company.
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

const chooseOption = async (name, option) => {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('five thousand choices are pasted, found, and saved', async () => {
  await page.goto('/settings/objects/company');
  await page.getByRole('button', { name: 'Add a field' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Municipality');
  await dialog.getByRole('radio', { name: 'Choice', exact: true }).click();
  const many = Array.from({ length: 5000 }, (_, place) => `Place ${place}`).join('\n');
  await dialog.getByLabel('Type a choice').evaluate((input, text) => {
    const data = new DataTransfer();
    data.setData('text', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, many);
  await dialog.getByText('5,000 choices').waitFor();
  assert.ok((await dialog.getByLabel(/^Name of Place/).count()) < 60, 'only the choices in sight are drawn');
  await dialog.getByRole('textbox', { name: 'Find a choice' }).fill('Place 4999');
  await dialog.getByLabel('Name of Place 4999').fill('The last place');
  await dialog.getByRole('button', { name: 'Add a field' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('5,000 choices').waitFor();
  await page.getByRole('button', { name: 'Change Municipality' }).first().click();
  await dialog.getByRole('textbox', { name: 'Find a choice' }).fill('last place');
  await dialog.getByLabel('Name of The last place').waitFor();
  await assertAccessible(page, 'change a field');
  await page.keyboard.press('Escape');
});

test('choices are put in order by keyboard, and keep what records hold', async () => {
  await page.goto('/settings/objects/company');
  await page.getByRole('button', { name: 'Add a field' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Mood');
  await dialog.getByRole('radio', { name: 'Choice', exact: true }).click();
  for (const choice of ['Bad', 'Fair', 'Good']) {
    await dialog.getByLabel('Type a choice').fill(choice);
    await dialog.getByLabel('Type a choice').press('Enter');
  }
  await dialog.getByLabel('Name of Good').press('Alt+ArrowUp');
  await dialog.getByLabel('Name of Good').press('Alt+ArrowUp');
  const order = await dialog.getByLabel(/^Name of /).evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(order, ['Good', 'Bad', 'Fair']);
  await dialog.getByRole('button', { name: 'Add a field' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('a formula is checked while it is typed', async () => {
  await page.goto('/settings/objects/deal');
  await page.getByRole('button', { name: 'Add a field' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Double');
  await dialog.getByRole('radio', { name: 'Formula', exact: true }).click();
  const formula = dialog.getByRole('textbox', { name: 'Formula' });
  await formula.fill('amount * twice');
  await dialog.getByText('There is no field “twice”.').waitFor();
  await formula.fill('amount * 2');
  await chooseOption('The result is a', 'Money');
  await dialog.getByRole('button', { name: 'Add a field' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Change Double' }).first().waitFor();
});

test('before a field goes, what is lost is said', async () => {
  await page.goto('/settings/objects/company');
  await page.getByRole('button', { name: 'Remove Mood' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('No record has a value in it.').waitFor();
  await dialog.getByRole('button', { name: 'Remove field' }).click();
  await page.getByRole('button', { name: 'Change Mood' }).first().waitFor({ state: 'detached' });
});

test('the settings of the company are saved and hold at once', async () => {
  await page.goto('/settings/workspace');
  await page.getByRole('textbox', { name: 'Company name' }).fill('Nakovalo and daughters');
  await chooseOption('The week begins on', 'Sunday');
  await page.getByText('2 changes are not saved').first().waitFor();
  await assertAccessible(page, 'company settings');
  await screenshot(page, 'settings-workspace');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The settings are saved.').waitFor();
  await page.getByRole('navigation').getByText('Nakovalo and daughters').first().waitFor();
});

test('own names are written in another language, and read in it', async () => {
  await page.goto('/settings/objects/company');
  await page.getByRole('button', { name: 'Add a field' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Forklift');
  await dialog.getByRole('radio', { name: 'Choice', exact: true }).click();
  for (const choice of ['Rented', 'Owned']) {
    await dialog.getByLabel('Type a choice').fill(choice);
    await dialog.getByLabel('Type a choice').press('Enter');
  }
  await dialog.getByRole('combobox', { name: 'Translate into…' }).selectOption('sl');
  await dialog.getByRole('textbox', { name: 'Rented: Slovenščina' }).fill('Najet');
  await dialog.getByRole('button', { name: 'In other languages' }).click();
  await dialog.getByRole('textbox', { name: 'Name: Slovenščina' }).fill('Viličar');
  await assertAccessible(page, 'names in other languages');
  await screenshot(page, 'settings-field-languages');
  await dialog.getByRole('button', { name: 'Add a field' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.goto('/settings/objects');
  await page.getByRole('button', { name: 'New object' }).first().click();
  await dialog.getByRole('textbox', { name: 'Name of one', exact: true }).fill('Machine');
  await dialog.getByRole('textbox', { name: 'Name of many', exact: true }).fill('Machines');
  await dialog.getByRole('button', { name: 'In other languages' }).click();
  await dialog.getByRole('textbox', { name: 'Name of one: Slovenščina' }).fill('Stroj');
  await dialog.getByText('Give both names.').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Create' }).isDisabled());
  await dialog.getByRole('textbox', { name: 'Name of many: Slovenščina' }).fill('Stroji');
  await screenshot(page, 'settings-object-languages');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Machines' }).waitFor();

  const speak = async (language) => {
    const { csrf } = await (await page.request.get('/api/v1/session')).json();
    const headers = { 'X-Kith-Csrf': csrf, Origin: kith.address };
    const answer = await page.request.patch('/api/v1/session/user', { data: { language }, headers });
    assert.ok(answer.ok(), await answer.text());
  };
  await speak('sl');
  await page.goto('/settings/objects/company');
  await page.getByRole('navigation').getByRole('link', { name: 'Stroji', exact: true }).first().waitFor();
  // The dialog holds the words everybody else reads, not their translation: saved as it is, nothing changes for them.
  await page.getByRole('button', { name: 'Spremeni polje Viličar' }).first().click();
  assert.equal(await dialog.getByRole('textbox', { name: 'Ime', exact: true }).inputValue(), 'Forklift');
  assert.equal(await dialog.getByRole('textbox', { name: 'Ime: Slovenščina' }).inputValue(), 'Viličar');
  assert.equal(await dialog.getByRole('textbox', { name: /Rented/ }).inputValue(), 'Rented');
  await dialog.getByRole('button', { name: 'Shrani' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto('/companies/new');
  await page.getByText('Viličar', { exact: true }).first().waitFor();
  await speak('en');
  await page.goto('/companies/new');
  await page.getByText('Forklift', { exact: true }).first().waitFor();
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(page.complaints, []);
});
