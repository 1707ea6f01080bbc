// Shows the everyday part of Markdown (paragraphs, lists, bold, italic, code, links) without ever making HTML from text.
import { Fragment, type ReactNode } from 'react';
import classes from './prose.module.css';

// Parts of a fixed text have no identity but their place.
const keyOf = (place: number) => `part-${place}`;
const INLINE =
  /(@\[[^\]\n]+\]\(user:[0-9a-f-]{36}\)|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`|\[[^\]]+\]\(https?:\/\/[^)\s]+\)|https?:\/\/[^\s<>()]+)/g;

function inline(text: string): ReactNode[] {
  return text.split(INLINE).map((part, index) => {
    const key = keyOf(index);
    const named = /^@\[([^\]]+)\]\(user:/.exec(part);
    if (named)
      return (
        <span key={key} className={classes.mention}>
          @{named[1]}
        </span>
      );
    if (part.startsWith('**') && part.endsWith('**') && part.length > 4)
      return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`') && part.length > 2) return <code key={key}>{part.slice(1, -1)}</code>;
    const link = /^\[([^\]]+)\]\((https?:[^)]+)\)$/.exec(part);
    if (link) return <SafeLink key={key} to={link[2] ?? ''} text={link[1] ?? ''} />;
    if (/^https?:\/\//.test(part)) return <SafeLink key={key} to={part} text={part} />;
    if (/^\*[^*]+\*$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}

function SafeLink({ to, text }: { to: string; text: string }) {
  return (
    <a href={to} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}

export function Prose({ text }: { text: string }) {
  const blocks = text.trim().split(/\n{2,}/);
  return (
    <div className={classes.prose}>
      {blocks.map((block, index) => {
        const key = keyOf(index);
        const lines = block.split('\n');
        if (lines.every((line) => /^\s*[-*] /.test(line))) {
          return (
            <ul key={key}>
              {lines.map((line, place) => (
                <li key={keyOf(place)}>{inline(line.replace(/^\s*[-*] /, ''))}</li>
              ))}
            </ul>
          );
        }
        const heading = /^#{1,4} (.*)$/.exec(block);
        if (heading)
          return (
            <p key={key} className={classes.heading}>
              {inline(heading[1] ?? '')}
            </p>
          );
        return (
          <p key={key}>
            {lines.map((line, place) => (
              <Fragment key={keyOf(place)}>
                {place > 0 && <br />}
                {inline(line)}
              </Fragment>
            ))}
          </p>
        );
      })}
    </div>
  );
}
