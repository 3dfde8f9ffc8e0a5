// Bundles everything in one file, without `import()`: what would be fetched is at hand, and tables stand before all code,
// each after the one that it is most like, as texts that are alike compress best side by side.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { likeNextToLike } from './like-next-to-like.mjs';

const dist = fileURLToPath(new URL('../packages/core/dist/', import.meta.url));
const entry = '\0one-piece';

/** How code gets small: `var` leaves more names to be shortened alike. */
export const smallest = { format: 'es', minify: true, comments: false, topLevelVar: true };

/** The code of one file for what is exported: `export * from 'path';`. */
export async function onePiece(exported, { plugins = [], ...input }, output) {
  const all = [...plugins, tablesFirst(exported), withoutBrotli, atHand];
  const bundle = await rolldown({ ...input, input: entry, plugins: all });
  const [{ code }] = (await bundle.generate({ ...output, codeSplitting: false })).output;
  return code;
}

function tablesFirst(exported) {
  const tables = ['labels/lenses', 'labels/makers', 'labels', 'tags', 'tags/makers'].flatMap((folder) =>
    readdirSync(dist + folder)
      .filter((file) => file.endsWith('.generated.js'))
      .sort()
      .map((file) => `${dist}${folder}/${file}`),
  );
  const imports = likeNextToLike(tables).map((file) => `import ${JSON.stringify(file)};\n`);
  return {
    name: 'tables-first',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? imports.join('') + exported : null),
  };
}

/** The decoder of Brotli would be a tenth of the file, for boxes that few files have: the platform's own does, or none. */
const withoutBrotli = {
  name: 'without-brotli',
  load: (id) =>
    id === `${dist}bytes/brotli-decoder.js` ? 'export const decompressBrotli = undefined;' : null,
};

const imported = /(?:\(await )?\bimport\(('(?:\.|exifkit\/)[^']+'|"(?:\.|exifkit\/)[^"]+")\)(?:\)\.(\w+))?/g;

/**
 * In place of `import()` the module itself, or the one name that is asked of it: it costs nothing until it is used, and
 * needs no wrapper that runs it then.
 */
const atHand = {
  name: 'at-hand',
  transform(code, id) {
    if (id.includes('node_modules')) return null;
    const imports = [];
    const text = code.replace(imported, (whole, source, asked) => {
      if (whole.startsWith('(') !== (asked !== undefined)) return whole;
      const name = `atHand${imports.length}`;
      imports.push(`import ${asked ? `{ ${asked} as ${name} }` : `* as ${name}`} from ${source};`);
      return asked ? name : `Promise.resolve(${name})`;
    });
    return imports.length > 0 ? imports.join('') + text : null;
  },
};
