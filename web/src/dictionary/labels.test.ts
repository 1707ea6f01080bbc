// Labels of the standard dictionary are translated; what a customer added keeps the words it was given.
import { afterEach, describe, expect, it } from 'vitest';
import type { DictionaryDocument } from '../api/types.ts';
import { loadLanguage } from '../i18n/index.ts';
import { translateDictionary } from './labels.ts';

const field = (key: string, label: string, more: object = {}) => ({
  key,
  label,
  custom: false,
  system: false,
  ...more,
});
const link = (object: string, key: string, label: string) => ({ link: `${object}.${key}`, object, field: key, label });
const document = {
  version: 1,
  currency: 'EUR',
  objects: [
    {
      key: 'company',
      label: 'Company',
      label_plural: 'Companies',
      custom: false,
      fields: [
        field('revenue', 'Revenue', { help: "A year's revenue." }),
        field('parent', 'Parent company'),
        field('lifecycle', 'Lifecycle', {
          choices: [
            { key: 'customer', label: 'Customer' },
            { key: 'x_partner', label: 'Our partner' },
          ],
        }),
        field('x_shoe', 'Shoe size', { custom: true }),
        field('created_at', 'Created', { system: true }),
      ],
      links: [
        link('company', 'parent', 'Subsidiaries'),
        link('deal', 'company', 'Deals'),
        link('x_machine', 'x_company', 'Machines'),
      ],
    },
    {
      key: 'deal',
      label: 'Deal',
      label_plural: 'Deals',
      custom: false,
      fields: [field('company', 'Company')],
      links: [],
    },
    {
      key: 'x_machine',
      label: 'Machine',
      label_plural: 'Machines',
      custom: true,
      fields: [field('name', 'Name'), field('created_at', 'Created', { system: true })],
      links: [],
    },
  ],
} as unknown as DictionaryDocument;

describe('the dictionary in Slovenian', () => {
  afterEach(() => loadLanguage('en'));

  it('calls standard objects, fields, helps, choices and links by their Slovenian names', async () => {
    await loadLanguage('sl');
    const [company] = translateDictionary(document).objects;
    expect([company?.label, company?.label_plural]).toEqual(['Podjetje', 'Podjetja']);
    expect(company?.fields.map((one) => one.label)).toEqual([
      'Prihodki',
      'Matično podjetje',
      'Faza odnosa',
      'Shoe size',
      'Ustvarjeno',
    ]);
    expect(company?.fields[0]?.help).toBe('Prihodki v enem letu.');
    expect(company?.fields[2]?.choices?.map((one) => one.label)).toEqual(['Stranka', 'Our partner']);
    expect(company?.links.map((one) => one.label)).toEqual(['Hčerinska podjetja', 'Posli', 'Machines']);
  });

  it('keeps the words of a customer, but names what every record has', async () => {
    await loadLanguage('sl');
    const machine = translateDictionary(document).objects[2];
    expect([machine?.label, ...(machine?.fields.map((one) => one.label) ?? [])]).toEqual([
      'Machine',
      'Name',
      'Ustvarjeno',
    ]);
  });

  it('takes the names that a customer gave in this language', async () => {
    await loadLanguage('sl');
    const own = {
      key: 'x_machine',
      label: 'Machine',
      label_plural: 'Machines',
      labels: { sl: { label: 'Stroj', label_plural: 'Stroji' } },
      custom: true,
      fields: [
        field('x_state', 'State', {
          custom: true,
          labels: { sl: 'Stanje', sk: 'Stav' },
          choices: [
            { key: 'new', label: 'New', labels: { sl: 'Nov' } },
            { key: 'old', label: 'Old', labels: { sk: 'Starý' } },
          ],
        }),
      ],
      links: [link('x_machine', 'x_whole', 'Machines')],
    };
    const [machine] = translateDictionary({ ...document, objects: [own] } as unknown as DictionaryDocument).objects;
    const state = machine?.fields[0];
    expect([machine?.label, machine?.label_plural, machine?.server_label]).toEqual(['Stroj', 'Stroji', 'Machine']);
    expect([state?.label, state?.server_label]).toEqual(['Stanje', 'State']);
    expect(state?.choices?.map((one) => one.label)).toEqual(['Nov', 'Old']);
    expect(machine?.links.map((one) => one.label)).toEqual(['Stroji']);
  });

  it('remembers what the server says, for its messages are read by that', async () => {
    await loadLanguage('sl');
    const lifecycle = translateDictionary(document).objects[0]?.fields[2];
    expect([lifecycle?.server_label, lifecycle?.choices?.[0]?.server_label]).toEqual(['Lifecycle', 'Customer']);
  });
});

describe('the dictionary in English', () => {
  it('is that of the server', () => {
    const [company] = translateDictionary(document).objects;
    expect(company?.fields.map((one) => one.label)).toEqual(document.objects[0]?.fields.map((one) => one.label));
  });
});
