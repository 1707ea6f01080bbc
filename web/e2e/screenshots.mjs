// Takes the pictures of README and book: `make screenshots`. Starts the demo company, opens each screen in light, dark and on a phone, and
// writes docs/images/<name>.png, <name>-dark.png and <name>-phone.png. A screen is one line of the list below.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signIn, startBrowser, startKith } from './kith.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const only = process.argv.slice(2);

const search = (state) =>
  new URLSearchParams(
    Object.entries(state).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
const rows = (page) =>
  page
    .locator('main')
    .getByRole('link', { name: /\p{L}{3}/u })
    .nth(3)
    .waitFor();
const open = { field: 'outcome', op: 'is', value: 'open' };
const bought = {
  linked: 'purchase.person',
  where: { field: 'purchased_at', op: 'within', value: { last: 900, unit: 'day' } },
  having: [{ measure: 'count', op: 'gte', value: 3 }],
};
const FILE = [
  'Record ID;First Name;Last Name;Email;Phone;Birthday;Company',
  '901;Žarja;Novak;zarja@uvoz.example;031 555 010;03/12/1988;Kovačija Novak',
  '902;Žiga;Uvoz;ziga@uvoz.example;;11/12/1991;Uvoz d.o.o.',
  '903;Broken;Uvoz;not-a-mail;;01/02/1990;',
].join('\n');

/** What is opened, by a path or by steps. `modes` where not all three say something; `as` also writes it under another name. */
const SCREENS = [
  { name: 'home', path: () => '/' },
  { name: 'rfm', path: () => '/knowledge/rfm', ready: told },
  { name: 'cohorts', path: () => '/knowledge/cohorts', ready: told },
  { name: 'together', path: () => '/knowledge/together?unit=customer', ready: told },
  { name: 'price', path: () => '/knowledge/price?period=month', ready: told },
  { name: 'profit', path: () => '/knowledge/profit?hour=40&purchase=2', ready: told },
  { name: 'table', path: () => '/companies', ready: rows },
  { name: 'groups', path: () => `/deals?${search({ group: 'stage', filter: open })}`, modes: ['light', 'dark'] },
  { name: 'board', path: () => `/deals?${search({ view: 'board', filter: open })}` },
  { name: 'calendar', path: () => `/meetings?${search({ view: 'calendar' })}` },
  { name: 'team-calendar', path: () => '/calendar' },
  {
    name: 'team-day',
    before: findColleagues,
    path: () => `/calendar?span=day&who=${colleagues}`,
    modes: ['light', 'dark'],
  },
  { name: 'booking', before: openBooking, path: () => bookable, modes: ['light', 'phone'] },
  { name: 'chart', path: () => `/deals?${search({ view: 'chart' })}`, modes: ['light', 'dark'] },
  { name: 'filter', path: () => `/people?${search({ filter: bought })}`, ready: rows, modes: ['light'] },
  { name: 'notifications', path: () => '/', before: tellSomething, steps: openBell, modes: ['light', 'dark'] },
  { name: 'record', path: (ids) => `/companies/${ids.company}`, as: { phone: 'phone-record' } },
  { name: 'panel', path: () => '/deals', ready: rows, steps: peek, modes: ['light', 'dark'] },
  {
    name: 'value',
    path: () => '/knowledge/value',
    ready: (page) => page.getByText(/are still customers/).waitFor({ timeout: 60_000 }),
  },
  {
    name: 'leaving',
    path: () => '/knowledge/leaving',
    ready: (page) => page.getByRole('region', { name: 'Customers at risk' }).waitFor({ timeout: 60_000 }),
  },
  { name: 'palette', path: (ids) => `/companies/${ids.company}`, steps: (page) => page.keyboard.press('Control+k') },
  { name: 'merge', path: () => '/duplicates/people', before: searchDuplicates },
  { name: 'import-columns', path: () => '/import', steps: importColumns, modes: ['light', 'dark'] },
  { name: 'import-review', path: () => '/import', steps: importReview, modes: ['light', 'dark'] },
  { name: 'leads', path: () => '/lead_inbox' },
  { name: 'deal', path: (ids) => `/deals/${ids.deal}` },
  { name: 'lines', before: offer, path: () => `/deals/${offered.deal}`, modes: ['light'] },
  { name: 'quote', before: offer, path: () => `/quotes/${offered.draft}`, modes: ['light', 'dark'] },
  { name: 'prices', path: () => '/prices', modes: ['light', 'dark'] },
  { name: 'offer', before: offer, path: () => offered.path, modes: ['light', 'phone'] },
  { name: 'training', path: () => '/training', modes: ['light', 'phone'] },
  { name: 'training-team', path: () => '/training?part=team', modes: ['light'] },
  { name: 'lesson-editor', path: (ids) => `/training/lessons/${ids.lesson}/edit`, modes: ['light', 'phone'] },
  { name: 'hand-over', path: () => '/settings/users', steps: openHandOver, modes: ['light'] },
  { name: 'users', path: () => '/settings/users', modes: ['light'] },
  { name: 'attainment', path: () => '/attainment' },
  { name: 'forecast', path: () => '/forecast' },
  { name: 'sales-analysis', path: () => '/knowledge/sales', ready: told, modes: ['light', 'dark'] },
  { name: 'pipeline-forecast', path: () => '/knowledge/pipeline_forecast', ready: told },
  { name: 'performance', path: () => '/knowledge/performance', ready: told, modes: ['light'] },
  { name: 'next', path: () => '/knowledge/next?owner=all', ready: lines },
  { name: 'segments', path: () => '/segments', ready: rows, modes: ['light'] },
  { name: 'segment', path: (ids) => `/segments/${ids.segment}`, ready: rows },
  {
    name: 'segment-rule',
    path: () => `/segments/new?${search({ object: 'person', rule: bought })}`,
    ready: (page) => page.getByRole('complementary').getByText(/^\d+$/).first().waitFor(),
    modes: ['light', 'phone'],
  },
  {
    name: 'report-map',
    path: () => `/reports/new?${search({ ask: BY_COUNTRY })}`,
    ready: (page) => page.locator('svg[data-drawing]').waitFor(),
    modes: ['light', 'dark'],
  },
  { name: 'plan', path: (ids) => `/companies/${ids.plan}/plan` },
  { name: 'dashboard', path: () => '/dashboards', ready: drawn },
  { name: 'report', path: () => `/reports/new?ask=${encodeURIComponent(JSON.stringify(QUESTION))}`, ready: drawn },
  { name: 'automations', path: () => '/automations' },
  { name: 'automation', path: () => '/automations', steps: openAutomation, modes: ['light', 'dark'] },
  {
    name: 'webhook',
    path: () => '/settings/webhooks',
    before: makeWebhook,
    steps: openWebhook,
    modes: ['light', 'dark'],
  },
  { name: 'roles', path: () => '/settings/roles' },
  { name: 'settings', path: () => '/settings/objects' },
];

const QUESTION = {
  object: 'purchase_line',
  by: [{ field: 'purchased_at', bucket: 'month' }, { field: 'category' }],
  measures: [{ measure: 'sum', field: 'total' }],
  period: { field: 'purchased_at', last: 12, unit: 'month' },
  top: 12,
  chart: { kind: 'stacked' },
};
const BY_COUNTRY = {
  object: 'purchase',
  by: [{ field: 'company.addresses', bucket: 'country' }],
  measures: [{ measure: 'sum', field: 'total' }],
  chart: { kind: 'map' },
};
function drawn(page) {
  return page.locator('svg.recharts-surface').first().waitFor();
}
/** A result page says of which moment it speaks. */
function told(page) {
  return page
    .getByText(/^As of \d/)
    .first()
    .waitFor();
}
function lines(page) {
  return page.getByRole('listitem').nth(3).waitFor();
}

let colleagues;
async function findColleagues(page) {
  colleagues = await page.evaluate(async () => {
    const { data } = await (await fetch('/api/v1/users')).json();
    const session = await (await fetch('/api/v1/session')).json();
    const others = data.filter((user) => user.id !== session.user.id);
    return others
      .slice(0, 4)
      .map((user) => user.id)
      .join(',');
  });
}

let bookable;
/** The link of a booking page, as its owner makes it. */
async function openBooking(page) {
  bookable = await page.evaluate(async () => {
    const session = await (await fetch('/api/v1/session')).json();
    const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': session.csrf };
    const ask = async (path, body) =>
      (await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    const own = { filter: { field: 'owner', op: 'is', value: 'me' }, limit: 1 };
    const found = (await ask('/booking_pages/query', own)).data[0];
    return (await ask(`/booking_pages/${found.id}/links`, {})).path;
  });
}

async function openAutomation(page) {
  await page.getByRole('link', { name: 'Tell another system of a won deal' }).click();
  await page
    .getByRole('button', { name: /Call another system/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Address' }).waitFor();
}

/** A receiver on this machine that answers now and then: the log shows what each kind of answer looks like. */
async function makeWebhook(page) {
  if ((await call(page, 'GET', '/webhooks')).data.length) return;
  let heard = 0;
  const receiver = createServer((request, response) => {
    heard += 1;
    request.resume();
    request.on('end', () => response.writeHead(heard % 4 ? 200 : 500).end('{"received":true}'));
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiver.unref();
  const url = `http://127.0.0.1:${receiver.address().port}/kith`;
  await call(page, 'POST', '/webhooks', { name: 'Web shop', url, listens: [{ object: 'company' }] });
  const { data } = await call(page, 'GET', '/companies?limit=5');
  for (const [place, company] of data.entries())
    await call(page, 'PATCH', `/companies/${company.id}`, { website: `https://shop-${place}.example` });
  await page.waitForTimeout(2000);
}

async function openWebhook(page) {
  await page.getByRole('link', { name: 'Web shop' }).click();
  await page.getByRole('cell', { name: 'Delivered' }).first().waitFor();
}

async function peek(page) {
  await page.locator('main [role=row] [role=gridcell]').nth(2).click();
  await page.keyboard.press(' ');
}

const call = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-Kith-Csrf': csrf };
      return (await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })).json();
    },
    [method, path, body],
  );

/** A colleague hands over and mentions: in a fresh demo company nothing of that has happened yet. */
async function tellSomething(page) {
  if ((await call(page, 'GET', '/notifications/count')).count >= 3) return;
  const me = (await call(page, 'GET', '/session')).user.id;
  const role = (await call(page, 'GET', '/roles')).data.find((one) => one.administrator).id;
  const colleague = {
    name: 'Miha Zupan',
    email: `miha-${Date.now()}@nakovalo.example`,
    password: 'kith-pictures-only',
  };
  await call(page, 'POST', '/users', { ...colleague, role });
  const context = await page
    .context()
    .browser()
    .newContext({ baseURL: new URL(page.url()).origin });
  const other = await context.newPage();
  await signIn(other, colleague);
  await call(other, 'POST', '/deals', { name: 'Lathe and tools, Kovačija Kramar', owner: me });
  const body = `They ask for the lathe before Friday, @[Ana](user:${me}) – can you confirm the date?`;
  await call(other, 'POST', '/notes', { body });
  const { created_at } = await call(page, 'POST', '/notes', { body: 'Price list handed over.' });
  const due_at = new Date(Date.parse(created_at) + 1_500).toISOString();
  await call(page, 'POST', '/tasks', { subject: 'Call Furlan about the offer', due_at });
  await page.waitForFunction(async () => (await (await fetch('/api/v1/notifications/count')).json()).count >= 3);
  await context.close();
}

const offered = {};

/** A quote of an open deal with two lines, on its way to the customer, and another one under which a price has moved. */
async function offer(page) {
  if (offered.deal) return;
  const { deal } = await findIds(page);
  const work = { deal, description: 'Delivery and assembly', unit_price: { amount: '240.00', currency: 'EUR' } };
  await call(page, 'POST', '/deal_lines', { ...work, quantity: '2', unit: 'hour', tax_rate: '22' });
  const quote = await call(page, 'POST', `/deals/${deal}/quotes`, {});
  const sent = await call(page, 'PUT', `/quotes/${quote.id}/sending`, {});
  const draft = await call(page, 'POST', `/deals/${deal}/quotes`, {});
  const filter = encodeURIComponent(JSON.stringify({ field: 'quote', op: 'is', value: draft.id }));
  const lines = await call(page, 'GET', `/quote_lines?filter=${filter}`);
  const { product, unit_price } = lines.data.find((line) => line.product);
  const amount = (Number(unit_price.amount) * 1.04).toFixed(2);
  await call(page, 'PATCH', `/products/${product.id}`, { price: { amount, currency: 'EUR' } });
  for (;;) {
    if ((await call(page, 'GET', `/quotes/${draft.id}`)).prices_changed) break;
    await page.waitForTimeout(200);
  }
  Object.assign(offered, { deal, draft: draft.id, path: sent.path });
}

async function openBell(page) {
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByText('Call Furlan about the offer is due').first().waitFor();
}

/** The pairs are found by a job; without it the review has nothing to show. */
async function searchDuplicates(page) {
  const ended = await page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json();
    const begun = await fetch('/api/v1/people/duplicates/search', { method: 'POST', headers: { 'X-Kith-Csrf': csrf } });
    const { id } = await begun.json();
    for (;;) {
      const { state } = await (await fetch(`/api/v1/jobs/${id}`)).json();
      if (state !== 'queued' && state !== 'running') return state;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  });
  if (ended !== 'done') throw new Error(`the search for duplicates ended as ${ended}`);
}

async function importColumns(page) {
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('combobox', { name: 'Field for Email' }).waitFor();
}

async function importReview(page) {
  await importColumns(page);
  const question = page.getByText('Day, month, year').first();
  if (await question.isVisible()) await question.click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Check without writing' }).click();
  await page.getByText('Nothing has been written yet.').waitFor();
}

/** A seller leaves: everything is handed over to two colleagues. */
async function openHandOver(page) {
  await page.getByRole('button', { name: 'More for Zala Furlan' }).click();
  await page.getByRole('menuitem', { name: 'Hand over records' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Deals').first().waitFor();
  const to = dialog.getByRole('combobox', { name: 'Give them to' }).or(dialog.getByLabel('Give them to')).first();
  await to.click();
  for (const name of ['Tomaž Breznik', 'Nina Kralj']) await page.getByRole('option', { name }).click();
  await dialog.getByRole('heading').first().click();
}

const MODES = {
  light: { suffix: '', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { suffix: '-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { suffix: '-phone', viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true },
};

async function findIds(page) {
  const filter = { field: 'purchases_total', op: 'is_not_empty' };
  const answer = await page.evaluate(
    async (text) => (await fetch(`/api/v1/companies?limit=1&sort=-revenue&filter=${encodeURIComponent(text)}`)).json(),
    JSON.stringify(filter),
  );
  const plans = await page.evaluate(async () => (await fetch('/api/v1/company_plans?limit=1')).json());
  const plan = plans.data?.[0]?.company.id;
  const segments = await page.evaluate(async () => (await fetch('/api/v1/segments/overview')).json());
  const segment = segments.data?.find((one) => one.name.startsWith('Good'))?.id;
  // The largest open deal stands on its way with a team, people in the decision and lines.
  const deals = await page.evaluate(
    async (text) => (await fetch(`/api/v1/deals?limit=1&sort=-amount&filter=${encodeURIComponent(text)}`)).json(),
    JSON.stringify(open),
  );
  const deal = deals.data?.[0]?.id;
  // A lesson of the middle says most: it has several questions.
  const lessons = await page.evaluate(async () => (await fetch('/api/v1/lessons?limit=2&sort=created_at')).json());
  const lesson = lessons.data?.[1]?.id;
  if (answer.data?.[0]) return { company: answer.data[0].id, plan, deal, lesson, segment };
  const any = await page.evaluate(async () => (await fetch('/api/v1/companies?limit=1')).json());
  return { company: any.data[0].id, plan, deal, lesson, segment };
}

async function take(page, screen, ids, name) {
  await screen.before?.(page);
  await page.goto(screen.path(ids));
  await page.locator('main h1, main [role=row]').first().waitFor();
  await screen.ready?.(page);
  await screen.steps?.(page);
  await page.waitForLoadState('networkidle').catch(() => {});
  // The mouse leaves no trace, and what fades in is there.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

mkdirSync(folder, { recursive: true });
// The receiver of the webhook's picture is on this machine.
process.env.KITH_OUTBOUND_NETWORKS = '127.0.0.1';
const kith = await startKith();
const browser = await startBrowser();
const failed = [];
try {
  for (const [mode, { suffix, ...settings }] of Object.entries(MODES)) {
    const context = await browser.newContext({
      ...settings,
      baseURL: kith.address,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await signIn(page, kith);
    const ids = await findIds(page);
    for (const screen of SCREENS) {
      if (!(screen.modes ?? Object.keys(MODES)).includes(mode) || (only.length && !only.includes(screen.name)))
        continue;
      try {
        await take(page, screen, ids, screen.as?.[mode] ?? `${screen.name}${suffix}`);
      } catch (error) {
        failed.push(`${screen.name} (${mode}): ${error.message.split('\n')[0]}`);
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
  await kith.stop();
}
for (const line of failed) process.stderr.write(`not taken: ${line}\n`);
process.exitCode = failed.length ? 1 : 0;
