// What the build does beyond bundling: it weighs what a browser loads first, and writes the service worker with the names of the files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Plugin, transformWithOxc } from 'vite';

/** What may be loaded before the first page can be used: scripts and styles, compressed. */
const MOST = 350 * 1024;

/** Views that are loaded with the first page, though they are files of their own. */
export const WITH_FIRST = ['/src/routes/home.tsx', '/src/shell/palette/Palette.tsx'];

interface Chunk {
  type: 'chunk';
  fileName: string;
  code: string;
  isEntry: boolean;
  facadeModuleId: string | null;
  imports: string[];
  viteMetadata?: { importedCss: Set<string> };
}

type Bundle = Record<string, Chunk | { type: 'asset'; fileName: string; source: string | Uint8Array }>;

/** The files behind the first page: the entry, what it imports, and what is loaded with it. */
export function firstFiles(bundle: Bundle): string[] {
  const chunks = Object.values(bundle).filter((one): one is Chunk => one.type === 'chunk');
  const found = new Set<string>();
  const take = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const name of chunk.imports) take(chunks.find((one) => one.fileName === name));
  };
  for (const chunk of chunks)
    if (chunk.isEntry || WITH_FIRST.some((view) => chunk.facadeModuleId?.endsWith(view))) take(chunk);
  return [...found];
}

function weigh(bundle: Bundle, files: string[]): number {
  return files.reduce((sum, name) => {
    const file = bundle[name];
    if (!file) throw new Error(`${name} is no file of the build`);
    return sum + gzipSync(file.type === 'chunk' ? file.code : file.source).length;
  }, 0);
}

export function weighFirstLoad(): Plugin {
  return {
    name: 'kith-first-load',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, given) {
        const bundle = given as unknown as Bundle;
        const files = firstFiles(bundle);
        const weight = weigh(bundle, files);
        const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
        const told = `first load: ${kilobytes(weight)} compressed in ${files.length} files, at most ${kilobytes(MOST)}`;
        if (files.length < 3) this.error('The files of the first load were not found.');
        if (weight > MOST) this.error(`${told}. What is not needed on the first page belongs in a file of its own.`);
        this.info(told);
      },
    },
  };
}

/** The service worker with what it has in common with the pages: the sentences notifications are told with. */
export async function workerSource(): Promise<string> {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const sentence = await transformWithOxc(read('./src/feature/notification/sentence.ts'), 'sentence.ts');
  return read('./src/pwa/worker.js').replace('// __SENTENCE__', () => sentence.code.replace(/^export /gm, ''));
}

export function writeWorker(): Plugin {
  return {
    name: 'kith-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, given) {
        const bundle = given as unknown as Bundle;
        const first = firstFiles(bundle);
        const names = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name));
        // One part of the font holds the letters of most of our languages; the others come when they are needed.
        const fonts = Object.keys(bundle).filter((name) => /inter-latin(-ext)?-wght-normal.*\.woff2$/.test(name));
        const list = (files: string[]) => files.map((name) => `'/${name}'`).join(', ');
        const version = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12);
        const source = (await workerSource())
          .replace('__VERSION__', version)
          .replace("'__SHELL__'", list([...first, ...fonts, 'scheme.js', 'favicon.svg']))
          .replace("'__LATER__'", list(names.filter((name) => !first.includes(name))));
        this.emitFile({ type: 'asset', fileName: 'worker.js', source });
      },
    },
  };
}
