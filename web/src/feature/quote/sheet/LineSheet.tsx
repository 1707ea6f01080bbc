// The lines of a deal or a quote as a sheet that is worked with the keyboard: Enter and the arrows go from row to row, the last row
// takes the next product. Sums come from the server with each change.
import { Alert, Button, Group } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { takeOverPrices } from '../../../api/quotes.ts';
import type { ObjectType, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { asMoney, asText } from '../../../field/shared/values.ts';
import { formatMoney, formatPercent, formatting } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Keys } from '../../../ui/Keys.tsx';
import { LineRow } from './LineRow.tsx';
import { LINED, type Lined, MOST, useLines } from './lines.ts';
import { ProductCell } from './ProductCell.tsx';
import classes from './sheet.module.css';

export function LineSheet({ object, record }: { object: ObjectType; record: RecordRow }) {
  const lined = LINED[object.key];
  const lines = useDictionary().byKey.get(lined?.lines ?? '');
  if (!lined || !lines || lines.can.read === 'none' || record.removed_at) return null;
  return <Sheet key={record.id} lined={lined} object={object} lines={lines} record={record} />;
}

const sees = (object: ObjectType, key: string) => object.fields.some((field) => field.key === key);

interface SheetProps {
  lined: Lined;
  object: ObjectType;
  lines: ObjectType;
  record: RecordRow;
}

