// A run of the archive and the address of its page say the same, and showing an answer in another way asks nothing anew.
import { describe, expect, it } from 'vitest';
import { parametersOf as together, searchOf as togetherSearch } from '../basket/model.ts';
import { parametersOf as price, searchOf as priceSearch } from '../price/model.ts';
import { differs, isOnlyShown, placed, searchOf } from './address.ts';
import { parametersOf as rfm, searchOf as rfmSearch } from './rfm/model.ts';

describe('the address of a run of the archive', () => {
  it('asks what the run asked', () => {
    const baskets = {
      unit: 'customer',
      level: 'category',
      baskets: 5,
      support: '0.005',
      confidence: '0.07',
      lift: '1',
      size: 2,
    };
    expect(together(togetherSearch(baskets))).toEqual(baskets);
    const prices = { period: 'month', season: 'none', change: '-0.15', product: 'p1', since: '2026-01-01' };
    expect(price(priceSearch(prices))).toEqual(prices);
    const own = {
      convention: 'own',
      recency: ['30', '60', '90', '180'],
      frequency: ['1', '2', '4', '8'],
      monetary: ['50', '150', '400', '1000'],
      compare_to: '2026-05-01',
    };
    expect(rfm(rfmSearch(own))).toEqual(own);
    expect(rfm(rfmSearch({ convention: 'quantiles' }))).toEqual({ convention: 'quantiles' });
  });

  it('leaves out what was not given', () => {
    expect(searchOf({ customers: 'all', days: null, weeks: 52 })).toEqual({ customers: 'all', weeks: 52 });
  });

  it('forgets what another question asked and keeps how it is shown', () => {
    const search = { run: 'r', sort: '-profit', since: '2026-01-01', on: '2026-02-02' };
    expect(differs(search, { hour: '40' })).toBe(true);
    const now = placed(search, { hour: '40' });
    expect(now).toEqual({ run: 'r', sort: '-profit', hour: '40' });
    expect(differs({ ...now, hour: 40 }, { hour: '40' })).toBe(false);
  });
});

describe('a change of the address', () => {
  it('asks anew unless it only shows', () => {
    expect(isOnlyShown({ sort: 'name' })).toBe(true);
    expect(isOnlyShown({ sort: 'name', since: undefined })).toBe(false);
    expect(isOnlyShown({})).toBe(false);
  });
});
