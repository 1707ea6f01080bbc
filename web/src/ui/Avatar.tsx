// Initials on a calm color that always belongs to the same name.
const HUES = [155, 50, 245, 330, 85, 200, 20, 290];

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function Avatar({ name, size = 24, square }: { name: string; size?: number; square?: boolean }) {
  let sum = 0;
  for (const letter of name) sum = (sum * 33 + (letter.codePointAt(0) ?? 0)) >>> 0;
  const hue = HUES[sum % HUES.length];
  return (
    <span
      aria-hidden="true"
      style={{
        display: 'inline-grid',
        placeItems: 'center',
        flex: 'none',
        width: size,
        height: size,
        borderRadius: square ? Math.max(4, size / 4.5) : '50%',
        fontSize: size * 0.4,
        fontWeight: 620,
        letterSpacing: '-0.02em',
        background: `light-dark(oklch(0.9 0.045 ${hue}), oklch(0.37 0.05 ${hue}))`,
        color: `light-dark(oklch(0.36 0.075 ${hue}), oklch(0.92 0.04 ${hue}))`,
      }}
    >
      {initials(name)}
    </span>
  );
}
