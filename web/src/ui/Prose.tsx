// A text with a little Markdown, as it is read. It is put together from parts, never from markup.
import { createContext, Fragment, type ReactNode, useContext, useMemo } from 'react';
import classes from './prose.module.css';
import { type Inline, readProse } from './prose.ts';

const keyed = <T,>(list: readonly T[], show: (one: T) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name than their place
  list.map((one, place) => <Fragment key={place}>{show(one)}</Fragment>);

// What leads from the real workspace into the one for practice.
const PRACTICE = '/practice';

/** What stands before the addresses of pages of the app. */
export const Home = createContext('');

function partAt(home: string, one: Inline): ReactNode {
  if (one.kind === 'bold') return <strong>{one.text}</strong>;
  if (one.kind === 'italic') return <em>{one.text}</em>;
  if (one.kind === 'code') return <code>{one.text}</code>;
  if (one.kind !== 'link') return one.text;
  const inside = one.to.startsWith('/');
  const practice = one.to.startsWith(`${PRACTICE}/`);
  return (
    <a
      href={inside && !practice ? home + one.to : one.to}
      data-practice={practice || undefined}
      {...(inside ? {} : { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {one.text}
    </a>
  );
}

export function Prose({
  text,
  pictureOf,
  large,
}: {
  text: string;
  /** The address of a file's bytes; without it pictures are left out. */
  pictureOf?: (file: string) => string;
  large?: boolean;
}) {
  const blocks = useMemo(() => readProse(text), [text]);
  const home = useContext(Home);
  const part = (one: Inline) => partAt(home, one);
  return (
    <div className={classes.prose} data-large={large || undefined}>
      {keyed(blocks, (block) => {
        if (block.kind === 'heading')
          return block.level === 2 ? <h2>{keyed(block.inside, part)}</h2> : <h3>{keyed(block.inside, part)}</h3>;
        if (block.kind === 'quote') return <blockquote>{keyed(block.inside, part)}</blockquote>;
        if (block.kind === 'picture')
          return pictureOf ? (
            <figure>
              <img src={pictureOf(block.file)} alt={block.text} loading="lazy" />
              {block.text && <figcaption>{block.text}</figcaption>}
            </figure>
          ) : null;
        if (block.kind === 'list') {
          const items = keyed(block.items, (item) => <li>{keyed(item, part)}</li>);
          return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
        }
        return <p>{keyed(block.inside, part)}</p>;
      })}
    </div>
  );
}
