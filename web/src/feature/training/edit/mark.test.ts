// The buttons that put marks around and before a text.
import { describe, expect, it } from 'vitest';
import { aroundSelection, lineStart } from './mark.ts';

describe('the buttons above a text', () => {
  it('put marks around what is chosen and take them away again', () => {
    const bold = aroundSelection('ask first', 4, 9, '**');
    expect(bold).toEqual({ text: 'ask **first**', from: 6, to: 11 });
    expect(aroundSelection(bold.text, bold.from, bold.to, '**')).toEqual({ text: 'ask first', from: 4, to: 9 });
    expect(aroundSelection('', 0, 0, '*')).toEqual({ text: '**', from: 1, to: 1 });
  });

  it('put marks before every line that is chosen', () => {
    const list = lineStart('one\ntwo\nthree', 1, 5, '- ');
    expect(list).toEqual({ text: '- one\n- two\nthree', from: 3, to: 9 });
    expect(lineStart(list.text, list.from, list.to, '- ').text).toBe('one\ntwo\nthree');
    expect(lineStart('', 0, 0, '# ')).toEqual({ text: '# ', from: 2, to: 2 });
  });
});
