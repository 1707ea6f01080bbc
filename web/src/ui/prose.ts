// A little Markdown, read into parts: headings, paragraphs, lists, quotes and pictures on lines of their own; bold, italic, code and
// links within. What is not understood stays text: nothing of it ever becomes markup.
export type Inline =
  | { kind: 'text' | 'bold' | 'italic' | 'code'; text: string }
  | { kind: 'link'; text: string; to: string };

export type Block =
  | { kind: 'heading'; level: 2 | 3; inside: Inline[] }
  | { kind: 'text' | 'quote'; inside: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'picture'; file: string; text: string };

const PICTURE = /^!\[([^\]]*)\]\(file:([0-9a-f-]{36})\)$/i;
const ITEM = /^\s*(?:([-*•])|(\d{1,3})[.)])\s+(.*)$/;
const INLINE = /\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Where a link may lead: the web by its secure or plain scheme, mail, phone, and pages of the app. */
export function safeTarget(to: string): string | null {
  if (/^(https?:\/\/|mailto:|tel:)/i.test(to)) return to;
  return /^\/(?![/\\])/.test(to) ? to : null;
}

export function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, italic, code, label, to] = match;
    const target = to === undefined ? null : safeTarget(to);
    if (to !== undefined && target === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + whole.length;
    if (bold !== undefined) parts.push({ kind: 'bold', text: bold });
    else if (italic !== undefined) parts.push({ kind: 'italic', text: italic });
    else if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (target !== null) parts.push({ kind: 'link', text: label ?? target, to: target });
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

export function readProse(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const endParagraph = () => {
    const joined = lines.join('\n').trim();
    if (joined) blocks.push({ kind: 'text', inside: readInline(joined) });
    lines = [];
  };
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const picture = PICTURE.exec(line.trim());
    const heading = /^(#{1,3})\s+(.*)$/.exec(line);
    const quote = /^>\s?(.*)$/.exec(line);
    const item = ITEM.exec(line);
    const last = blocks.at(-1);
    if (picture) {
      endParagraph();
      blocks.push({ kind: 'picture', text: picture[1] ?? '', file: picture[2] ?? '' });
    } else if (heading) {
      endParagraph();
      blocks.push({ kind: 'heading', level: heading[1] === '#' ? 2 : 3, inside: readInline(heading[2] ?? '') });
    } else if (quote) {
      endParagraph();
      blocks.push({ kind: 'quote', inside: readInline(quote[1] ?? '') });
    } else if (item) {
      const goesOn = lines.length === 0 && last?.kind === 'list' && last.ordered === Boolean(item[2]);
      endParagraph();
      const inside = readInline(item[3] ?? '');
      if (goesOn) last.items.push(inside);
      else blocks.push({ kind: 'list', ordered: Boolean(item[2]), items: [inside] });
    } else if (!line.trim()) endParagraph();
    else lines.push(line);
  }
  endParagraph();
  return blocks;
}
