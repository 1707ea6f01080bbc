// A card of the home page: what it is about, the list behind it, and its rows; says plainly when there is nothing.
import { Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Filter, ObjectType, RecordRow } from '../../api/types.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { asText } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import classes from './home.module.css';

interface Asked {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

export function HomeCard({
  object,
  icon,
  title,
  count,
  list,
  more,
  asked,
  empty,
  children,
}: {
  object?: ObjectType;
  icon?: ReactNode;
  title: string;
  count?: number;
  /** The list behind the card. */
  list?: { filter: Filter; sort: string };
  /** The way to more, where it is no list of an object. */
  more?: ReactNode;
  asked?: Asked;
  /** What is said when there is nothing; null when there is something. */
  empty: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper component="section" aria-label={title} className={classes.card}>
      <div className={classes.cardHead}>
        {icon ?? <ObjectIcon object={object} size={16} />}
        <h2>{title}</h2>
        {count ? <span className={classes.count}>{count}</span> : null}
        <span className={classes.grow} />
        {object && list && (
          <Link to="/$plural" params={{ plural: object.plural }} search={list} className={classes.all}>
            {t('home.all')} <ChevronRight size={13} aria-hidden="true" />
          </Link>
        )}
        {more}
      </div>
      {asked?.isError && <ProblemView compact error={asked.error} onRetry={() => asked.refetch()} />}
      {asked?.isPending ? <Lines count={3} tall /> : null}
      {!asked?.isPending && !asked?.isError && empty ? (
        <Text component="div" size="sm" c="dimmed" className={classes.empty}>
          {empty}
        </Text>
      ) : null}
      {children}
    </Paper>
  );
}

/** The fields by which a row tells what it is about. */
export const contextOf = (object: ObjectType) =>
  object.fields.filter((one) => one.kind === 'link' && ['company', 'person', 'deal'].includes(one.key));

// The faces of fields are not used on this page: they bring all editors along, which the first page has no need of.

/** A record in one line, with whom or what it is about below. */
export function HomeRow({
  object,
  row,
  lead,
  detail,
  warn,
  faded,
}: {
  object: ObjectType;
  row: RecordRow;
  lead?: ReactNode;
  detail?: ReactNode;
  warn?: boolean;
  faded?: boolean;
}) {
  const around = contextOf(object)
    .map((one) => asText(row[one.key]))
    .find((text) => text && text !== row.title);
  return (
    <div className={classes.row} data-faded={faded || undefined}>
      {lead}
      <div className={classes.rowText}>
        <RecordLink object={row.object} id={row.id} className={classes.rowTitle}>
          {row.title || t('record.untitled')}
        </RecordLink>
        {around && <span className={classes.around}>{around}</span>}
      </div>
      {detail && (
        <span className={classes.detail} data-warn={warn || undefined}>
          {detail}
        </span>
      )}
    </div>
  );
}
