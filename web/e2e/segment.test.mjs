// A shop owner makes a segment by a rule, sees whom it finds and why, and keeps a list of them; who has rights on own records sees own ones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
const ids = {};

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

const act = (method, path, body) =>
  page.evaluate(
    async ([verb, url, json]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-kith-csrf': session.csrf };
      const answer = await fetch(`/api/v1${url}`, { method: verb, headers, body: json && JSON.stringify(json) });
      if (!answer.ok) throw new Error(`${verb} ${url}: ${await answer.text()}`);
      return answer.json().catch(() => null);
    },
    [method, path, body],
  );

/** A colleague who sees own records only, and all segments. */
async function makeSeller() {
  const own = { read: 'own', create: true, change: 'own', remove: 'own', export: 'own' };
  const look = { read: 'all', create: false, change: 'none', remove: 'none', export: 'none' };
  const objects = { person: own, company: own, segment: look, audience: look };
  const role = await act('POST', '/roles', { name: 'Own people', objects });
  const seller = { name: 'Žiga Prodaja', email: 'ziga@nakovalo.example', password: 'kith-segment-2026' };
  const user = await act('POST', '/users', { ...seller, role: role.id });
  return { ...seller, id: user.id };
}

test('a rule is written and says how many it finds while it is', async () => {
  await act('POST', '/people', { name: { given: 'Zora', family: 'Sejem' }, job_title: 'Fair visitor' });
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  await page.getByRole('link', { name: 'Good customers who went quiet' }).waitFor();
  await assertAccessible(page, 'segments');
  await page.getByRole('link', { name: 'New segment' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Met at the fair');
  const preview = page.getByRole('complementary', { name: 'Would belong now' });
  await preview.getByText('Add a condition to see who it finds.').waitFor();
  await page.getByRole('button', { name: 'Only people where…' }).click();
  await page.getByPlaceholder('Find a field').fill('Job title');
  await page.getByPlaceholder('Find a field').press('Enter');
  const value = page.locator('main form').getByRole('textbox').last();
  await value.fill('Nobody has this one');
  await preview.getByText('0', { exact: true }).waitFor();
  await value.fill('Fair');
  await preview.getByText('1', { exact: true }).waitFor();
  await preview.getByRole('link', { name: 'Zora Sejem' }).waitFor();
  await assertAccessible(page, 'new segment');
  await screenshot(page, 'segment_new');
  await page.getByRole('button', { name: 'Make segment' }).click();
  await page.getByRole('heading', { name: 'Met at the fair' }).waitFor();
  ids.segment = new URL(page.url()).pathname.split('/').at(-1);
  await page
    .getByRole('row', { name: /Zora Sejem/ })
    .getByText('Job title: Fair visitor')
    .waitFor();
});

test('whoever begins to meet the rule enters, and is told among comings and goings', async () => {
  ids.ana = (await act('POST', '/people', { name: { given: 'Alma', family: 'Sejem' }, job_title: 'Baker' })).id;
  await act('PATCH', `/people/${ids.ana}`, { job_title: 'Fair visitor' });
  await page.getByRole('row', { name: /Alma Sejem/ }).waitFor();
  await assertAccessible(page, 'segment');
  await page.getByRole('tab', { name: 'Comings and goings' }).click();
  await page.waitForURL(/part=moves/);
  await page.getByRole('row', { name: /entered Alma Sejem/ }).waitFor();
  await assertAccessible(page, 'comings and goings');
  await page.getByRole('tab', { name: 'Overlaps' }).click();
  await page.getByRole('row', { name: /Birthday this month/ }).waitFor();
  // The page of a person says where they belong.
  await page.goto(`/people/${ids.ana}`);
  await page.locator('main').getByRole('link', { name: 'Met at the fair' }).waitFor();
  await page.goBack();
});

test('an audience keeps who belonged when it was frozen', async () => {
  await page.getByRole('tab', { name: 'Frozen audiences' }).click();
  await page.getByText('Nothing is frozen').waitFor();
  await page.getByRole('button', { name: 'Freeze as audience' }).click();
  await page.getByText('Frozen: 2 records').waitFor();
  await act('PATCH', `/people/${ids.ana}`, { job_title: 'Baker' });
  await page.getByRole('tab', { name: 'Members' }).click();
  await page.getByRole('row', { name: /Alma Sejem/ }).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Frozen audiences' }).click();
  await page
    .getByRole('row', { name: /Met at the fair/ })
    .getByRole('link', { name: 'People' })
    .click();
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.locator('main').getByRole('link', { name: 'Alma Sejem' }).waitFor();
  await page.locator('main').getByRole('link', { name: 'Zora Sejem' }).waitFor();
});

test('who has rights on own records sees own members, and no list that others made with more rights', async () => {
  const seller = await makeSeller();
  const person = { name: { given: 'Ivo', family: 'Sejem' }, job_title: 'Fair visitor', owner: seller.id };
  await act('POST', '/people', person);
  const theirs = await openPage(browser, { address: kith.address, phone: true });
  await signIn(theirs, { email: seller.email, password: seller.password });
  await theirs.goto('/segments');
  await theirs
    .getByRole('row', { name: /Met at the fair/ })
    .getByText('1', { exact: true })
    .waitFor();
  await theirs.goto(`/segments/${ids.segment}`);
  await theirs.getByRole('row', { name: /Ivo Sejem/ }).waitFor();
  assert.equal(await theirs.getByText('Zora Sejem').count(), 0);
  assert.equal(await theirs.getByRole('button', { name: 'Edit' }).count(), 0);
  await assertAccessible(theirs, 'segment of a seller on a phone');
  await theirs.getByRole('tab', { name: 'Comings and goings' }).click();
  await theirs.getByRole('row', { name: /entered Ivo Sejem/ }).waitFor();
  assert.equal(await theirs.getByText('Alma Sejem').count(), 0);
  const width = await theirs.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} wide`);
  assert.deepEqual(theirs.complaints, []);
});

test('the browser had nothing to complain about', () => assert.deepEqual(page.complaints, []));
