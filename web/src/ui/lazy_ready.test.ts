// What is fetched ahead is drawn without a fallback.
import { createElement, Suspense } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { lazyReady } from './lazy_ready.ts';

const load = () => Promise.resolve({ default: () => createElement('b', null, 'there') });
const shown = (component: ReturnType<typeof lazyReady>[0]) =>
  renderToString(createElement(Suspense, { fallback: 'waiting' }, createElement(component)));

test('drawn at once when its code is there', async () => {
  const [component, fetchAhead] = lazyReady(load);
  fetchAhead();
  await Promise.resolve();
  await Promise.resolve();
  expect(shown(component)).toContain('there');
});

test('otherwise the fallback stands in its place', () => {
  const [component] = lazyReady(load);
  expect(shown(component)).toContain('waiting');
});
