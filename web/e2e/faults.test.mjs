// What goes wrong around somebody who is typing: the server, the session, rights, far too much, and names nobody thought of.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, rows, screenshot, signIn, startBrowser, startKith } from './kith.mjs';

let kith;
let browser;
let page;
const MEGABYTES = 50;

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

const ask = (method, path, body, of = page) =>
  of.evaluate(
    async ([verb, where, sent]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${where}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-Kith-Csrf': csrf },
        body: sent && JSON.stringify(sent),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    [method, path, body],
  );
const made = async (path, body) => {
  const answer = await ask('POST', path, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};
const field = (label) => page.getByRole('textbox', { name: label, exact: true });
const isTooWide = (of) =>
  of.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Pastes so much into what has the focus, and waits until the tab answers again. */
const pasteMuch = (of, megabytes, line) =>
  of.evaluate(
    async ([size, part]) => {
      const text = part.repeat(Math.ceil((size * 1_048_576) / part.length));
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const target = document.activeElement;
      const isOpen = target.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
      // What nobody has taken care of goes in by the browser itself.
      if (isOpen && 'value' in target) {
        target.setRangeText(text, target.selectionStart, target.selectionEnd, 'end');
        target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
      }
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    },
    [megabytes, line],
  );

test('a server that dies under a form and a cell costs nothing that was typed', async () => {
  const person = await made('/people', { name: { given: 'Brez', family: 'Vrabec' }, job_title: 'Mechanic' });
  const form = await page.context().newPage();
  await form.goto('/companies/new');
  await form.getByRole('textbox', { name: 'Name' }).first().fill('Typed before the fall');
  await page.goto(`/people/${person.id}`);
  await page.getByRole('button', { name: 'Change Job title' }).click({ force: true });
  await field('Job title').fill('Typed before the fall');
  await kith.kill();

  await page.getByText('Kith cannot be reached').first().waitFor();
  await field('Job title').press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-editing] [aria-invalid=true]'));
  assert.equal(await field('Job title').inputValue(), 'Typed before the fall');
  await form.getByRole('button', { name: 'Create company' }).click();
  await form.getByRole('alert').first().waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Name' }).first().inputValue(), 'Typed before the fall');
  await screenshot(page, 'faults-server-away');

  await kith.start();
  await page.getByText('Kith cannot be reached').first().waitFor({ state: 'detached' });
  await field('Job title').press('Enter');
  await page.getByText('was saved').first().waitFor();
  assert.equal((await ask('GET', `/people/${person.id}`)).body.job_title, 'Typed before the fall');
  await form.getByRole('button', { name: 'Create company' }).click();
  await form.getByRole('heading', { name: 'Typed before the fall', level: 1 }).waitFor();
  await form.close();
});

test('a session that ended is begun again over the form, and the form is still filled', async () => {
  await page.goto('/companies/new');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Typed while signed in');
  // Signed out in another tab of the same browser.
  const other = await page.context().newPage();
  await other.goto('/');
  await other.getByRole('navigation').first().waitFor();
  assert.equal((await ask('DELETE', '/session', undefined, other)).status, 204);
  await other.close();
  await page.getByRole('button', { name: 'Create company' }).click();
  const dialog = page.getByRole('dialog', { name: /sign in again/i });
  await dialog.waitFor();
  await screenshot(page, 'faults-session');
  await dialog.getByLabel(/^Password/).fill('wrong');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel(/^Password/).fill(kith.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).first().inputValue(), 'Typed while signed in');
  await page.getByRole('button', { name: 'Create company' }).click();
  await page.getByRole('heading', { name: 'Typed while signed in', level: 1 }).waitFor();
});

