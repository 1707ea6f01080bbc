// The whole way in the browser: a lead arrives by the API and is given by a rule; its seller finds it in the inbox, calls, makes a deal of it,
// moves it along the board and sends a quote; the customer, signed in nowhere, accepts; the purchase stands on their timeline, and the
// manager sees the target attained.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

const SUBJECT = 'Nine benches for a workshop';
const PASSWORD = 'a seller who sells much 7';

let kith;
let browser;
let manager;
let seller;
let lead;
let deal;

before(async () => {
  kith = await startKith();
  browser = await startBrowser();
  manager = await openPage(browser, { address: kith.address });
  await signIn(manager, kith);
});
after(async () => {
  await browser?.close();
  await kith?.stop();
});

/** Asks in the name of whoever is signed in on a page. */
const ask = (page, method, path, body) =>
  page.evaluate(
    async ([verb, url, json]) => {
      const session = await (await fetch('/api/v1/session')).json();
      const headers = { 'content-type': 'application/json', 'x-kith-csrf': session.csrf };
      const sent = verb === 'GET' ? { headers } : { method: verb, headers, body: JSON.stringify(json ?? {}) };
      const answer = await fetch(`/api/v1${url}`, sent);
      if (!answer.ok) throw new Error(`${verb} ${url}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const is = (field, value) => ({ field, op: 'is', value });

test('a lead that arrives by the API goes to a seller by a rule', async () => {
  const roles = (await ask(manager, 'GET', '/roles')).data;
  const role =
    roles.find((one) => !one.administrator && /sales|sell/i.test(one.name)) ?? roles.find((one) => !one.administrator);
  const user = { name: 'Sana Seller', email: 'sana@nakovalo.example', password: PASSWORD, role: role.id };
  const { id } = await ask(manager, 'POST', '/users', user);
  const filter = JSON.stringify({ field: 'name', op: 'is', value: SUBJECT });
  const rule = { name: 'Workshops', position: -1, method: 'round_robin', filter };
  const { id: workshops } = await ask(manager, 'POST', '/assignment_rules', rule);
  await ask(manager, 'POST', '/assignment_seats', { rule: workshops, user: id });
  const today = new Date().toISOString().slice(0, 10);
  const goal = { amount: '4000', currency: 'EUR' };
  await ask(manager, 'POST', '/targets', {
    scope: 'user',
    user: id,
    period: 'quarter',
    starts_on: today,
    amount: goal,
  });

  const arrival = {
    name: 'Vida Kos',
    email: 'vida@kos-workshop.example',
    phone: '+386 41 555 777',
    company: 'Kos Workshop',
    subject: SUBJECT,
    message: 'Nine benches, please, before spring.',
    source: 'web',
  };
  const arrived = await ask(manager, 'POST', '/leads/arrivals', arrival);
  lead = arrived.lead;
  assert.deepEqual([arrived.owner, arrived.rule], [id, workshops]);
});

test('the seller finds it in the inbox, calls, and makes a deal of it', async () => {
  seller = await openPage(browser, { address: kith.address });
  await signIn(seller, { email: 'sana@nakovalo.example', password: PASSWORD });
  await seller.getByRole('link', { name: 'Lead inbox' }).click();
  const line = seller.getByRole('list', { name: 'Lead inbox' }).getByRole('button', { name: new RegExp(SUBJECT) });
  await line.click();
  await seller.getByText('Nine benches, please, before spring.').waitFor();
  await screenshot(seller, 'whole-inbox');
  await seller.locator('body').click({ position: { x: 5, y: 5 } });
  await seller.keyboard.press('c');
  const call = seller.getByRole('dialog', { name: /Call Vida Kos/ });
  await call.getByRole('link', { name: /041 555 777/ }).waitFor();
  await call.getByLabel('What was said').fill('They want an offer this week.');
  await call.getByRole('button', { name: 'Log the call' }).click();
  await call.waitFor({ state: 'detached' });
  assert.equal((await ask(seller, 'GET', `/leads/${lead}`)).state, 'working');

  await seller.goto(`/leads/${lead}`);
  await seller.getByText(/answered after/).waitFor();
  await seller.getByRole('button', { name: 'Convert' }).click();
  await seller
    .getByRole('dialog', { name: /Make a deal/ })
    .getByRole('button', { name: 'Convert' })
    .click();
  // The lead is called the same: only the address tells that the deal is made.
  await seller.waitForURL(/\/deals\//);
  await seller.getByRole('heading', { name: SUBJECT, level: 1 }).waitFor();
  [deal] = (await ask(seller, 'POST', '/deals/query', { filter: is('name', SUBJECT) })).data;
  assert.equal(deal.owner.title, 'Sana Seller');
});

test('the deal moves along the board with the keys', async () => {
  const bench = { name: 'Workbench', price: { amount: '500', currency: 'EUR' }, tax_rate: '22' };
  const product = await ask(manager, 'POST', '/products', bench);
  await ask(seller, 'POST', '/deal_lines', { deal: deal.id, product: product.id, quantity: '9' });
  const filter = encodeURIComponent(JSON.stringify(is('name', SUBJECT)));
  await seller.goto(`/deals?view=board&filter=${filter}`);
  const card = seller.locator('[data-card]').filter({ hasText: SUBJECT });
  await card.waitFor();
  await screenshot(seller, 'whole-board');
  await card.getByRole('link').focus();
  await seller.keyboard.press('Space');
  await seller.keyboard.press('ArrowRight');
  await seller.keyboard.press('Space');
  await seller.waitForFunction(
    async ([id, stage]) => (await (await fetch(`/api/v1/deals/${id}`)).json()).stage.id !== stage,
    [deal.id, deal.stage.id],
  );
});

test('a quote is made of the deal, sent, and accepted by a customer who is signed in nowhere', async () => {
  await seller.goto(`/deals/${deal.id}`);
  await seller.getByRole('button', { name: 'Make a quote' }).click();
  await seller.waitForURL(/\/quotes\//);
  await seller.getByRole('button', { name: 'Send quote' }).click();
  const link = await seller
    .getByRole('dialog')
    .getByText(/\/q\/[0-9a-f]{48}/)
    .innerText();
  const customer = await openPage(browser, { address: kith.address, phone: true });
  await customer.goto(link);
  await customer.locator('section input').first().fill('Vida Kos');
  await customer.getByRole('checkbox').check();
  await screenshot(customer, 'whole-quote');
  await customer
    .getByRole('button')
    .filter({ hasText: /^(Accept quote|Sprejm|Prij|Godk|Прихв|Prihv)/ })
    .click();
  await customer.getByRole('status').getByText('Vida Kos').waitFor();
  assert.deepEqual(customer.complaints, []);
  await customer.context().close();
});

test('the purchase stands on the timeline of the customer, and the manager sees the target attained', async () => {
  const won = await ask(seller, 'GET', `/deals/${deal.id}`);
  assert.deepEqual([won.outcome, won.amount], ['won', { amount: '4500.00', currency: 'EUR' }]);
  const [purchase] = (await ask(seller, 'POST', '/purchases/query', { filter: is('deal', deal.id) })).data;
  await seller.goto(`/people/${deal.person.id}`);
  const timeline = seller.getByRole('region', { name: 'Timeline' });
  await timeline.getByRole('link', { name: purchase.title }).first().waitFor();
  await screenshot(seller, 'whole-timeline');
  // The seller hears of both beside the bell.
  await seller.goto('/notifications');
  await seller.getByText(/was accepted/).waitFor();
  await screenshot(seller, 'whole-notifications');
  await seller.getByText(/You reached Sana Seller/).waitFor({ timeout: 30_000 });

  await manager.goto('/attainment');
  const target = manager.getByRole('img', { name: /reached, .* expected/ });
  await target.first().waitFor();
  await manager.getByText('Sana Seller').first().waitFor();
  await manager.getByText('113%').first().waitFor();
  await screenshot(manager, 'whole-attainment');
  assert.deepEqual([...manager.complaints, ...seller.complaints], []);
});