function Sheet({ lined, object, lines, record }: SheetProps) {
  const acts = useLines(lined, record.id);
  const table = useRef<HTMLTableElement>(null);
  const room = useId();
  // On a phone the sheet would hide the rest of the page.
  const [opened, setOpened] = useState(() => window.matchMedia('(min-width: 48em)').matches);
  const [next, setNext] = useState<{ line: string; column: string } | null>(null);
  const frozen = lined.owner === 'quote' && record.state !== 'draft';
  const editable =
    !frozen && lines.can.change !== 'none' && lines.can.create && Boolean(record.can?.includes('change'));
  const own = lined.owner === 'deal' ? 'line_cost' : 'cost';
  const showsMargin = sees(lines, 'cost') && sees(object, own) && sees(object, 'margin');
  const showsUnit = acts.lines.some((line) => asText(line.unit));
  const moved = acts.lines.filter((line) => asMoney(line.new_price));
  const currency =
    acts.lines.map((line) => asMoney(line.unit_price)?.currency).find(Boolean) ??
    asMoney(record.amount)?.currency ??
    formatting.currency;

  const cell = (line: string, column: string) =>
    table.current?.querySelector<HTMLInputElement>(`tr[data-line="${line}"] [data-column="${column}"]`);
  // A line that was just made stands there after the next drawing.
  useEffect(() => {
    if (!next) return;
    const found = table.current?.querySelector<HTMLInputElement>(
      `tr[data-line="${next.line}"] [data-column="${next.column}"]`,
    );
    if (!found) return;
    found.focus();
    setNext(null);
  });

  const sequence = [...acts.lines.map((line) => line.id), ...(editable ? ['new'] : [])];
  /** Goes where a key leads; answers whether it leads anywhere. */
  const go = (line: string) => (event: KeyboardEvent<HTMLInputElement>) => {
    const column = event.currentTarget.dataset.column ?? 'description';
    const at = acts.lines.find((one) => one.id === line);
    const stay = () => {
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    if (editable && at && event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.currentTarget.blur();
      void acts.move(at, event.key === 'ArrowUp' ? -1 : 1);
      setNext({ line, column });
      return stay();
    }
    if (editable && at && (event.ctrlKey || event.metaKey) && ['Delete', 'Backspace'].includes(event.key)) {
      const after = sequence[sequence.indexOf(line) + 1] ?? 'new';
      void acts
        .remove(at)
        .then((gone) => gone && setNext({ line: after, column: after === 'new' ? 'description' : column }));
      return stay();
    }
    const by =
      event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
        ? -1
        : event.key === 'ArrowDown' || event.key === 'Enter'
          ? 1
          : 0;
    if (!by || event.altKey) return false;
    const target = sequence[sequence.indexOf(line) + by];
    if (target) (cell(target, column) ?? cell(target, 'description'))?.focus();
    return stay();
  };

  const add = async (values: Record<string, unknown>, column: string) => {
    const made = await acts.add(values);
    if (made) setNext({ line: made.id, column });
  };
  const price = (named: RecordRow[] | undefined, keep: boolean) =>
    void acts.act('prices', () =>
      takeOverPrices(
        record.id,
        named?.map((line) => line.id),
        keep,
      ),
    );
  if (acts.isPending || (!editable && !acts.lines.length)) return null;
  return (
    <section className={classes.sheet} aria-label={lines.label_plural}>
      {acts.lines.length > 0 && (
        <button
          type="button"
          className={`bare-button ${classes.head}`}
          aria-expanded={opened}
          aria-controls={room}
          onClick={() => setOpened(!opened)}
        >
          <ChevronRight size={15} aria-hidden="true" />
          {t('lines.title')} <small>{acts.lines.length}</small>
        </button>
      )}
      {moved.length > 0 && (
        <Alert color="clay" p="xs" mb="xs" role="status">
          <Group justify="space-between" gap="xs">
            <span>
              {t('lines.prices_moved', { count: moved.length })} {frozen && t('lines.prices_moved_frozen')}
            </span>
            {editable && (
              <Group gap="xs">
                <Button size="compact-xs" loading={acts.busy} onClick={() => price(undefined, false)}>
                  {t('lines.take_over_all')}
                </Button>
                <Button size="compact-xs" variant="default" disabled={acts.busy} onClick={() => price(undefined, true)}>
                  {t('lines.keep_all')}
                </Button>
              </Group>
            )}
          </Group>
          {acts.refused.prices}
        </Alert>
      )}
      <div id={room} className={classes.room} hidden={!opened && acts.lines.length > 0}>
        <table ref={table} className={classes.table} aria-busy={acts.busy || undefined}>
          {acts.lines.length > 0 && (
            <thead>
              <tr>
                <th className={classes.place}>
                  <span className="visually-hidden">{t('lines.place')}</span>
                </th>
                <th className={classes.what}>{t('lines.description')}</th>
                <th>{t('lines.quantity')}</th>
                {showsUnit && <th className={classes.unit}>{t('lines.unit')}</th>}
                <th>{t('lines.price')}</th>
                <th>{t('lines.discount')}</th>
                <th>{t('lines.tax')}</th>
                {showsMargin && <th>{t('lines.margin')}</th>}
                <th>{t('lines.total')}</th>
                {editable && (
                  <th className={classes.acts}>
                    <span className="visually-hidden">{t('lines.menu')}</span>
                  </th>
                )}
              </tr>
            </thead>
          )}
          <tbody>
            {acts.lines.map((line, index) => (
              <LineRow
                key={line.id}
                line={line}
                number={index + 1}
                acts={acts}
                editable={editable}
                isFirst={index === 0}
                isLast={index === acts.lines.length - 1}
                showsUnit={showsUnit}
                showsMargin={showsMargin}
                currency={currency}
                onPrice={editable && lined.owner === 'quote' ? (one, keep) => price([one], keep) : undefined}
                onGo={go(line.id)}
              />
            ))}
            {editable && acts.lines.length < MOST && (
              <tr data-line="new" className={classes.fresh}>
                <td className={classes.place}>+</td>
                <td colSpan={9} className={classes.what}>
                  <ProductCell
                    label={t('lines.add')}
                    placeholder={t('lines.add_placeholder')}
                    value=""
                    disabled={false}
                    onWords={(words) => words && void add({ description: words }, 'unit_price')}
                    onProduct={(product) => void add({ product: { id: product.id, object: 'product' } }, 'quantity')}
                    onGo={go('new')}
                  />
                  {acts.refused.new && (
                    <div role="alert" className={classes.refused}>
                      {acts.refused.new}
                    </div>
                  )}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {acts.hasMore && <p className={classes.hint}>{t('lines.more', { count: MOST })}</p>}
      {acts.lines.length > 0 && (
        <div className={classes.foot}>
          {editable && opened ? (
            <p className={classes.hint}>
              <Keys keys="↵" /> {t('lines.key_next')} <Keys keys="alt+↑" /> <Keys keys="alt+↓" /> {t('lines.key_move')}{' '}
              <Keys keys="mod+Del" /> {t('lines.key_remove')}
            </p>
          ) : (
            <span />
          )}
          <Sums lined={lined} record={record} showsMargin={showsMargin} />
        </div>
      )}
    </section>
  );
}

/** What all lines come to, as the server says. */
function Sums({ lined, record, showsMargin }: { lined: Lined; record: RecordRow; showsMargin: boolean }) {
  const of = (deal: string, quote: string) => {
    const found = asMoney(record[lined.owner === 'deal' ? deal : quote]);
    return found && formatMoney(found.amount, found.currency);
  };
  const rows = [
    [t('lines.net'), of('line_total', 'net')],
    [t('lines.tax_sum'), of('line_tax', 'tax')],
    [t('lines.gross'), of('line_gross', 'gross')],
  ] as const;
  const margin = showsMargin && record.margin ? formatPercent(asText(record.margin)) : null;
  return (
    <dl className={classes.sums} aria-live="polite">
      {rows.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {margin && (
        <div className={classes.margin}>
          <dt>{t('lines.margin')}</dt>
          <dd>
            {margin} <span>{of('line_cost', 'cost') && t('lines.cost', { cost: of('line_cost', 'cost') ?? '' })}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