test('who may only look is offered nothing else, and an address does not help', async () => {
  const looks = { read: 'all', create: false, change: 'none', remove: 'none', export: 'none' };
  const role = await made('/roles', { name: 'Only looks', objects: { '*': looks, deal: { ...looks, read: 'none' } } });
  const email = 'glej@nakovalo.example';
  await made('/users', { name: 'Gleda Samo', email, password: 'a fine first password', role: role.id });
  const deal = (await ask('GET', '/deals?limit=1')).body.data[0].id;
  const company = (await ask('GET', '/companies?limit=1')).body.data[0].id;
  const other = await openPage(browser, { address: kith.address });
  await signIn(other, { email, password: 'a fine first password' });

  await other.goto('/companies');
  await rows(other).first().waitFor();
  assert.equal(await other.getByRole('button', { name: /^New company/ }).count(), 0);
  assert.equal(await other.getByRole('link', { name: /^New company/ }).count(), 0);
  await other.goto(`/companies/${company}`);
  await other.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await other.getByRole('button', { name: /^Change / }).count(), 0);
  await other.goto('/companies/new');
  await other.getByText('You may not make new Companies').first().waitFor();
  assert.equal(await other.getByRole('button', { name: 'Create company' }).count(), 0);
  await screenshot(other, 'faults-may-not-create');
  for (const address of ['/deals', '/deals/new', `/deals/${deal}`, '/deals?view=board']) {
    await other.goto(address);
    await other
      .getByText(/There is nothing here|not found|does not exist|do not see/i)
      .first()
      .waitFor();
    assert.equal(await other.locator('[data-card]').count(), 0);
  }
  await screenshot(other, 'faults-no-rights');
  assert.deepEqual(other.complaints, []);
  await other.context().close();
});

test('fifty megabytes in a cell are refused in words, and the tab goes on', async () => {
  await page.goto('/companies?columns=name,employees,sector&sort=name');
  await rows(page).nth(3).waitFor();
  await page.locator('[data-place="2:1"]').click();
  const before = await page.locator('[data-place="2:1"]').textContent();
  await pasteMuch(page, MEGABYTES, '17\tRetail\n');
  await page.getByText('That is too much to paste into a table').first().waitFor();
  await screenshot(page, 'faults-paste-table');
  assert.equal(await page.locator('[data-place="2:1"]').textContent(), before);
  await page.keyboard.press('Escape');
});

test('fifty megabytes in a text are refused in words, and what stood there stands', async () => {
  await page.goto('/companies/new');
  await page.getByRole('button', { name: /more fields/ }).click();
  const text = page.getByRole('textbox', { name: 'Description', exact: true });
  await text.fill('Typed before');
  await text.focus();
  await pasteMuch(page, MEGABYTES, 'A line of a very long text.\n');
  await page.getByText('That is too much to paste here').first().waitFor();
  await screenshot(page, 'faults-paste-text');
  assert.equal(await text.inputValue(), 'Typed before');
});

