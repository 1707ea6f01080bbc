// What the screens of sales analyses are made of: figures, sections with what they say and how sure it is, shares with their intervals,
// and the way to the records behind a mark.
import { Alert, Button, Collapse, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Download, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDictionary, useObject } from '../../dictionary/context.tsx';
import { formatCount, formatMoney, formatNumber, formatPercent, formatting } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { saveTable, type TextTable } from '../knowledge/csv.ts';
import { type Made, NotYet } from '../knowledge/NotYet.tsx';
import classes from './insight.module.css';
import type { Behind, Refused, Share } from './model.ts';

export const percent = (share: number) => formatPercent(Math.round(share * 100));
export const money = (amount: number | null | undefined, currency: string, short = true) =>
  amount === null || amount === undefined ? '–' : formatMoney(amount, currency, short);
export const daysText = (days: number | null | undefined) =>
  days === null || days === undefined ? '–' : t('insight.days', { count: Math.round(days) });

export function monthName(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(formatting.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year ?? 2000, (number ?? 1) - 1, 1),
  );
}

/** Opens the records behind a figure. */
export function useDrill() {
  const navigate = useNavigate();
  const dictionary = useDictionary();
  return (behind: Partial<Behind> | undefined) => {
    const plural = behind?.object && dictionary.byKey.get(behind.object)?.plural;
    if (!plural || !behind?.filter) return;
    void navigate({ to: '/$plural', params: { plural }, search: { filter: behind.filter } as never });
  };
}

/** A figure that leads to the records behind it. */
export function Drill({
  behind,
  children,
  label,
}: {
  behind: Partial<Behind> | undefined;
  children: ReactNode;
  label?: string;
}) {
  const drill = useDrill();
  if (!behind?.filter) return <>{children}</>;
  return (
    <button type="button" className={classes.drill} aria-label={label} onClick={() => drill(behind)}>
      {children}
    </button>
  );
}

export function Tile({
  label,
  value,
  note,
  behind,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  behind?: Behind;
}) {
  const drill = useDrill();
  const inner = (
    <>
      <span>{label}</span>
      <strong>{value}</strong>
      <span>{note || '\u00a0'}</span>
    </>
  );
  return behind ? (
    <button type="button" className={classes.tile} onClick={() => drill(behind)}>
      {inner}
    </button>
  ) : (
    <div className={classes.tile}>{inner}</div>
  );
}

export const Tiles = ({ children }: { children: ReactNode }) => <div className={classes.tiles}>{children}</div>;

/** One result: what it says in a sentence, the drawing, and below, folded, how it is worked out and when not to trust it. */
export function Section({
  title,
  says,
  sure,
  method,
  actions,
  children,
}: {
  title: string;
  says?: ReactNode;
  sure?: ReactNode;
  method?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const [open, { toggle }] = useDisclosure(false);
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2>{title}</h2>
        <span className={classes.grow} />
        {actions}
      </div>
      {says && <p className={classes.says}>{says}</p>}
      {sure && <p className={classes.sure}>{sure}</p>}
      {children}
      {method && (
        <>
          <Button
            variant="subtle"
            size="compact-xs"
            color="gray"
            leftSection={<Info size={13} />}
            aria-expanded={open}
            onClick={toggle}
            className={classes.method}
          >
            {t('insight.method')}
          </Button>
          <Collapse expanded={open}>
            <Text size="sm" c="dimmed" maw={720} mt={4}>
              {method}
            </Text>
          </Collapse>
        </>
      )}
    </section>
  );
}

/** A share with its interval drawn, so that few do not look like many. */
export function Interval({ share, whole }: { share: Omit<Share, 'hits' | 'n'> | null; whole?: number | null }) {
  if (!share) return <>–</>;
  const at = (value: number) => `${Math.max(0, Math.min(1, value)) * 100}%`;
  const told = t('insight.interval', {
    share: percent(share.share),
    low: percent(share.low),
    high: percent(share.high),
  });
  return (
    <span className={classes.interval} title={told}>
      <b>{percent(share.share)}</b>
      <span className={classes.range} role="img" aria-label={told}>
        <span
          className={classes.span}
          style={{ left: at(share.low), width: `calc(${at(share.high - share.low)} + 2px)` }}
        />
        <span className={classes.dot} style={{ left: at(share.share) }} />
        {whole !== null && whole !== undefined && <span className={classes.whole} style={{ left: at(whole) }} />}
      </span>
    </span>
  );
}

/** Why, in the reader's words where it is a matter of numbers. */
const whyText = ({ needed, got, message }: Refused): string =>
  needed === undefined
    ? message
    : t('value.refusal.too_few', { got: formatCount(got ?? 0), needed: formatCount(needed) });

/** Why a whole page has nothing to say: what is needed, and the way to bring it in. */
export const Few = ({ of, why }: { of: Made; why: Refused }) => <NotYet of={of} why={whyText(why)} />;

/** Why there is nothing to see in a part of it. */
export function Refusal({ why }: { why: Refused }) {
  return (
    <Alert variant="light" color="gray" icon={<Info size={16} />}>
      {whyText(why)}
    </Alert>
  );
}

/** What is not in the sums, and why. */
export function Foot({ others }: { others?: Record<string, number> | boolean }) {
  const left = typeof others === 'object' ? Object.values(others).reduce((sum, count) => sum + count, 0) : 0;
  const text =
    left > 0
      ? t('insight.other_currencies', { count: left })
      : others === true
        ? t('insight.some_other_currencies')
        : '';
  return text ? (
    <Text size="xs" c="dimmed">
      {text}
    </Text>
  ) : null;
}

/** The numbers of one section as a file, for those whose role lets them take deals out. */
export function Csv({ name, table }: { name: string; table: () => TextTable }) {
  const deal = useObject('deal');
  if (!deal || (deal.can as Record<string, unknown>).export === 'none') return null;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      color="gray"
      leftSection={<Download size={13} />}
      aria-label={`CSV: ${name}`}
      onClick={() => saveTable(name, table())}
    >
      CSV
    </Button>
  );
}

export const numberText = (value: number | null | undefined) =>
  value === null || value === undefined ? '–' : formatNumber(value, 1);
