// A small colored label for a choice or a tag.
import classes from './chip.module.css';
import { chipColor } from './choice_color.ts';

export function Chip({ id, label, color }: { id: string; label: string; color?: string | null }) {
  const { background, text } = chipColor(id, color);
  return (
    <span className={classes.chip} style={{ background, color: text }} title={label}>
      {label}
    </span>
  );
}

export function ChipRow({
  chips,
  dense,
}: {
  chips: { key: string; label: string; color?: string | null }[];
  dense?: boolean;
}) {
  const shown = dense ? chips.slice(0, 3) : chips;
  return (
    <span className={classes.row} data-dense={dense || undefined}>
      {shown.map((chip) => (
        <Chip key={chip.key} id={chip.key} label={chip.label} color={chip.color} />
      ))}
      {chips.length > shown.length && <span className={classes.more}>+{chips.length - shown.length}</span>}
    </span>
  );
}