test('fifty megabytes of rows become a file of the import, and the tab goes on', async () => {
  await page.goto('/import');
  await page.getByRole('button', { name: 'Paste rows' }).waitFor();
  await page.locator('main').focus();
  await pasteMuch(page, MEGABYTES, 'Zarja Vrabec\tzarja@uvoz.example\n');
  await page.waitForURL(/\/import\/./, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Next' }).waitFor({ timeout: 60_000 });
  await screenshot(page, 'faults-paste-import');
});

test('a file that is too large is refused in words, and what was typed beside it stands', async () => {
  const company = await made('/companies', { name: 'Velika datoteka' });
  await page.goto(`/companies/${company.id}`);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Typed beside the file');
  await page
    .locator('main input[type=file]')
    .first()
    .evaluate((input) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([new Uint8Array(45 * 2 ** 20)], 'film.mp4', { type: 'video/mp4' }));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  await page.getByText('up to 25 MB are taken').first().waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Text', exact: true }).inputValue(), 'Typed beside the file');
});

test('two hundred columns are mapped and shown, drawn only where they are looked at', async () => {
  const heads = Array.from({ length: 200 }, (_, at) => `Measure ${at + 1}`);
  const file = [
    ['Name', ...heads],
    ['Široka d.o.o.', ...heads.map((_, at) => at)],
  ]
    .map((row) => row.join(';'))
    .join('\n');
  await page.goto('/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'wide.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('combobox', { name: 'Field for Measure 200' }).waitFor();
  assert.equal(await isTooWide(page), false);
  await screenshot(page, 'faults-columns-import');

  const fields = heads.slice(0, 199).map((label, at) => ({ key: `x_measure_${at}`, label, kind: 'integer' }));
  await made('/dictionary/objects', {
    key: 'x_sample',
    plural: 'x_samples',
    label: 'Sample',
    label_plural: 'Samples',
    fields,
  });
  await made('/x_samples', { name: 'Široka', x_measure_0: 7, x_measure_198: 8 });
  await page.goto(`/x_samples?columns=${['name', ...fields.map(({ key }) => key)].join(',')}`);
  await rows(page).first().waitFor();
  assert.ok((await page.getByRole('columnheader').count()) < 60, 'only the columns in sight are drawn');
  await page.locator('[data-place="0:0"]').click();
  await page.keyboard.press('End');
  await page.getByRole('columnheader', { name: /Measure 199/ }).waitFor();
  assert.equal(await isTooWide(page), false);
  await screenshot(page, 'faults-columns-table');
  await page.goto('/x_samples/new');
  await page.getByRole('textbox', { name: 'Name' }).first().waitFor();
  assert.equal(await isTooWide(page), false);
});

const NAMES = {
  'without blanks': 'X'.repeat(500),
  Arabic: 'شركة النور للتجارة والمقاولات المحدودة',
  Hebrew: 'חברת האור בע״מ (ירושלים)',
  combining: `Z${'\u0310\u0342\u0351\u0334'.repeat(12)}a${'\u0322\u033b\u0359'.repeat(12)}lgo`,
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈 Družina 🇸🇮',
};

test('names of any length, direction and script stay in their place', async () => {
  const ids = {};
  const first = (await ask('GET', '/deals?limit=1')).body.data[0];
  for (const [kind, name] of Object.entries(NAMES)) {
    const deal = await made('/deals', { name, pipeline: first.pipeline.id, stage: first.stage.id });
    ids[kind] = deal.id;
    assert.equal(deal.name, name);
  }
  const all = encodeURIComponent(JSON.stringify({ field: 'name', op: 'in', value: Object.values(NAMES) }));
  for (const phone of [false, true]) {
    const other = await openPage(browser, { address: kith.address, phone });
    await signIn(other, kith);
    const at = phone ? 'phone' : 'wide';
    for (const view of ['', '&view=board']) {
      await other.goto(`/deals?filter=${all}${view}`);
      const inside = other.locator('[data-card], [role=row]').filter({ hasText: NAMES.Hebrew });
      await inside.first().waitFor();
      assert.equal(await isTooWide(other), false, `${at} ${view}`);
      const overlaps = await other.evaluate(() => {
        const boxes = [...document.querySelectorAll('[data-card], [role=row][aria-rowindex]')].map((one) =>
          one.getBoundingClientRect(),
        );
        return boxes.some((one, place) =>
          boxes.some(
            (two, next) =>
              next > place &&
              one.left < two.right - 1 &&
              two.left < one.right - 1 &&
              one.top < two.bottom - 1 &&
              two.top < one.bottom - 1,
          ),
        );
      });
      assert.equal(overlaps, false, `rows or cards stand over each other: ${at} ${view}`);
      await screenshot(other, `faults-names-${at}${view ? '-board' : ''}`);
    }
    for (const [kind, name] of Object.entries(NAMES)) {
      await other.goto(`/deals/${ids[kind]}`);
      const heading = other.getByRole('heading', { level: 1 });
      await heading.waitFor();
      assert.equal((await heading.textContent()).trim(), name);
      assert.ok((await other.title()).startsWith(name.slice(0, 20)), kind);
      assert.equal(await isTooWide(other), false, `${kind} on its page, ${at}`);
      if (kind === 'Arabic') {
        const way = await heading.evaluate((one) => getComputedStyle(one.querySelector('[dir]') ?? one).direction);
        assert.equal(way, 'rtl');
      }
      await screenshot(other, `faults-name-${kind.replace(' ', '-')}-${at}`);
    }
    assert.deepEqual(other.complaints, []);
    await other.context().close();
  }
});

test('of five thousand choices one is found in a form and in a filter, and few are drawn', async () => {
  const choices = Array.from({ length: 5000 }, (_, at) => ({ key: `place_${at}`, label: `Place ${at}` }));
  await made('/dictionary/objects/company/fields', { key: 'x_place', label: 'Municipality', kind: 'choice', choices });
  await page.goto('/companies/new');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Izbirčna d.o.o.');
  const more = page.getByRole('button', { name: /more fields/ });
  if (await more.count()) await more.click();
  const box = page.getByRole('combobox', { name: 'Municipality' });
  await box.click();
  await page.getByRole('option').first().waitFor();
  const drawn = await page.getByRole('option').count();
  assert.ok(drawn < 500, `${drawn} choices are drawn`);
  await box.fill('Place 4999');
  await page.getByRole('option', { name: 'Place 4999' }).click();
  await page.getByRole('button', { name: 'Create company' }).click();
  await page.getByRole('heading', { name: 'Izbirčna d.o.o.', level: 1 }).waitFor();
  await page.getByText('Place 4999').first().waitFor();
});

test('the browser had nothing to complain about', () => {
  assert.deepEqual(
    page.complaints.filter((one) => !/ERR_CONNECTION_REFUSED|Failed to fetch/.test(one)),
    [],
  );
});
