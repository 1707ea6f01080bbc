// A web address, opened in a new tab.
import { TextInput } from '@mantine/core';
import { TextFilter } from '../shared/filters.tsx';
import { frame } from '../shared/input.ts';
import { asText } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

/** Only web addresses become links: `javascript:` and the like stay text. */
export function safeHref(address: string): string | null {
  if (/^https?:\/\//i.test(address)) return address;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : null;
}

function Cell({ value }: CellProps) {
  const address = asText(value);
  const href = safeHref(address);
  const short = address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  if (!href) return <>{address}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="value-link">
      {short}
    </a>
  );
}

function Input(props: InputProps) {
  return (
    <TextInput
      {...frame(props)}
      type="text"
      inputMode="url"
      value={asText(props.value)}
      placeholder="https://"
      onChange={(event) => props.onChange(event.currentTarget.value.trim() || null)}
    />
  );
}

export const web_address: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: asText,
  width: 190,
  editor: 'line',
  example: 'https://kith.example/prices',
};
