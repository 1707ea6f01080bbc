// Fails when a language lacks a text, a plural form or a label, keeps one too many, or fills other places than English does.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import standard from '../../../docs/generated/dictionary.md?raw';
import { currentLanguage, fill, LANGUAGES, label, loadLanguage, matchLanguage, t } from './index.ts';

type Catalog = Readonly<Record<string, string>>;
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const PLURAL = /_(zero|one|two|few|many|other)$/;
const FORM = /\.(one|many)\.(accusative|genitive)$/;

const read = (name: string): Catalog => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const messagesOf = (language: string) => read(`./${language}.json`);
const labelsOf = (language: string) => read(`./dictionary/${language}.json`);
const english = messagesOf('en');

const isCounted = (key: string) => {
  const base = key.replace(PLURAL, '');
  return base !== key && `${base}_one` in english && `${base}_other` in english;
};

/** The keys that a text is written under: one, or one for each plural category, each with its English text. */
function expected(language: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, text] of Object.entries(english)) {
    if (!isCounted(key)) {
      found.set(key, text);
      continue;
    }
    const base = key.replace(PLURAL, '');
    for (const category of new Intl.PluralRules(language).resolvedOptions().pluralCategories)
      found.set(`${base}_${category}`, english[`${base}_other`] ?? '');
  }
  return found;
}

const places = (text: string) => [...text.matchAll(/\{(\w+)(?::\w+)?\}/g)].map((match) => match[1]).sort();

/** Whether a form speaks of exactly one thing, as in English: then it may say “tomorrow” for “in one day”. */
function isOfExactlyOne(key: string, language: string): boolean {
  const rules = new Intl.PluralRules(language);
  return key.endsWith('_one') && [0, 21, 101].every((count) => rules.select(count) !== 'one');
}

/** What is missing, left over, empty, or has other places to fill than English has. */
function problemsOf(translated: Catalog, language: string): string[] {
  const wanted = expected(language);
  const problems: string[] = [];
  for (const [key, source] of wanted) {
    const text = translated[key];
    if (text === undefined) problems.push(`${key} is missing`);
    else if (!text || text !== text.trim()) problems.push(`${key} is empty or has a space at an end`);
    else {
      const allowed = isOfExactlyOne(key, language) ? [source, english[key] ?? source] : [source];
      if (!allowed.some((one) => places(one).join() === places(text).join()))
        problems.push(`${key} has other places to fill`);
    }
  }
  return [...problems, ...Object.keys(translated).flatMap((key) => (wanted.has(key) ? [] : [`${key} is no text`]))];
}

