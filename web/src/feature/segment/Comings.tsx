// Who came and went, day by day, as small bars above and below a line, with the sums beside them.
import { Group, Text } from '@mantine/core';
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './segment.module.css';

const STEP = 4;
const BAR = 3;
const HALF = 12;

const sum = (days: readonly number[]) => days.reduce((all, day) => all + day, 0);

export function Comings({ entered, left }: { entered: readonly number[]; left: readonly number[] }) {
  const most = Math.max(1, ...entered, ...left);
  const [came, went] = [sum(entered), sum(left)];
  const height = (count: number) => (count === 0 ? 0 : Math.max(1.5, (count / most) * HALF));
  if (came + went === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('segment.no_moves')}
      </Text>
    );
  const label = t('segment.moves_label', { entered: formatCount(came), left: formatCount(went) });
  return (
    <Group gap="sm" wrap="nowrap">
      <svg
        role="img"
        aria-label={label}
        width={entered.length * STEP}
        height={2 * HALF + 1}
        className={classes.comings}
      >
        <rect x={0} y={HALF} width={entered.length * STEP} height={1} className={classes.axis} />
        {entered.map((count, day) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
          <g key={day}>
            <rect x={day * STEP} y={HALF - height(count)} width={BAR} height={height(count)} className={classes.came} />
            <rect x={day * STEP} y={HALF + 1} width={BAR} height={height(left[day] ?? 0)} className={classes.went} />
          </g>
        ))}
      </svg>
      <Text size="xs" c="dimmed" className="tabular" aria-hidden="true" style={{ whiteSpace: 'nowrap' }}>
        +{formatCount(came)} −{formatCount(went)}
      </Text>
    </Group>
  );
}
