// What a text becomes, and what it never does.
import { describe, expect, it } from 'vitest';
import { readInline, readProse, safeTarget } from './prose.ts';

describe('prose', () => {
  it('reads headings, lists, quotes and pictures on lines of their own', () => {
    const id = '0190aaaa-0000-7000-8000-000000000000';
    const text = `# Ask first\nWhy it\nmatters.\n\n- one\n- **two**\n1. first\n> Said well\n![The form](file:${id})`;
    expect(readProse(text).map((block) => block.kind)).toEqual(['heading', 'text', 'list', 'list', 'quote', 'picture']);
    expect(readProse(text)[5]).toEqual({ kind: 'picture', text: 'The form', file: id });
  });

  it('lets links lead to the web and into the app alone', () => {
    expect(safeTarget('https://example.com/a')).toBe('https://example.com/a');
    expect(safeTarget('/deals')).toBe('/deals');
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/\\evil.example', 'JaVaScRiPt:x'])
      expect(safeTarget(bad)).toBeNull();
    expect(readInline('[x](javascript:alert(1)) y')).toEqual([{ kind: 'text', text: '[x](javascript:alert(1)) y' }]);
  });

  it('keeps markup as text, and takes pictures from files only', () => {
    expect(readProse('<img src=x onerror=alert(1)>')[0]).toEqual({
      kind: 'text',
      inside: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }],
    });
    expect(readProse('![x](https://evil.example/pixel.png)')[0]?.kind).toBe('text');
  });

  it('reads bold, italic and code within a line', () => {
    expect(readInline('**a** and *b* and `c`').map((part) => part.kind)).toEqual([
      'bold',
      'text',
      'italic',
      'text',
      'code',
    ]);
  });
});
