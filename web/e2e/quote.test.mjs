// A seller makes a quote of a deal, works on its lines with the keyboard, takes over a price that moved and sends it; its customer,
// signed in nowhere, asks and accepts on a phone; the deal is won. Others decline, and come too late.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;

/** Asks the API as whoever is signed in on a page. */
const call = (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf },
        body: body && JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    },
    [method, path, body],
  );

const eur = (amount) => ({ amount, currency: 'EUR' });

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

/** A deal of its own for a company that is there, with products nobody else sells. */
async function makeDeal(name) {
  const [company] = (await call('GET', '/companies?limit=1')).data;
  const make = (product) =>
    call('POST', '/products', { ...product, name: `${name} ${product.name}`, tax_rate: '22', unit: 'piece' });
  const saw = await make({ name: 'saw', price: eur('100.00'), cost: eur('60.00') });
  const blade = await make({ name: 'blade', price: eur('8.50'), cost: eur('3.00') });
  const deal = await call('POST', '/deals', { name, company: company.id });
  return { deal, saw, blade };
}

const sums = (of) =>
  of
    .getByRole('region', { name: 'lines' })
    .locator('dl dd')
    .allInnerTexts()
    .then((all) => all.slice(0, 3));

async function sent(of) {
  await of.getByRole('button', { name: 'Send quote' }).click();
  return of
    .getByRole('dialog')
    .getByText(/\/q\/[0-9a-f]{48}/)
    .innerText();
}

async function customer(link) {
  const visitor = await openPage(browser, { address: kith.address, phone: true });
  await visitor.goto(link);
  return visitor;
}

test('a deal is filled with the keyboard alone and comes back accepted as a quote', async () => {
  const { deal, saw } = await makeDeal('Keyboard');
  await page.goto(`${kith.address}/deals/${deal.id}`);
  const add = page.getByRole('textbox', { name: 'Add a line' });
  await add.focus();
  await page.keyboard.type('Keyboard sa');
  await page.getByRole('option', { name: /Keyboard saw/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const quantity = page.getByRole('textbox', { name: 'Quantity, line 1, Keyboard saw' });
  await quantity.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await add.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Assembly');
  await page.keyboard.press('Enter');
  const price = page.getByRole('textbox', { name: 'Unit price, line 2, Assembly' });
  await price.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('45.50');
  await page.keyboard.press('Enter');
  await page.getByText('€345.50').first().waitFor();
  // Up to the first line, ten percent off.
  await page.getByRole('textbox', { name: 'Discount, line 1, Keyboard saw' }).focus();
  await page.keyboard.type('10');
  await page.keyboard.press('Tab');
  await page.getByText('€315.50').first().waitFor();
  // The second line goes up, and back down.
  await page.getByRole('textbox', { name: 'Unit price, line 2, Assembly' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('textbox', { name: 'Unit price, line 1, Assembly' }).waitFor();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('textbox', { name: 'Unit price, line 2, Assembly' }).waitFor();
  await page.getByText('piece').first().waitFor();
  assert.deepEqual(await sums(page), ['€315.50', '€59.40', '€374.90']);

  await page.getByRole('button', { name: 'Make a quote' }).click();
  await page.waitForURL(/\/quotes\//);
  const quote = page.url().split('/').at(-1);
  await page.getByRole('textbox', { name: 'Quantity, line 1, Keyboard saw' }).waitFor();
  // The price moves under the draft; the seller sees it beside the old one and takes it over.
  await call('PATCH', `/products/${saw.id}`, { price: eur('120.00') });
  for (;;) {
    if ((await call('GET', `/quotes/${quote}`)).prices_changed) break;
    await page.waitForTimeout(200);
  }
  await page.reload();
  await page.getByText('€120.00').waitFor();
  assert.equal((await call('GET', `/quotes/${quote}`)).net.amount, '315.50', 'the offer stays as it is');
  await page.getByRole('button', { name: 'Take over the new price of Keyboard saw' }).click();
  await page.getByText('€369.50').first().waitFor();
  assert.deepEqual(await sums(page), ['€369.50', '€71.28', '€440.78']);
  // A line too many is thrown away with the keyboard.
  await page.getByRole('textbox', { name: 'Add a line' }).focus();
  await page.keyboard.type('Too much');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Unit price, line 3, Too much' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Control+Delete');
  await page
    .getByRole('textbox', { name: /line 3/ })
    .first()
    .waitFor({ state: 'detached' });
  const link = await sent(page);

  const visitor = await customer(link);
  await visitor.getByRole('button', { name: /Ask|vpra|opýta|fråg|пита|pita/i }).click();
  const asking = visitor.getByRole('dialog');
  await asking.locator('input').fill('Živa Žagar');
  await asking.locator('textarea').fill('Ali je dostava vključena?');
  await asking.locator('button').last().click();
  await asking.getByRole('status').waitFor();
  await visitor.keyboard.press('Escape');
  await visitor.locator('section input').first().fill('Živa Žagar');
  const accept = visitor.getByRole('button').filter({ hasText: /^(Accept quote|Sprejm|Prij|Godk|Прихв|Prihv)/ });
  assert.equal(await accept.isDisabled(), true, 'the terms are not agreed to yet');
  await visitor.getByRole('checkbox').check();
  const wide = await visitor.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, 'nothing hangs over the edge of a phone');
  await accept.click();
  await visitor.getByRole('status').getByText('Živa Žagar').waitFor();

  assert.equal((await call('GET', `/deals/${deal.id}`)).outcome, 'won');
  const after = await call('GET', `/quotes/${quote}`);
  assert.ok(after.viewed_at && after.asked_at && after.decided_at && after.purchase);
  const told = (await call('GET', '/notifications')).data.filter((one) => one.record === quote).map((one) => one.text);
  assert.deepEqual(told.sort(), ['quote_accepted', 'quote_asked', 'quote_viewed']);
  // What was sent stands there and cannot be typed into.
  await page.goto(`${kith.address}/quotes/${quote}`);
  const frozen = page.getByRole('textbox', { name: 'Quantity, line 1, Keyboard saw' });
  assert.equal(await frozen.getAttribute('readonly'), '');
});

test('a number that is typed before the page is drawn is kept as typed, in place of what stood there', async () => {
  const { deal } = await makeDeal('Hasty');
  await call('POST', '/deal_lines', {
    deal: { id: deal.id, object: 'deal' },
    description: 'Assembly',
    quantity: '5',
    unit_price: eur('10.00'),
    position: 1,
  });
  await page.goto(`${kith.address}/deals/${deal.id}`);
  const quantity = page.getByRole('textbox', { name: 'Quantity, line 1, Assembly' });
  await quantity.waitFor();
  // A machine under load draws late: between the first key and the second.
  await page.evaluate(() => {
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => {
      window.drawn = () => draw(callback);
      return 0;
    };
  });
  await quantity.focus();
  await page.keyboard.press('1');
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        window.drawn?.();
        setTimeout(resolve, 100);
      }),
  );
  await page.keyboard.press('2');
  assert.equal(await quantity.inputValue(), '12');
  await page.reload();

  const price = page.getByRole('textbox', { name: 'Unit price, line 1, Assembly' });
  await price.click();
  await page.keyboard.type('12');
  assert.equal(await price.inputValue(), '12');
});

