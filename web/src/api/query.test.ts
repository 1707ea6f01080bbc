// What is asked again when something became out of date, also while its first answer is still on the way.
import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { queryClient } from './query.ts';

afterEach(() => queryClient.clear());

/** Lets what waits for answers go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A question whose answers are let go one by one; each says how many were asked before. */
function watch(queryKey: readonly string[]) {
  const waiting: (() => void)[] = [];
  let asked = 0;
  const observer = new QueryObserver(queryClient, {
    queryKey,
    queryFn: () => {
      const mine = asked;
      asked += 1;
      return new Promise<number>((resolve) => waiting.push(() => resolve(mine)));
    },
  });
  const stop = observer.subscribe(() => {});
  return {
    stop,
    asked: () => asked,
    answer: () => waiting.shift()?.(),
    seen: () => queryClient.getQueryData(queryKey),
  };
}

it('asks again for a first answer that was on its way when the news came', async () => {
  const one = watch(['list', 'deal']);
  const other = watch(['list', 'company']);
  void queryClient.invalidateQueries({ queryKey: ['list', 'deal'] });
  void queryClient.invalidateQueries({ queryKey: ['list', 'deal'] });
  one.answer();
  other.answer();
  await settle();
  expect(one.asked()).toBe(2);
  expect(other.asked()).toBe(1);
  one.answer();
  await settle();
  expect(one.seen()).toBe(1);
  expect(one.asked()).toBe(2);
  one.stop();
  other.stop();
});

it('asks at once for what is there, and does not ask for what failed', async () => {
  const one = watch(['list', 'deal']);
  one.answer();
  await settle();
  void queryClient.invalidateQueries({ queryKey: ['list'] });
  expect(one.asked()).toBe(2);
  one.stop();

  let asked = 0;
  const observer = new QueryObserver(queryClient, {
    queryKey: ['record'],
    retry: false,
    queryFn: async () => {
      asked += 1;
      throw new Error('no');
    },
  });
  const stop = observer.subscribe(() => {});
  void queryClient.invalidateQueries({ queryKey: ['record'] });
  await settle();
  expect(asked).toBe(1);
  stop();
});
