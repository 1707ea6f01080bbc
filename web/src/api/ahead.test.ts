// What is read before a record is opened, and what is not.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { goOn, readAhead, readWhenRested } from './ahead.ts';
import * as layouts from './layouts.ts';
import { keys, queryClient } from './query.ts';
import * as records from './records.ts';

const row = { id: '7', object: 'person', title: 'Ana', version: 1 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(records, 'findRecord').mockResolvedValue(row as never);
  vi.spyOn(layouts, 'listLayouts').mockResolvedValue({ data: [] } as never);
  vi.spyOn(records, 'listLinked').mockResolvedValue({ data: [] } as never);
});

afterEach(() => {
  queryClient.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a record under a resting pointer is read once, and found by its page', async () => {
  readWhenRested('person', 'people', '7');
  await vi.advanceTimersByTimeAsync(100);
  readAhead('person', 'people', '7');
  await vi.advanceTimersByTimeAsync(0);
  expect(records.findRecord).toHaveBeenCalledTimes(1);
  expect(queryClient.getQueryData(keys.record('person', '7'))).toEqual(row);
});

test('a pointer that crosses a list reads nothing', async () => {
  for (const id of ['1', '2', '3']) {
    readWhenRested('person', 'people', id);
    await vi.advanceTimersByTimeAsync(30);
    goOn();
  }
  await vi.advanceTimersByTimeAsync(500);
  expect(records.findRecord).not.toHaveBeenCalled();
});
