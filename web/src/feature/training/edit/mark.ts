// What the buttons above a text do to it: put marks around what is chosen, or before its lines; again, they take them away.
export interface Change {
  text: string;
  from: number;
  to: number;
}

/** A mark on both sides of what is chosen. */
export function aroundSelection(text: string, from: number, to: number, mark: string): Change {
  const size = mark.length;
  const isMarked = text.slice(from - size, from) === mark && text.slice(to, to + size) === mark;
  if (isMarked) {
    const next = text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size);
    return { text: next, from: from - size, to: to - size };
  }
  const next = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
  return { text: next, from: from + size, to: to + size };
}

/** A mark before every line that is chosen. */
export function lineStart(text: string, from: number, to: number, mark: string): Change {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const stop = text.indexOf('\n', to);
  const end = stop < 0 ? text.length : stop;
  const lines = text.slice(start, end).split('\n');
  const areMarked = lines.every((line) => line.startsWith(mark));
  const next = lines.map((line) => (areMarked ? line.slice(mark.length) : mark + line)).join('\n');
  const first = areMarked ? -mark.length : mark.length;
  return {
    text: text.slice(0, start) + next + text.slice(end),
    from: Math.max(start, from + first),
    to: to + (next.length - (end - start)),
  };
}
