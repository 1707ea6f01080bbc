// What a notification says, and under which day it stands.
import { expect, test } from 'vitest';
import type { Notification } from '../../api/notifications.ts';
import { byDay, detailOf, sentenceOf, snapshotOf } from './words.ts';

const one = (more: Partial<Notification>): Notification => ({
  id: '1',
  kind: 'assigned',
  text: 'assigned',
  params: {},
  object: 'deal',
  record: '2',
  title: 'Roof',
  excerpt: null,
  by: { id: '3', name: 'Ana' },
  count: 1,
  at: '2026-03-10T08:00:00Z',
  seen: false,
  ...more,
});

test('each kind has its sentence', () => {
  expect(sentenceOf(one({}))).toBe('Ana gave you Roof');
  expect(sentenceOf(one({ count: 3 }))).toBe('Ana gave you Roof and 2 more');
  expect(sentenceOf(one({ by: null }))).toBe('Kith gave you Roof');
  expect(sentenceOf(one({ kind: 'due', by: null }))).toBe('Roof is due');
  expect(sentenceOf(one({ kind: 'mention', excerpt: 'Call @Eva' }))).toBe('Ana mentioned you in Roof');
  expect(detailOf(one({ kind: 'mention', excerpt: 'Call @Eva' }))).toBe('Call @Eva');
  // A note without a subject is called by the words that stand below already: they are not said twice.
  const note = one({ kind: 'mention', title: 'Call @Eva before…', excerpt: 'Call @Eva before noon' });
  expect(sentenceOf(note, 'Note')).toBe('Ana mentioned you · Note');
  const asked = one({ kind: 'approval', params: { text: 'Give 20 %?' }, by: { id: null, name: 'Discounts' } });
  expect([sentenceOf(asked), detailOf(asked)]).toEqual(['Give 20 %?', 'Discounts · Roof']);
  const discount = one({ kind: 'approval', text: 'discount_asked', title: 'Q2026-0001 – 25 %' });
  expect([sentenceOf(discount), detailOf(discount)]).toEqual(['Ana asks for Q2026-0001 – 25 %', '']);
  expect(sentenceOf(one({ kind: 'quote', text: 'quote_accepted', by: null }))).toBe('Roof was accepted');
  const failed = one({ kind: 'automation', text: 'automation_failed', params: { automation: 'Welcome' }, count: 3 });
  expect(sentenceOf(failed)).toBe('The automation “Welcome” failed 3 times today');
  expect(sentenceOf(one({ kind: 'mention', title: null }), 'Note')).toBe('Ana mentioned you · Note');
});

test('days stand in sequence, today and yesterday by their names', () => {
  const all = ['2026-03-10T09:00:00Z', '2026-03-10T08:00:00Z', '2026-03-09T12:00:00Z', '2026-03-01T12:00:00Z'];
  const days = byDay(
    all.map((at, number) => one({ id: String(number), at })),
    new Date('2026-03-10T12:00:00Z'),
  );
  expect(days.map((day) => day.data.length)).toEqual([2, 1, 1]);
  expect(days.slice(0, 2).map((day) => day.label)).toEqual(['Today', 'Yesterday']);
  expect(days[2]?.label).toContain('2026');
});

test('a dashboard that was kept leads to it, one that is kept no longer leads nowhere', () => {
  const about = { kind: 'dashboard', object: null, record: null, title: null, by: null } as const;
  const kept = one({
    ...about,
    text: 'dashboard_kept',
    params: { name: 'Overview', dashboard: '4', snapshot: '5' },
  });
  expect([sentenceOf(kept), snapshotOf(kept)]).toEqual(['Overview was kept for you', { id: '4', snapshot: '5' }]);
  const ended = one({ ...about, text: 'dashboard_ended', params: { name: 'Overview' } });
  expect([sentenceOf(ended), snapshotOf(ended)]).toEqual([
    'You do not see Overview any more: its schedule has ended',
    undefined,
  ]);
});
