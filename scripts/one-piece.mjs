// Bundles everything in one file, without `import()`: what would be fetched is at hand, and tables stand by their kinds
// before all code, as texts that are alike compress best side by side.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const dist = fileURLToPath(new URL('../packages/core/dist/', import.meta.url));
const entry = '\0one-piece';

/** The code of the file for what is exported: `export * from 'path';`. */
export async function onePiece(exported, { plugins = [], ...input }, output) {
  const bundle = await rolldown({
    ...input,
    input: entry,
    plugins: [...plugins, tablesFirst(exported), withoutBrotli, atHand],
  });
  const [{ code }] = (await bundle.generate({ ...output, codeSplitting: false })).output;
  return code;
}

function tablesFirst(exported) {
  const first = ['labels/lenses', 'labels/makers', 'labels', 'tags/makers', 'tags'].flatMap((folder) =>
    readdirSync(dist + folder)
      .filter((file) => file.endsWith('.generated.js'))
      .sort()
      .map((file) => `${dist}${folder}/${file}`),
  );
  const imports = first.map((file) => `import ${JSON.stringify(file)};\n`).join('');
  return {
    name: 'tables-first',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? imports + exported : null),
  };
}

/** The decoder of Brotli would be a tenth of the file, for boxes that few files have: the platform's own does, or none. */
const withoutBrotli = {
  name: 'without-brotli',
  load: (id) =>
    id === `${dist}bytes/brotli-decoder.js` ? 'export const decompressBrotli = undefined;' : null,
};

const imported = /\bimport\((['"](?:\.|exifkit\/)[^'"]+['"])\)/g;

/** In place of `import()` the module itself: it costs nothing until it is used, and needs no wrapper that runs it then. */
const atHand = {
  name: 'at-hand',
  transform(code, id) {
    if (id.includes('node_modules')) return null;
    const names = new Map();
    const text = code.replace(imported, (_, source) => {
      if (!names.has(source)) names.set(source, `atHand${names.size}`);
      return `Promise.resolve(${names.get(source)})`;
    });
    const imports = Array.from(names, ([source, name]) => `import * as ${name} from ${source};`);
    return names.size > 0 ? imports.join('') + text : null;
  },
};
