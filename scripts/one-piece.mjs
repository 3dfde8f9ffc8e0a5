// Bundles in which what would be fetched is at hand, and tables stand by their kinds before all code, as texts that are
// alike compress best side by side.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const dist = fileURLToPath(new URL('../packages/core/dist/', import.meta.url));
const entry = '\0one-piece';

/** The code of one file for what is exported: `export * from 'path';`. */
export async function onePiece(exported, { plugins = [], ...input }, output) {
  const all = [...plugins, tablesFirst(entry, exported), atHand()];
  const bundle = await rolldown({ ...input, input: entry, plugins: all });
  const [{ code }] = (await bundle.generate({ ...output, codeSplitting: false })).output;
  return code;
}

/** A module of this id that exports what is told, with those of the tables that are wanted before it. */
export function tablesFirst(id, exported, isWanted = () => true) {
  const tables = ['labels/lenses', 'labels/makers', 'labels', 'tags/makers', 'tags'].flatMap((folder) =>
    readdirSync(dist + folder)
      .filter((file) => file.endsWith('.generated.js'))
      .sort()
      .map((file) => `${dist}${folder}/${file}`),
  );
  const imports = tables.filter(isWanted).map((file) => `import ${JSON.stringify(file)};\n`);
  return {
    name: 'tables-first',
    resolveId: (asked) => (asked === id ? id : null),
    load: (asked) => (asked === id ? imports.join('') + exported : null),
  };
}

const imported = /\bimport\((['"])(\.[^'"]+|exifkit\/[^'"]+)\1\)/g;

/**
 * In place of `import()` the module itself, where that is wanted: it costs nothing until it is used, and needs no wrapper
 * that runs it then.
 */
export function atHand(isWanted = () => true) {
  return {
    name: 'at-hand',
    async transform(code, id) {
      if (id.includes('node_modules')) return null;
      const names = new Map();
      for (const [, , source] of code.matchAll(imported)) {
        const target = (await this.resolve(source, id))?.id;
        if (isWanted(target, id)) names.set(source, `atHand${names.size}`);
      }
      if (names.size === 0) return null;
      const imports = Array.from(names, ([source, name]) => `import * as ${name} from '${source}';`);
      return (
        imports.join('') +
        code.replace(imported, (text, _, source) =>
          names.has(source) ? `Promise.resolve(${names.get(source)})` : text,
        )
      );
    },
  };
}
