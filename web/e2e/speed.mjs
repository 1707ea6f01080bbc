// Measures in Chromium how the app feels, against a server that is given: `node e2e/speed.mjs http://127.0.0.1:8080 mail password`.
// It reports medians from the key to the painted answer and asserts nothing: the machine it runs on decides half of it.
import { startBrowser } from './kith.mjs';

const [address, mail, password] = process.argv.slice(2);
if (!password) {
  process.stderr.write('Say where the server is and how to sign in: node e2e/speed.mjs <address> <mail> <password>\n');
  process.exit(2);
}
const TIMES = Number(process.env.KITH_SPEED_TIMES ?? 7);
const LIST = process.env.KITH_SPEED_LIST ?? 'people';
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const shown = (list) =>
  `${Math.round(median(list))} ms (${Math.round(Math.min(...list))} to ${Math.round(Math.max(...list))})`;
const report = [];

/** From an act of the person until a picture with the answer was painted, measured inside the page. */
async function toPaint(page, act, selector, text = null, also = null) {
  await page.evaluate(
    ([wanted, words, too]) => {
      globalThis.kithPainted = new Promise((resolve) => {
        let began = 0;
        const begin = (event) => {
          if (!began) began = event.timeStamp;
        };
        for (const name of ['keydown', 'pointerdown']) addEventListener(name, begin, { capture: true, once: true });
        const look = () => {
          const found = [...document.querySelectorAll(wanted)].some(
            (one) => one.getClientRects().length && (words === null || one.textContent.includes(words)),
          );
          if (began && found && (too === null || document.querySelector(too)))
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    },
    [selector, text, also],
  );
  await act();
  return page.evaluate(() =>
    Promise.race([
      globalThis.kithPainted,
      new Promise((_resolve, reject) => setTimeout(() => reject(new Error('The answer was not painted.')), 30_000)),
    ]),
  );
}

async function repeat(name, once) {
  const times = [];
  for (let turn = 0; turn < TIMES; turn++) times.push(await once(turn));
  // The first one also reads what the others find.
  report.push([name, shown(times.slice(1)), `first ${Math.round(times[0])} ms`]);
}

/** A page that somebody looks at: all of it is there, and the code of the next ones fetched meanwhile. */
async function settled() {
  await page.locator(ROW).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
}

// The first column holds the title; links of other columns lead elsewhere.
const ROW = 'main [role=row] [role=gridcell][aria-colindex="1"] a';
// A field of the record with its value.
const FIELD = 'main section [class*=fieldValue]';
const browser = await startBrowser();
const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
const page = await context.newPage();
page.setDefaultTimeout(60_000);
try {
  await page.goto(`/${LIST}`);
  await page.getByLabel('E-mail').fill(mail);
  await page.getByLabel(/^Password/).fill(password);
  const first = await toPaint(page, () => page.keyboard.press('Enter'), ROW);
  report.push(['sign-in to usable table', `${Math.round(first)} ms`, 'once']);

  // One tab for the whole day, as people work: each record is a new one, lists and views are come back to. The first of each, with
  // nothing read before, is told apart.
  await page.goto(`/${LIST}`);
  await repeat('open a record', async (turn) => {
    if (turn) await page.goBack();
    await settled();
    const title = await page.locator(ROW).nth(turn).textContent();
    return toPaint(page, () => page.locator(ROW).nth(turn).click(), 'main h1', title, FIELD);
  });

  await page.goto(`/${LIST}`);
  await repeat('go to another list', async (turn) => {
    await settled();
    const [keys, heading] = turn % 2 ? [['g', 'p'], 'People'] : [['g', 'c'], 'Companies'];
    await page.locator('main').focus();
    const act = async () => {
      for (const key of keys) await page.keyboard.press(key);
    };
    return toPaint(page, act, 'main h1', heading, ROW);
  });

  await page.goto('/deals');
  await repeat('switch to the board', async (turn) => {
    if (turn) await page.getByRole('radio', { name: 'Table' }).click();
    await settled();
    const act = () => page.getByRole('radio', { name: 'Board' }).click();
    return toPaint(page, act, '[aria-roledescription]');
  });

  await repeat('type in search', async (turn) => {
    await page.keyboard.press('Control+k');
    const field = page.getByRole('textbox', { name: 'Search' });
    await field.waitFor();
    const letter = 'akmsnptbdr'[turn % 10];
    const time = await toPaint(page, () => page.keyboard.press(letter), '[data-kind=records]');
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    return time;
  });

  await page.goto(`/${LIST}`);
  await page.locator(ROW).first().waitFor();
  const scrolled = await page.evaluate(scrollFar);
  report.push([
    'scroll 400 screens',
    `${scrolled.blank} of ${scrolled.steps} pictures blank over 100 ms`,
    `longest ${Math.round(scrolled.longest)} ms`,
  ]);

  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  report.push(['heap of the tab', `${(usedSize / 1024 / 1024).toFixed(0)} MB`, 'after scrolling']);
} finally {
  await browser.close();
}
for (const [name, value, note] of report) process.stdout.write(`${name.padEnd(26)} ${value.padEnd(34)} ${note}\n`);

/** Runs in the page: scrolls the table far and watches how long a row in sight has nothing in it. */
async function scrollFar() {
  const region = document.querySelector('main [role=region], main [role=grid]')?.closest('[tabindex], [role=region]');
  const scroller = [...document.querySelectorAll('main *')].find(
    (one) => one.scrollHeight > one.clientHeight * 2 && getComputedStyle(one).overflowY !== 'visible',
  );
  const box = scroller ?? region;
  const steps = 400;
  let blank = 0;
  let longest = 0;
  const isBlank = () =>
    [...document.querySelectorAll('main [role=row][aria-rowindex]')].some((row) => {
      const place = row.getBoundingClientRect();
      const inSight = place.bottom > 200 && place.top < innerHeight - 60;
      return inSight && Number(row.getAttribute('aria-rowindex')) > 1 && !row.textContent.trim();
    });
  for (let step = 0; step < steps; step++) {
    box.scrollBy(0, box.clientHeight);
    const began = performance.now();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    while (isBlank() && performance.now() - began < 5_000)
      await new Promise((resolve) => requestAnimationFrame(resolve));
    const waited = performance.now() - began;
    longest = Math.max(longest, waited);
    if (waited > 100) blank++;
  }
  return { steps, blank, longest };
}
