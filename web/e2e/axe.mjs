// Asks axe what a page does wrong for people who cannot see it well or use no mouse.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails on serious and critical findings, naming the elements. */
export async function assertAccessible(page, name) {
  // Evaluated rather than added as a script element: the page's own policy allows no foreign scripts.
  await page.evaluate(source);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map(
      (one) =>
        `${one.id}: ${one.help}\n    ${one.nodes
          .map((node) => node.html.slice(0, 160))
          .slice(0, 4)
          .join('\n    ')}`,
    );
  assert.deepEqual(serious, [], `axe on ${name}`);
}
