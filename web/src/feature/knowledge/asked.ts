// What a run was asked, in the reader's words: the labels of the controls it is asked with, and the names of what it is about.
import type { AnalysisRun } from '../../api/analyses.ts';
import { formatDate, formatNumber, formatPercent } from '../../i18n/format.ts';
import { find, type Key, t } from '../../i18n/index.ts';
import { isPeriod, periodName } from '../goal/period.ts';

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
    information: 'profit.rate.information',
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

/** Models have their names out of the literature, in every language. */
export const MODELS = { bg_nbd: 'BG/NBD', mbg_nbd: 'MBG/NBD', pareto_nbd: 'Pareto/NBD' } as const;

/** Shares between 0 and 1 whose controls speak of percent. */
const SHARES = ['together.support', 'together.confidence', 'price.change'];

/** Parameters that are the id of a record, with the object it is of. */
const LINKS: Record<string, string> = { product: 'product', pipeline: 'pipeline', owner: 'user', team: 'team' };

/** Parameters that are the key of a field, with the objects it may be a field of. */
const FIELDS: Record<string, readonly string[]> = { 'sales.by': ['deal'], 'leaving.group': ['company', 'person'] };

/** What the texts of a run need to know of the workspace. */
export interface Named {
  /** The name of a record; undefined where it is not known, or not seen. */
  record: (id: string) => string | undefined;
  /** The label of a field of one of the objects; a path leads over a link. */
  field: (objects: readonly string[], key: string) => string | undefined;
}

type Asked = Pick<AnalysisRun, 'analysis' | 'parameters'>;

/** The records a run was asked about. */
export const linksOf = ({ parameters }: Asked): { object: string; id: string }[] =>
  Object.entries(LINKS).flatMap(([name, object]) => {
    const id = parameters[name];
    return typeof id === 'string' ? [{ object, id }] : [];
  });

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function valueText(value: unknown, choices: string): string {
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return value.map((one) => valueText(one, choices)).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  if (DAY.test(value)) return formatDate(value);
  if (isPeriod(value)) return periodName(value);
  return find(`${choices}.${value}`) ?? MODELS[value as keyof typeof MODELS] ?? value;
}

/** All that was asked, with what was left out filled in. */
export function askedText({ analysis, parameters }: Asked, named: Named): string {
  return Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const path = `${analysis}.${name}`;
      const label = LABELS[analysis]?.[name] ?? LABELS['']?.[name];
      const text = (): string => {
        if (name in LINKS && typeof value === 'string') return named.record(value) ?? t('knowledge.asked.unseen');
        if (path in FIELDS && typeof value === 'string') return named.field(FIELDS[path] ?? [], value) ?? value;
        if (path === 'pipeline_forecast.model') return find(`knowledge.asked.model.${value}`) ?? String(value);
        if (SHARES.includes(path)) return formatPercent(Math.round(Number(value) * 1e6) / 1e4);
        return valueText(value, CHOICES[path] ?? label ?? name);
      };
      return `${label ? t(label) : name}: ${text()}`;
    })
    .join(' · ');
}
