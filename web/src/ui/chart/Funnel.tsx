// A funnel: each step as wide as what arrived there, with its share of the first step and of the step before.
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './chart.module.css';
import { numberOf, type PlotData, type PlotMark } from './model.ts';

interface Props extends PlotData {
  label: string;
  onDrill: ((mark: PlotMark) => void) | undefined;
}

const share = (part: number, whole: number) =>
  whole > 0 ? formatPercent(Math.round((part / whole) * 1000) / 10) : '–';

export function Funnel({ rows, series, label, onDrill }: Props) {
  const [one] = series;
  if (!one) return null;
  const values = rows.map((row) => Math.max(0, numberOf(row, one) ?? 0));
  const most = Math.max(...values, 0) || 1;
  const first = values[0] ?? 0;
  // Where more stands further down it is no way that all of them go, and a share of the first would say nothing.
  const narrows = values.every((value, place) => place === 0 || value <= (values[place - 1] ?? 0));
  return (
    <ol className={classes.funnel} aria-label={label}>
      {rows.map((row, place) => {
        const value = values[place] ?? 0;
        const before = values[place - 1];
        const told = (
          <>
            <span className={classes.step}>{row.label}</span>
            <span className={classes.beam}>
              <span className={classes.fill} style={{ width: `${Math.max(0.6, (value / most) * 100)}%` }} />
            </span>
            <span className={classes.amount}>
              <b>{one.form.full(value)}</b>
              {narrows && place > 0 && (
                <small title={before === undefined ? undefined : t('plot.of_before', { share: share(value, before) })}>
                  {t('plot.of_first', { share: share(value, first) })}
                </small>
              )}
            </span>
          </>
        );
        return (
          <li key={row.id}>
            {onDrill && !row.isRest ? (
              <button type="button" onClick={() => onDrill({ row, series: one })}>
                {told}
              </button>
            ) : (
              <div>{told}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
