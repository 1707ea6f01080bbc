// The app in each of its languages: switched in the menu of the user, read on a list and on a record, kept for the next visit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, rows, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

// What is read in each language: two lists by their headings, a column of a list, a span of time with its plural, the
// plural on a record's page, the heading of the settings.
const LANGUAGES = [
  {
    name: 'Slovenščina',
    lang: 'sl',
    companies: 'Podjetja',
    deals: 'Posli',
    outcome: 'Izid',
    span: 'v zadnjih 3 tednih',
    more: /^Še \d+ (polje|polji|polja|polj)$/,
    create: 'Ustvari podjetje',
    settings: 'Nastavitve',
  },
  {
    name: 'Slovenčina',
    lang: 'sk',
    companies: 'Firmy',
    deals: 'Obchody',
    outcome: 'Výsledok',
    span: 'v posledných 3 týždňoch',
    more: /^Ešte \d+ (pole|polia|polí)$/,
    create: 'Vytvoriť firmu',
    settings: 'Nastavenia',
  },
  {
    name: 'Svenska',
    lang: 'sv',
    companies: 'Företag',
    deals: 'Affärer',
    outcome: 'Utfall',
    span: 'de senaste 3 veckorna',
    more: /^\d+ fält till$/,
    create: 'Skapa företag',
    settings: 'Inställningar',
  },
  {
    name: 'Српски',
    lang: 'sr',
    companies: 'Фирме',
    deals: 'Послови',
    outcome: 'Исход',
    span: 'у последње 3 недеље',
    more: /^Још \d+ (поље|поља)$/,
    create: 'Додај фирму',
    settings: 'Подешавања',
  },
  {
    name: 'Srpski (latinica)',
    lang: 'sr-Latn',
    companies: 'Firme',
    deals: 'Poslovi',
    outcome: 'Ishod',
    span: 'u poslednje 3 nedelje',
    more: /^Još \d+ (polje|polja)$/,
    create: 'Dodaj firmu',
    settings: 'Podešavanja',
  },
  {
    name: 'English',
    lang: 'en',
    companies: 'Companies',
    deals: 'Deals',
    outcome: 'Outcome',
    span: 'in the last 3 weeks',
    more: /^\d+ more fields?$/,
    create: 'New company',
    settings: 'Settings',
  },
];
const WITHIN = { field: 'close_date', op: 'within', value: { last: 3, unit: 'week' } };

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

const spoken = (lang) => page.waitForFunction((wanted) => document.documentElement.lang === wanted, lang);

test('the door opens in the language that was chosen at it', async () => {
  await page.goto('/?language=sv');
  await page.getByRole('heading', { name: 'Logga in i Kith' }).waitFor();
  await assertAccessible(page, 'sign-in in sv');
  await screenshot(page, 'sign-in-sv');
  await page.getByRole('combobox', { name: 'Språk' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in to Kith' }).waitFor();
  await signIn(page, kith);
});

for (const one of LANGUAGES) {
  test(`the app is read in ${one.name}`, async () => {
    await page.goto('/companies');
    await page.locator('header button').last().click();
    await page.locator('[role=menuitem][aria-haspopup=menu]').click();
    await page.getByRole('menuitem', { name: one.name, exact: true }).click();
    await spoken(one.lang);
    await page.getByRole('heading', { name: one.companies, exact: true }).waitFor();
    await page.getByRole('link', { name: one.create }).first().waitFor();
    await rows(page).first().waitFor();
    await assertAccessible(page, `list in ${one.lang}`);
    await screenshot(page, `list-${one.lang}`);

    await rows(page).first().getByRole('link').first().click();
    await page.getByRole('button', { name: one.more }).first().waitFor();
    await page.getByText(one.deals, { exact: true }).first().waitFor();
    await assertAccessible(page, `record in ${one.lang}`);
    await screenshot(page, `record-${one.lang}`);

    await page.goto(`/deals?filter=${encodeURIComponent(JSON.stringify(WITHIN))}`);
    await page.getByRole('heading', { name: one.deals, exact: true }).waitFor();
    await page.getByRole('button', { name: new RegExp(one.span) }).waitFor();
    await page.goto('/deals');
    await page.getByRole('columnheader', { name: one.outcome }).waitFor();

    await page.goto('/settings');
    await page.getByRole('heading', { name: one.settings, exact: true }).waitFor();
    assert.deepEqual(page.complaints, []);
  });
}

test('the pseudo-language leaves no text of the app in plain English', async () => {
  await page.goto('/?language=en-XA');
  await spoken('en-XA');
  const { name } = await page.evaluate(async () => (await (await fetch('/api/v1/session')).json()).user);
  const person = name.split(' ')[0];
  // Views are called what their makers called them.
  const views = await page.evaluate(async () =>
    (await (await fetch('/api/v1/views')).json()).data.map((view) => view.name),
  );
  const plain = new Set();
  for (const path of [
    '/',
    '/companies',
    '/deals',
    '/purchases',
    '/import',
    '/trash',
    '/jobs',
    '/settings',
    '/deals/new',
  ]) {
    await page.goto(path);
    await page.locator('h1').waitFor();
    const texts = await page
      .locator('h1, h2, h3, label, nav a, main button, [role=columnheader], th, [role=tab]')
      .evaluateAll((all) =>
        all
          // A link to a record says its title, which is somebody's data.
          .filter((one) => one.checkVisibility() && !/[0-9a-f]{8}-[0-9a-f]{4}-/.test(one.getAttribute('href') ?? ''))
          .map((one) => one.innerText.trim()),
      );
    for (const text of texts)
      for (const line of text.replaceAll(person, '').split('\n'))
        if (!views.includes(line.trim()) && /[A-Za-z]{3}/.test(line.replace(/\[.*\]/s, '')))
          plain.add(`${path}: ${line}`);
  }
  assert.deepEqual([...plain], []);
  await page.goto('/?language=en');
  await spoken('en');
});
