// Reads ExifTool's machine-readable tag tables (`exiftool -listx -f`) into plain objects.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} TagFact
 * @property {string} id        decimal or textual id, as ExifTool gives it
 * @property {string} name      tag name
 * @property {string} type      value type, `?` where unknown
 * @property {number} count     number of values, 1 where not told
 * @property {boolean} writable  whether ExifTool writes it
 * @property {string} [g0] @property {string} [g1] @property {string} [g2]  groups where they differ from the table's
 * @property {string} [struct]  XMP structure name
 * @property {Set<string>} flags  Avoid, Binary, Bag, Flattened, List, Seq, Alt, Unknown ...
 * @property {number} [index]   which of several definitions of the same id this is
 * @property {Map<string, string>[]} values  value -> English label, one map per value index
 * @typedef {{ name: string, g0: string, g1: string, tags: TagFact[] }} Table
 */

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };
const plainText = (text) =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
    if (name in entities) return entities[name];
    if (name[0] !== '#') return whole;
    return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });

function attributes(line) {
  return Object.fromEntries([...line.matchAll(/([\w]+)='([^']*)'/g)].map((m) => [m[1], plainText(m[2])]));
}

/** @returns {Map<string, Table>} every table by its name, e.g. `Exif::Main` */
export function readTables() {
  const packageJson = createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json');
  const run = spawnSync('perl', [join(dirname(packageJson), 'bin/exiftool'), '-listx', '-f'], {
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`exiftool -listx failed: ${run.stderr}`);
  const tables = new Map();
  let table;
  let tag;
  let values;
  let key;
  for (const line of run.stdout.toString('utf8').split('\n')) {
    const text = line.trimStart();
    if (text.startsWith('<table ')) {
      const { name, g0, g1 } = attributes(text);
      table = { name, g0, g1, tags: [] };
      tables.set(name, table);
    } else if (text.startsWith('<tag ')) {
      const { flags, count, index, ...rest } = attributes(text);
      tag = {
        ...rest,
        writable: rest.writable === 'true',
        count: count === undefined ? 1 : Number(count),
        flags: new Set(flags ? flags.split(',') : []),
        values: [],
      };
      if (index !== undefined) tag.index = Number(index);
      table.tags.push(tag);
    } else if (text.startsWith('<values')) {
      values = new Map();
      const { index } = attributes(text);
      tag.values[Number(index ?? 0)] = values;
    } else if (text.startsWith('<key ')) {
      key = attributes(text).id;
    } else if (text.startsWith("<val lang='en'>")) {
      values.set(key, plainText(text.slice(text.indexOf('>') + 1, text.lastIndexOf('</val>'))));
    }
  }
  return tables;
}
