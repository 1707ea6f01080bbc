// The forecast as a tree of teams and sellers, category by category; what a manager may adjust is adjusted in its cell.
import { Users } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { CATEGORIES, type Category, type Forecast, type ForecastRow } from '../../api/goals.ts';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { AdjustDialog } from './AdjustDialog.tsx';
import classes from './goal.module.css';
import { quantityText, shareText, sizeOf } from './quantity.ts';

interface Adjusting {
  row: ForecastRow;
  category: Category;
}

export function ForecastTable({ told, period }: { told: Forecast; period: string }) {
  const [adjusting, setAdjusting] = useState<Adjusting | null>(null);
  return (
    <section className={classes.panel} aria-label={t('forecast.title')}>
      <ScrollBox label={t('forecast.title')} className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('forecast.who')}</th>
              <th scope="col">{t('forecast.won')}</th>
              {CATEGORIES.map((category) => (
                <th key={category} scope="col">
                  {t(`forecast.category.${category}`)}
                </th>
              ))}
              <th scope="col">{t('forecast.weighted')}</th>
              <th scope="col">{t('forecast.target')}</th>
              <th scope="col">{t('forecast.win_rate')}</th>
              <th scope="col">{t('forecast.cycle_days')}</th>
            </tr>
          </thead>
          <tbody>
            {told.rows.map((row) => (
              <Line key={row.kind + row.id} row={row} onAdjust={(category) => setAdjusting({ row, category })} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {adjusting && (
        <AdjustDialog
          row={adjusting.row}
          category={adjusting.category}
          period={period}
          currency={told.currency}
          onClose={() => setAdjusting(null)}
        />
      )}
    </section>
  );
}

function nameOf(row: ForecastRow): string {
  if (row.kind === 'all') return t('forecast.all');
  return row.kind === 'nobody' ? t('forecast.nobody') : (row.title ?? '');
}

function Line({ row, onAdjust }: { row: ForecastRow; onAdjust: (category: Category) => void }) {
  const target = row.target && sizeOf(row.target) > 0 ? row.target : null;
  const name = nameOf(row);
  return (
    <tr data-kind={row.kind}>
      <th scope="row">
        <span className={classes.who} style={{ '--depth': Math.max(0, row.depth - 1) } as CSSProperties}>
          {row.kind === 'user' && <Avatar name={name} size={20} />}
          {row.kind === 'team' && <Users size={15} aria-hidden="true" />}
          <span className={classes.whoName}>{name}</span>
        </span>
      </th>
      <td>
        <span className={classes.cell}>
          {quantityText(row.won.amount)}
          <small>{row.won.count || ''}</small>
        </span>
      </td>
      {CATEGORIES.map((category) => (
        <td key={category}>
          <CategoryCell row={row} category={category} name={name} onAdjust={() => onAdjust(category)} />
        </td>
      ))}
      <td>{quantityText(row.weighted)}</td>
      <td>
        {target && (
          <span className={classes.cell}>
            {quantityText(target)}
            <small>{shareText(sizeOf(row.won.amount) / sizeOf(target))}</small>
          </span>
        )}
      </td>
      <td>{row.win_rate !== null && shareText(row.win_rate)}</td>
      <td>{row.cycle_days !== null && Math.round(row.cycle_days)}</td>
    </tr>
  );
}

function CategoryCell({
  row,
  category,
  name,
  onAdjust,
}: {
  row: ForecastRow;
  category: Category;
  name: string;
  onAdjust: () => void;
}) {
  const object = useObject('forecast_adjustment');
  const own = row.open[category];
  const adjusted = sizeOf(row.adjusted[category]) !== sizeOf(own.amount);
  const inside = (
    <span className={classes.cell}>
      {quantityText(row.adjusted[category])}
      <small>{adjusted ? t('forecast.from', { amount: quantityText(own.amount) }) : own.count || ''}</small>
    </span>
  );
  if (!row.id || !object?.can.create) return inside;
  return (
    <button
      type="button"
      className={classes.adjust}
      data-adjusted={row.adjustments.some((one) => one.category === category) || undefined}
      onClick={onAdjust}
    >
      <span className="visually-hidden">
        {t('forecast.adjust_cell', { name, category: t(`forecast.category.${category}`) })}
      </span>{' '}
      {inside}
    </button>
  );
}
