// Many changes go in several requests: when a later one fails, what was saved before it is not told as lost.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bulkChange } from './bulk.ts';

const changes = Array.from({ length: 2500 }, (_, at) => ({ id: `${at}`, version: 1, fields: { name: 'x' } }));
const taken = () => Response.json({ results: Array.from({ length: 1000 }, () => ({ status: 200 })) });

afterEach(() => vi.unstubAllGlobals());

describe('a change of more records than one request takes', () => {
  it('names as left what the failed request and those after it held', async () => {
    const answer = vi.fn().mockResolvedValueOnce(taken()).mockRejectedValue(new TypeError('gone'));
    vi.stubGlobal('fetch', answer);
    const told = await bulkChange('companies', changes);
    expect(told.slice(0, 1000).every((one) => one === undefined)).toBe(true);
    expect(told.slice(1000).map((one) => one?.code)).toEqual(Array(1500).fill('offline'));
    expect(answer).toHaveBeenCalledTimes(2);
  });

  it('fails as a whole when nothing was saved', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('gone')));
    await expect(bulkChange('companies', changes)).rejects.toMatchObject({ code: 'offline' });
  });
});
