// A colleague sends a link, a customer books a free time on a phone, moves it and cancels it; a time somebody else took is told so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible } from './axe.mjs';
import { openPage, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

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

test('from the link to the booked, moved and cancelled meeting', async () => {
  const made = await api(page, 'POST', '/booking_pages', {
    name: 'Consultation',
    duration: 1800,
    notice: 0,
    days_ahead: 14,
    questions: 'What is it about?',
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await page.goto(`/booking_pages/${made.body.id}`);
  await page.getByRole('button', { name: 'Make a link for customers' }).click();
  const link = await page.getByLabel('Link to send to customers').inputValue();
  assert.match(link, /\/book\/[0-9a-f]{48}$/);

  const customer = await openPage(browser, { address: kith.address, phone: true });
  await customer.goto(link);
  await customer.getByRole('heading', { name: 'Consultation' }).waitFor();
  await assertAccessible(customer, 'the page of free times');
  const slot = customer.locator('[class*=_slot_]').first();
  const time = await slot.innerText();

  // Somebody else is faster.
  const other = await openPage(browser, { address: kith.address });
  await other.goto(link);
  const book = async (who, name, email) => {
    await who.getByRole('button', { name: time, exact: true }).click();
    await who.getByLabel('Your name').fill(name);
    await who.getByLabel('Your mail address').fill(email);
    await who.getByRole('button', { name: 'Book this time' }).click();
  };
  await customer.getByRole('button', { name: time, exact: true }).click();
  await customer.getByLabel('Your name').fill('Živa Žagar');
  await customer.getByLabel('Your mail address').fill('ziva.booking@example.com');
  await customer.getByLabel('What is it about?').fill('A new saw');
  await book(other, 'Peter Prvi', 'peter@example.com');
  await other.getByRole('heading', { name: 'Your meeting is booked' }).waitFor();
  await customer.getByRole('button', { name: 'Book this time' }).click();
  await customer.getByRole('alert').getByText('just taken this time').waitFor();
  await customer.locator('[class*=_slot_]').first().click();
  await customer.getByLabel('Your name').fill('Živa Žagar');
  await customer.getByLabel('Your mail address').fill('ziva.booking@example.com');
  await customer.getByLabel('What is it about?').fill('A new saw');
  await customer.getByRole('button', { name: 'Book this time' }).click();
  await customer.getByRole('heading', { name: 'Your meeting is booked' }).waitFor();
  assert.match(customer.url(), /\/booking\/[0-9a-f]{48}$/, 'the address is that of the booking');

  // Its own page, after a reload: another time, then none.
  await customer.reload();
  await customer.getByRole('button', { name: 'Choose another time' }).click();
  // The first one left: late in the day there are not many.
  await customer.locator('[class*=_slot_]').first().click();
  await customer.getByRole('heading', { name: 'Your meeting is booked' }).waitFor();
  const filter = { field: 'subject', op: 'is', value: 'Consultation: Živa Žagar' };
  const meeting = (await api(page, 'POST', '/meetings/query', { filter })).body.data;
  assert.equal(meeting.length, 1);
  assert.match(meeting[0].body, /A new saw/);
  assert.equal(meeting[0].state, 'planned');
  const wide = await customer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, 'nothing hangs over the edge of a phone');
  await customer.getByRole('button', { name: 'Cancel the meeting' }).click();
  await customer.getByRole('heading', { name: 'The meeting is cancelled' }).waitFor();
  assert.equal((await api(page, 'GET', `/meetings/${meeting[0].id}`)).body.state, 'cancelled');
  await customer.goto(`${kith.address}/book/${'0'.repeat(48)}`);
  await customer.getByRole('heading', { name: 'This link does not work' }).waitFor();
});
