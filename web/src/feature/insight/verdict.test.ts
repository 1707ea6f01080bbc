// A forecast is called honest only where it leans to neither side, and the headline says of people what their rows say.
import { describe, expect, it } from 'vitest';
import { toldApart, trustOf } from './verdict.ts';

const share = (value: number, by = 0.08) => ({
  share: value,
  low: Math.max(0, value - by),
  high: Math.min(1, value + by),
});

describe('what is said of earlier forecasts', () => {
  it('is well told where as many lie on either side and as much came as was told', () => {
    expect(trustOf({ within: share(0.8), below: share(0.1), above: share(0.1), ratio: 1.02 })).toEqual(['well_told']);
  });

  it('leans where less came, though the interval held', () => {
    expect(trustOf({ within: share(0.79), below: share(0.18), above: share(0.03), ratio: 0.79 })).toEqual([
      'tells_more',
    ]);
    expect(trustOf({ within: share(0.79), below: share(0.03), above: share(0.18), ratio: 1.3 })).toEqual([
      'tells_less',
    ]);
    expect(trustOf({ within: share(0.8), below: share(0.1), above: share(0.1), ratio: 0.7 })).toEqual(['tells_more']);
  });

  it('says both where it is too sure and leans', () => {
    expect(trustOf({ within: share(0.5), below: share(0.45), above: share(0.05), ratio: 0.6 })).toEqual([
      'too_sure',
      'tells_more',
    ]);
  });

  it('is more careful than needed where nearly all lie inside', () => {
    expect(trustOf({ within: share(0.95, 0.04), below: share(0.03), above: share(0.02), ratio: 1 })).toEqual([
      'too_unsure',
    ]);
  });
});

describe('who is told from the others', () => {
  const row = (win_standing: 'above' | 'below' | 'unclear' | 'too_few', per_deal_standing = win_standing) => ({
    win_standing,
    per_deal_standing,
  });

  it('is whoever has a mark in the row, better or worse', () => {
    const [better, worse, mixed] = [row('above', 'unclear'), row('unclear', 'below'), row('above', 'below')];
    expect(toldApart([better, row('unclear'), worse, row('too_few'), mixed])).toEqual({
      above: [better],
      below: [worse],
      unlike: [mixed],
    });
  });

  it('is nobody by luck', () => {
    expect(toldApart([row('unclear'), row('too_few')])).toEqual({ above: [], below: [], unlike: [] });
  });
});
