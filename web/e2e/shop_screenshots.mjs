// Takes the pictures of the book's page on a real shop: `make screenshots-shop ADDRESS=… MAIL=… PASSWORD=…`, of a Kith into which the
// example online_retail was imported. Writes docs/images/shop-<name>.png.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPage, signIn, startBrowser } from './kith.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const [address, email, password] = process.argv.slice(2);
if (!password) throw new Error('Usage: node e2e/shop_screenshots.mjs ADDRESS MAIL PASSWORD');

const MODES = [
  { suffix: '', scheme: 'light', phone: false, screens: ['rfm', 'cohorts', 'value', 'together', 'price'] },
  { suffix: '-dark', scheme: 'dark', phone: false, screens: ['cohorts'] },
  { suffix: '-phone', scheme: 'light', phone: true, screens: ['price'] },
];
/** Half a million lines are read before there is something to see. */
const PATIENCE = 120_000;

const browser = await startBrowser();
try {
  for (const { suffix, scheme, phone, screens } of MODES) {
    const page = await openPage(browser, { address, scheme, phone });
    await signIn(page, { email, password });
    for (const name of screens) {
      await page.goto(`/knowledge/${name}?on=2011-12-09`);
      await page
        .getByText(/^As of \d/)
        .first()
        .waitFor({ timeout: PATIENCE });
      await page.mouse.move(0, 0);
      await page.waitForTimeout(800);
      await page.screenshot({ path: join(folder, `shop-${name}${suffix}.png`) });
    }
    await page.context().close();
  }
} finally {
  await browser.close();
}