test('a customer declines with a reason, and one comes when the quote has run out', async () => {
  const { deal, blade } = await makeDeal('Declined');
  await call('POST', '/deal_lines', { deal: deal.id, product: blade.id, quantity: '4' });
  const quote = await call('POST', `/deals/${deal.id}/quotes`, {});
  const { path } = await call('PUT', `/quotes/${quote.id}/sending`);
  const visitor = await customer(`${kith.address}${path}`);
  await visitor.locator('section input').first().fill('Peter Predrag');
  const decline = visitor.getByRole('button').filter({ hasText: /^(Decline|Zavrn|Odmiet|Avböj|Одби|Odbi)/ });
  await decline.click();
  await visitor.locator('section textarea').fill('Predrago');
  await decline.click();
  await visitor.getByRole('status').getByText('Peter Predrag').waitFor();
  const after = await call('GET', `/quotes/${quote.id}`);
  assert.deepEqual([after.state, after.decline_reason], ['declined', 'Predrago']);

  // One of the demo company that has run out: its page says so, and offers nothing to decide.
  const [old] = (
    await call('POST', '/quotes/query', { filter: { field: 'state', op: 'is', value: 'expired' }, limit: 1 })
  ).data;
  const late = await customer(`${kith.address}${(await call('POST', `/quotes/${old.id}/links`)).path}`);
  await late.getByRole('status').waitFor();
  assert.equal(await late.getByRole('checkbox').count(), 0);
  assert.equal((await call('GET', `/quotes/${old.id}`)).state, 'expired', 'a late look changes nothing');
});

test('prices stand in a matrix and are changed in it, a discount is asked for on the page of the quote', async () => {
  await page.goto(`${kith.address}/prices?q=Band saw BS-230`);
  const cell = page.getByRole('button', { name: /Prices of Band saw BS-230 in Volume prices/ });
  await cell.click();
  await page.getByLabel('From quantity').first().fill('5');
  await page.getByLabel('Price in EUR').first().fill('2000');
  await page.keyboard.press('Enter');
  await cell.getByText('€2,000.00').waitFor();
  const found = await call('POST', '/price_entries/query', {
    filter: { field: 'name', op: 'is', value: '5 × Band saw BS-230' },
  });
  assert.equal(found.data[0].price.amount, '2000.00');

  const [draft] = (
    await call('POST', '/quotes/query', { filter: { field: 'state', op: 'is', value: 'draft' }, limit: 1 })
  ).data;
  await call('POST', `/quotes/${draft.id}/approvals`, { reason: 'They buy two' });
  await page.goto(`${kith.address}/quotes/${draft.id}`);
  await page.getByRole('status').getByText('asks for a discount').waitFor();
});
