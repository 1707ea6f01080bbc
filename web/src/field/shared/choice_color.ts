// A calm color for each choice and tag: the dictionary's own when it names one, else one that always follows from the key.
const HUES: Record<string, number> = {
  red: 12,
  orange: 35,
  amber: 55,
  yellow: 75,
  lime: 115,
  green: 150,
  teal: 180,
  cyan: 205,
  blue: 245,
  indigo: 270,
  violet: 295,
  purple: 305,
  pink: 345,
};
const NEUTRAL = new Set(['gray', 'grey', 'stone', 'slate', 'neutral']);

export interface ChipColor {
  background: string;
  text: string;
}

// A choice that is itself the word for a color gets that color.
/** Colors in OKLCH: one lightness for all hues, so that no chip shouts and each keeps its contrast in both schemes. */
export function chipColor(key: string, color: string | null | undefined): ChipColor {
  if (color && NEUTRAL.has(color)) return chip(150, 0.008);
  const hue = (color ? HUES[color] : HUES[key]) ?? hueOfHex(color) ?? hash(key) % 360;
  return chip(hue, 0.045);
}

function chip(hue: number, chroma: number): ChipColor {
  return {
    background: `light-dark(oklch(0.945 ${chroma * 0.75} ${hue}), oklch(0.32 ${chroma} ${hue}))`,
    text: `light-dark(oklch(0.38 ${chroma * 1.9} ${hue}), oklch(0.89 ${chroma * 1.1} ${hue}))`,
  };
}

function hash(text: string): number {
  let value = 7;
  for (const letter of text) value = (value * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return value;
}

function hueOfHex(color: string | null | undefined): number | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color ?? '');
  if (!match) return undefined;
  const [r, g, b] = match.slice(1).map((part) => Number.parseInt(part, 16) / 255) as [number, number, number];
  const max = Math.max(r, g, b);
  const spread = max - Math.min(r, g, b);
  if (spread === 0) return undefined;
  const turn = max === r ? ((g - b) / spread) % 6 : max === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  // OKLCH hues run about 25 degrees ahead of HSL ones.
  return (turn * 60 + 385) % 360;
}
