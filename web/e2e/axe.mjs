// Asks axe what a page does wrong for people who cannot see it well or use no mouse.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What is serious or critical on a page, or in the part of it that the selector names, of one kind or of all but one, with the frame around the page
 * or without. A page that is drawn anew while axe reads it is judged by colors it never had together: what is found must be found again.
 */
export async function findSerious(page, options = {}) {
  const found = await judge(page, options);
  if (!found.length) return found;
  await page.waitForTimeout(500);
  return judge(page, options);
}

async function judge(page, { within = null, only = null, without = null, frame = true }) {
  // Evaluated rather than added as a script element: the page's own policy allows no foreign scripts.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const violations = await page.evaluate(
    async ([selector, rule, left, isFramed]) => {
      const main = document.getElementById('main');
      const around = isFramed || !main ? [] : [main.parentElement, main.parentElement.parentElement];
      const exclude = around.flatMap((one) => [...one.children]).filter((one) => !one.contains(main));
      const place = exclude.length ? { include: [document], exclude } : document;
      const found = await globalThis.axe.run(selector ? { include: [[selector]] } : place, {
        resultTypes: ['violations'],
        elementRef: true,
        ...(rule ? { runOnly: [rule] } : {}),
        ...(left ? { rules: { [left]: { enabled: false } } } : {}),
      });
      // What a combobox opens is scrolled by the arrow keys of its input; axe sees that only where the list itself scrolls.
      const isOpenList = (element) => {
        const list = element.closest('[role=listbox]');
        return list && document.querySelector(`[role=combobox][aria-expanded=true][aria-controls="${list.id}"]`);
      };
      return found.violations.map(({ id, help, impact, nodes }) => ({
        id,
        help,
        impact,
        nodes: nodes
          .filter((node) => id !== 'scrollable-region-focusable' || !isOpenList(node.element))
          .map((node) => `${node.html.slice(0, 160)}  ${node.any[0]?.message ?? ''}`),
      }));
    },
    [within, only, without, frame],
  );
  return violations
    .filter((one) => one.nodes.length && (one.impact === 'serious' || one.impact === 'critical'))
    .map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 4).join('\n    ')}`);
}

/** Fails on serious and critical findings, naming the elements. */
export async function assertAccessible(page, name) {
  assert.deepEqual(await findSerious(page), [], `axe on ${name}`);
}
