// An owner asks what is known about customers: groups and cohorts lead to lists, answers are kept, annotated and compared.
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

test('customer groups say what they say, and lead to the customers in them', async () => {
  await page.getByRole('link', { name: 'Analyses' }).click();
  await page.getByRole('heading', { name: 'Knowledge' }).waitFor();
  await assertAccessible(page, 'knowledge');
  await page.getByRole('link', { name: /Customer groups/ }).click();
  await page.getByText(/are champions or loyal and bring/).waitFor();
  await assertAccessible(page, 'rfm');
  await screenshot(page, 'rfm');
  const link = page
    .getByRole('row', { name: /^Champions/ })
    .getByRole('link')
    .first();
  const [, count] = /^(\d+) /.exec(await link.textContent());
  const filter = JSON.parse(new URL(await link.getAttribute('href'), page.url()).searchParams.get('filter'));
  assert.ok(JSON.stringify(filter).includes('bought_last'));
  await link.click();
  await page.getByRole('heading', { name: 'Companies' }).waitFor();
  await page
    .getByText(new RegExp(`\\b${count}\\b`))
    .first()
    .waitFor();
  await page.goBack();
  await page.getByText(/are champions or loyal/).waitFor();
  await page
    .getByRole('button', { name: /^Champions: \d+ customers/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  await page.keyboard.press('Escape');
});

test('the address holds what is asked, and earlier answers are annotated and compared', async () => {
  await page.getByRole('textbox', { name: 'Scores by' }).click();
  await page.getByRole('option', { name: 'Fifths of the customers' }).click();
  await page.waitForURL(/convention=ranks/);
  await page.getByText(/are champions or loyal/).waitFor();
  await page.getByRole('button', { name: 'Show more' }).first().click();
  await page.getByRole('menuitem', { name: 'Earlier answers' }).click();
  const drawer = page.getByRole('dialog', { name: 'Earlier answers' });
  await drawer.getByText('Shown').waitFor();
  const runs = drawer.getByRole('article');
  await runs.nth(1).getByRole('button', { name: 'Write a note' }).click();
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Before the sale');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await drawer.getByText('Before the sale').waitFor();
  await assertAccessible(page, 'earlier answers');
  await runs.nth(1).getByRole('button', { name: 'Compare with what is shown' }).click();
  await drawer.getByRole('columnheader', { name: 'Change' }).waitFor();
  await page.keyboard.press('Escape');
});

test('cohorts are a table whose cells lead to who came back', async () => {
  await page.goto(`${kith.address}/knowledge/cohorts?period=quarter`);
  await page.getByText(/bought again in the quarter after/).waitFor();
  await assertAccessible(page, 'cohorts');
  await screenshot(page, 'cohorts');
  const cell = page.getByRole('button', { name: /-Q\d, 1: [1-9]/ }).first();
  await cell.click();
  await page
    .getByRole('dialog')
    .getByText(/customers bought, for/)
    .waitFor();
  await page.getByRole('dialog').getByRole('link').first().click();
  await page.waitForURL(/linked/);
  await page.getByRole('heading', { name: /Companies|People/ }).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${kith.address}/knowledge/cohorts?by=source`);
  await page.getByRole('rowheader', { name: 'Without a lead' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} wide`);
});
