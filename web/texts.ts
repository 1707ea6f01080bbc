// Divides the English texts in a build: those that modules of the first load ask for come with it, the others with the first module that is
// loaded later. Nobody keeps a list: what a module asks for stands in its source, as the test of the messages makes sure.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^'"`;]*?\sfrom\s+)?['"](\.[^'"]+)['"]/gm;
const LITERAL = /['"]([a-z_]+(?:\.[a-z0-9_]+)+)['"]/g;
const PREFIX = /`([a-z_]+(?:\.[a-z0-9_]+)*\.[a-z0-9_]*)\$\{/g;

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** Every module that is loaded with one of these: what they import, and what that imports. */
export function reach(entries: readonly string[]): Map<string, string> {
  const modules = new Map<string, string>();
  const take = (path: string) => {
    if (modules.has(path) || !/\.tsx?$/.test(path) || !existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    modules.set(path, text);
    for (const name of found(text, IMPORT)) take(resolve(dirname(path), name));
  };
  for (const entry of entries) take(entry);
  return modules;
}

/** The messages that these sources ask for, and the rest. */
export function divide(messages: Readonly<Record<string, string>>, sources: Iterable<string>) {
  const literals = new Set<string>();
  const prefixes = new Set<string>();
  for (const text of sources) {
    for (const key of found(text, LITERAL)) literals.add(key);
    for (const prefix of found(text, PREFIX)) prefixes.add(prefix);
  }
  const first: Record<string, string> = {};
  const later: Record<string, string> = {};
  for (const [key, text] of Object.entries(messages)) {
    const asked =
      literals.has(key) ||
      literals.has(key.replace(PLURAL, '')) ||
      [...prefixes].some((prefix) => key.startsWith(prefix));
    (asked ? first : later)[key] = text;
  }
  return { first, later };
}

/** `en.json?first` and `en.json?later`, and the latter imported by whatever is not of the first load. */
export function divideTexts(entries: readonly string[]): Plugin {
  const root = import.meta.dirname;
  const catalog = join(root, 'src/i18n/en.json');
  const index = join(root, 'src/i18n/index.ts');
  let building = false;
  let parts = { first: {}, later: {} };
  let modules = new Map<string, string>();
  return {
    name: 'kith-texts',
    enforce: 'pre',
    configResolved(config) {
      building = config.command === 'build';
    },
    buildStart() {
      modules = reach(entries.map((entry) => join(root, entry)));
      const messages = JSON.parse(readFileSync(catalog, 'utf8'));
      // While somebody develops, texts come and go with every file saved: nothing is divided then.
      parts = building ? divide(messages, modules.values()) : { first: messages, later: {} };
      this.addWatchFile(catalog);
    },
    resolveId(id) {
      if (/en\.json\?(first|later)$/.test(id)) return `\0${id.replace('./', '')}.js`;
    },
    load(id) {
      const part = /^\0en\.json\?(first|later)\.js$/.exec(id)?.[1] as 'first' | 'later' | undefined;
      if (part) return { code: `export default ${JSON.stringify(parts[part])};`, map: null };
    },
    transform(code, id) {
      const asks = found(code, IMPORT).some((name) => resolve(dirname(id), name) === index);
      if (!building || !asks || modules.has(id)) return;
      return { code: `${code}\nimport ${JSON.stringify(join(root, 'src/i18n/later.ts'))};\n`, map: null };
    },
  };
}