/** Objects, fields and choices of the standard dictionary, as its generated document names them. */
function standardKeys(): { keys: Map<string, string>; links: Set<string> } {
  const keys = new Map<string, string>();
  const links = new Set<string>();
  let object = '';
  for (const line of standard.split('\n')) {
    const heading = /^## (.+) \(`(\w+)`/.exec(line);
    if (heading) {
      object = heading[2] ?? '';
      keys.set(`${object}.one`, heading[1] ?? '');
      keys.set(`${object}.many`, '');
    }
    const row = /^\| (.+?) \| `(\w+)` \| (\w+) \| (.*) \|$/.exec(line);
    if (!row) continue;
    const [, name = '', field, kind, about = ''] = row;
    const key = `${object}.field.${field}`;
    keys.set(key, name);
    if (kind === 'link') links.add(`${key}.inverse`);
    // A help text is a sentence and ends like one, after what else is said about a field: words, rules and choices.
    const said = about.split('; ');
    const at = said.findIndex((part) => /^(?:[A-Z{]|\d+ )/.test(part));
    const help = at < 0 ? '' : said.slice(at).join('; ');
    if (help.endsWith('.')) keys.set(`${key}.help`, help);
    const words = at < 0 ? said : said.slice(0, at);
    if (kind === 'choice' || kind === 'choices')
      for (const choice of words.at(-1)?.split(', ') ?? []) keys.set(`${key}.choice.${choice}`, '');
  }
  for (const field of ['owner', 'external_ids', 'created_at', 'updated_at', 'removed_at'])
    keys.set(`record.field.${field}`, '');
  return { keys, links };
}

/** What a catalog of labels lacks, and what it names that does not exist. */
function labelProblemsOf(labels: Catalog): string[] {
  const { keys, links } = standardKeys();
  const missing = [...keys.keys()].filter((key) => !labels[key]).map((key) => `${key} is missing`);
  const extra = Object.keys(labels).filter(
    (key) => !keys.has(key) && !links.has(key) && !keys.has(key.replace(FORM, '.$1')),
  );
  return [...missing, ...extra.map((key) => `${key} does not exist`)];
}

describe.each(OTHERS)('%s', (language) => {
  it('has every text, with all its plural forms and the same places to fill', () => {
    expect(problemsOf(messagesOf(language), language)).toEqual([]);
  });

  it('has every label of the standard dictionary and no other', () => {
    expect(labelProblemsOf(labelsOf(language))).toEqual([]);
    const own = (catalog: Catalog) => Object.keys(catalog).filter((key) => !FORM.test(key));
    expect(own(labelsOf(language))).toEqual(own(labelsOf('en')));
  });

  it('has each form of a name that its messages ask for', () => {
    const labels = labelsOf(language);
    const asked = new Set(
      Object.values(messagesOf(language)).flatMap((text) =>
        [...text.matchAll(/\{(object|objects|kind):(\w+)\}/g)].map(
          ([, place, form]) => `${place === 'objects' ? 'many' : 'one'}.${form}`,
        ),
      ),
    );
    const objects = Object.keys(labels).flatMap((key) => /^(\w+)\.one$/.exec(key)?.[1] ?? []);
    expect(objects.length).toBeGreaterThan(10);
    expect(
      objects.flatMap((object) => [...asked].map((form) => `${object}.${form}`)).filter((key) => !labels[key]),
    ).toEqual([]);
  });

  it('is written in one script', () => {
    const cyrillic = /\p{Script=Cyrillic}/u;
    const all = [...Object.values(messagesOf(language)), ...Object.values(labelsOf(language))];
    const plain = all.map((text) => text.replace(/\{[^}]*\}/g, ''));
    // In Cyrillic texts Latin letters stand only in names of products, files and keys, which begin with a capital.
    const wrong = plain.filter((text) =>
      language === 'sr'
        ? /(?<!\p{L})[a-vyz]\p{Ll}*(?!\p{L}|\d)/u.test(text.replace(/www\./g, ''))
        : cyrillic.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

describe('English labels', () => {
  it('are those that the server tells', () => {
    const labels = labelsOf('en');
    expect(labelProblemsOf(labels)).toEqual([]);
    for (const [key, text] of standardKeys().keys) if (text) expect(labels[key], key).toBe(text);
  });
});

describe('the checks', () => {
  const { 'action.save': save, ...without } = messagesOf('sl');
  it.each([
    ['a missing text', without, 'action.save is missing'],
    ['a plural form too few', omit(messagesOf('sl'), 'record.more_fields_two'), 'record.more_fields_two is missing'],
    ['an empty text', { ...without, 'action.save': '' }, 'action.save is empty or has a space at an end'],
    ['a lost place', { ...messagesOf('sl'), 'record.created': 'Zapis' }, 'record.created has other places to fill'],
    ['a text nobody asks for', { ...messagesOf('sl'), 'old.text': save ?? '' }, 'old.text is no text'],
  ])('find %s', (_, catalog, problem) => expect(problemsOf(catalog as Catalog, 'sl')).toEqual([problem]));

  it('find a label that is missing or names nothing', () => {
    expect(labelProblemsOf(omit(labelsOf('sl'), 'deal.field.outcome.choice.won'))).toEqual([
      'deal.field.outcome.choice.won is missing',
    ]);
    expect(labelProblemsOf({ ...labelsOf('sl'), 'deal.field.color': 'Barva' })).toEqual([
      'deal.field.color does not exist',
    ]);
  });
});

function omit(catalog: Catalog, key: string): Catalog {
  const { [key]: _, ...rest } = catalog;
  return rest;
}

describe('a language in use', () => {
  it('chooses the plural form its grammar asks for', async () => {
    const read = (counts: number[]) => counts.map((count) => t('record.more_fields', { count }));
    await loadLanguage('sl');
    expect(read([1, 2, 3, 5])).toEqual(['Še 1 polje', 'Še 2 polji', 'Še 3 polja', 'Še 5 polj']);
    await loadLanguage('sk');
    expect(read([1, 3, 5])).toEqual(['Ešte 1 pole', 'Ešte 3 polia', 'Ešte 5 polí']);
    await loadLanguage('sr');
    expect(t('filter.within.last.week', { count: 3 })).toBe('у последње 3 недеље');
    await loadLanguage('en');
    expect(read([1, 2])).toEqual(['1 more field', '2 more fields']);
  });

  it('inflects the names of standard objects and leaves those of customers alone', async () => {
    await loadLanguage('sl');
    expect(t('action.new', { object: 'oseba' })).toBe('Ustvari osebo');
    expect(t('list.none_yet', { objects: 'posli' })).toBe('Tu še ni poslov');
    expect(t('action.new', { object: 'stroj' })).toBe('Ustvari stroj');
    await loadLanguage('en');
  });

  it('fills no form of what it does not know', () =>
    expect(fill('{object:accusative}', {})).toBe('{object:accusative}'));
});

describe('the pseudo-language', () => {
  it('marks every text and label, and keeps the places', async () => {
    await loadLanguage('en-XA');
    expect(currentLanguage()).toBe('en-XA');
    expect(t('record.created', { title: 'Acme' })).toMatch(/^\[“Acme” \p{L}+ \p{L}+\.·+\]$/u);
    expect(label('company.one', 'Company')).toMatch(/^\[Čömpáñý·+\]$/);
    await loadLanguage('en');
  });
});

describe('finding a language', () => {
  it.each([
    ['sl-SI', 'sl'],
    ['sr_latn', 'sr-Latn'],
    ['sr-Cyrl-RS', 'sr'],
    ['en-XA', 'en-XA'],
    ['de', 'en'],
    ['', 'en'],
  ])('%s is %s', (tag, language) => expect(matchLanguage(tag)).toBe(language));
});
