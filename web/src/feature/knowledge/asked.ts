// What a run was asked, in the reader's words: the labels of the controls it is asked with.
import type { AnalysisRun } from '../../api/analyses.ts';
import { formatDate, formatNumber } from '../../i18n/format.ts';
import { find, type Key, t } from '../../i18n/index.ts';

/** Labels of parameters, by analysis; those of `''` are alike in all of them. The label of a choice is that of its parameter and its word. */
const LABELS: Record<string, Record<string, Key>> = {
  '': {
    customers: 'value.customers',
    category: 'value.category',
    owner: 'insight.seller',
    team: 'knowledge.asked.team',
    currency: 'knowledge.asked.currency',
    pipeline: 'insight.pipeline',
    since: 'knowledge.since',
    until: 'value.until',
  },
  rfm: {
    convention: 'rfm.convention',
    recency: 'rfm.cuts.recency',
    frequency: 'rfm.cuts.frequency',
    monetary: 'rfm.cuts.monetary',
    compare_to: 'rfm.since',
  },
  cohorts: { period: 'cohort.period', by: 'cohort.by' },
  together: {
    unit: 'together.unit',
    level: 'together.level',
    baskets: 'together.least.baskets',
    support: 'together.least.support',
    confidence: 'together.least.confidence',
    lift: 'together.least.lift',
    size: 'together.size',
  },
  price: { period: 'price.period', season: 'price.season', change: 'price.change', product: 'price.product' },
  profit: {
    hour: 'profit.rate.hour',
    call_minutes: 'profit.rate.call_minutes',
    meeting_minutes: 'profit.rate.meeting_minutes',
    purchase: 'profit.rate.purchase',
    taken_back: 'profit.rate.taken_back',
  },
  lifetime_value: {
    model: 'value.model',
    weeks: 'value.horizon',
    discount: 'value.discount',
    split: 'knowledge.asked.split',
  },
  leaving: { days: 'value.days_field', group: 'value.group' },
  sales: { from: 'insight.from', to: 'insight.to', by: 'insight.by_field' },
  pipeline_forecast: { months: 'insight.months_ahead', runs: 'knowledge.asked.runs', model: 'value.model' },
  revenue_forecast: { months: 'insight.months_ahead', source: 'insight.source' },
  performance: { by: 'profit.kind', period: 'cohort.period' },
};

/** Choices whose words belong to another label than that of their parameter. */
const CHOICES: Record<string, string> = { 'performance.by': 'insight.by' };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function valueText(value: unknown, choices: string): string {
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return value.map((one) => valueText(one, choices)).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  if (DAY.test(value)) return formatDate(value);
  return find(`${choices}.${value}`) ?? value;
}

/** All that was asked, with what was left out filled in. */
export function askedText(run: Pick<AnalysisRun, 'analysis' | 'parameters'>): string {
  const { analysis, parameters } = run;
  return Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const label = LABELS[analysis]?.[name] ?? LABELS['']?.[name];
      const choices = CHOICES[`${analysis}.${name}`] ?? label ?? name;
      return `${label ? t(label) : name}: ${valueText(value, choices)}`;
    })
    .join(' · ');
}
