// Starts the real binary on a fresh folder and a browser against it. Nothing is pretended: the server is the server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const output = join(here, 'output');

/** The binary named by KITH_BINARY, else the newest kind that was built. */
function findBinary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(here, '../../target');
  const found = [process.env.KITH_BINARY, join(target, 'release/kith'), join(target, 'debug/kith')].find(
    (path) => path && existsSync(path),
  );
  assert.ok(found, 'No kith binary: build it first, or name it in KITH_BINARY.');
  return found;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function ready(address, ended) {
  for (;;) {
    assert.ok(!ended(), 'The server ended before it was ready.');
    try {
      if ((await fetch(`${address}/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * A folder with the demo company, filled once for all test files: filling takes far longer than copying. The company is dated
 * around today, so one of another day, or of another binary, is thrown away.
 */
async function demoFolder(size) {
  const binary = findBinary();
  const place = createHash('sha256').update(`${binary} ${size}`).digest('hex').slice(0, 12);
  const beginning = `kith-demo-${place}-`;
  const kept = join(
    tmpdir(),
    `${beginning}${Math.trunc(statSync(binary).mtimeMs)}-${new Date().toISOString().slice(0, 10)}`,
  );
  if (existsSync(kept)) return kept;
  for (const other of readdirSync(tmpdir()).filter((entry) => entry.startsWith(beginning)))
    rmSync(join(tmpdir(), other), { recursive: true, force: true });
  const server = await startServer({ options: ['--demo', '--size', size] });
  // The end of the process, not its kill: what it still writes must be in the folder.
  await server.kill('SIGTERM');
  try {
    renameSync(server.folder, kept);
  } catch (error) {
    // Another run of the tests was first.
    if (!existsSync(kept)) throw error;
    rmSync(server.folder, { recursive: true, force: true });
  }
  return kept;
}

/** Starts `kith serve`; with `demo` the demo company is inside, else it waits for its set-up. */
export async function startKith({ demo = true } = {}) {
  const size = process.env.KITH_E2E_SIZE ?? '0.1';
  if (!demo) return startServer({});
  return startServer({ options: ['--demo', '--size', size], from: await demoFolder(size) });
}

async function startServer({ options = [], from }) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-e2e-'));
  if (from) cpSync(from, folder, { recursive: true });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let child;
  let said = '';
  let ended = true;
  const start = async () => {
    const begun = spawn(findBinary(), ['serve', ...options, '--data', folder, '--listen', `127.0.0.1:${port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = begun;
    ended = false;
    const hear = (text) => {
      said += text;
    };
    begun.stdout.on('data', hear);
    begun.stderr.on('data', hear);
    begun.once('exit', () => {
      ended = true;
    });
    await ready(address, () => ended);
  };
  /** Ends the server at once, as a crash or a pulled plug does; `start` brings it back on the same data. */
  const kill = async (signal = 'SIGKILL') => {
    if (ended) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  const stop = async () => {
    await kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
  const signIn = /Sign in as (\S+) with the password (\S+)/.exec(said);
  const code = /[Ss]et-up code: (\S+)/.exec(said);
  return {
    address,
    folder,
    stop,
    kill,
    start,
    email: signIn?.[1],
    password: signIn?.[2],
    code: code?.[1],
    said: () => said,
  };
}

export function startBrowser() {
  mkdirSync(output, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that remembers what the browser complained about. */
export async function openPage(browser, { scheme = 'light', phone = false, workers = false, address }) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: phone,
    colorScheme: scheme,
    // What fades is half see-through for a moment: axe and screenshots would judge colors that nobody reads.
    reducedMotion: 'reduce',
    locale: 'en-GB',
    // Requests of a service worker pass by the tests; only those that are about it let it work.
    serviceWorkers: workers ? 'allow' : 'block',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.KITH_E2E_TIMEOUT ?? 20_000));
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    // Answers such as 401 and 409 are part of the tests; broken scripts and refused styles are not.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      page.complaints.push(message.text());
  });
  return page;
}

export async function signIn(page, kith) {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(kith.email);
  await page.getByLabel(/^Password/).fill(kith.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}

export const rows = (page) => page.getByRole('row').filter({ has: page.locator('[role=gridcell], [role=cell]') });

export async function screenshot(page, name) {
  await page.screenshot({ path: join(output, `${name}.png`) });
}
