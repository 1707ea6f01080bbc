// What is told while a formula is typed.
import { expect, it } from 'vitest';
import { checkFormula } from './formula.ts';

const fields = new Set(['quantity', 'price', 'name', 'done']);

it.each([
  'quantity * price',
  "if(done, 'yes, done', 'no')",
  'round((quantity + 1) / 3, 2)',
  "concat(upper(name), ' ', length(name))",
  'not (quantity >= 10 and done)',
  "coalesce(name, '(empty')",
])('%s is fine', (text) => expect(checkFormula(text, fields)).toBeNull());

it.each([
  ['', { code: 'empty' }],
  ['quantity * prise', { code: 'unknown_field', word: 'prise' }],
  ['sum(quantity)', { code: 'unknown_function', word: 'sum' }],
  ['if(done, 1)', { code: 'arguments', word: 'if' }],
  ['round()', { code: 'arguments', word: 'round' }],
  ['(quantity', { code: 'brackets' }],
  ['quantity)', { code: 'brackets' }],
  ['quantity & price', { code: 'sign', word: '&' }],
  ["lower('open)", { code: 'sign', word: "'" }],
  ['quantity, price', { code: 'sign', word: ',' }],
])('%s is told', (text, problem) => expect(checkFormula(text, fields)).toEqual(problem));
