// Writes what the guides list out of the code: packages/core/docs/supported.md and tags.md, and the tables of sizes and limits in
// imports.md, limits.md and the README. With --check it only fails where a file differs. Needs `tsc -b`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sizeCases } from './size-cases.mjs';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const check = process.argv.includes('--check');
const load = (path) => import(`${core}dist/${path}.js`);

const { formats } = await load('registry/formats');
const { blocks } = await load('registry/blocks');
const { defaultLimits } = await load('limits');
const { editSync } = await load('sync');

const standards = await standardsOf();
const makers = await makersOf();

write('docs/supported.md', await supported());
write('docs/tags.md', tagList());
fill('docs/imports.md', 'sizes', sizeTable());
fill('docs/limits.md', 'limits', limitTable());
write('../../README.md', withSizes(readFileSync(`${core}../../README.md`, 'utf8')));

function write(path, text) {
  const full = core + path;
  let present = '';
  try {
    present = readFileSync(full, 'utf8');
  } catch {}
  if (present === text) return;
  if (!check) return writeFileSync(full, text);
  console.error(`${path} is not what the code says: run \`node scripts/guides.mjs\``);
  process.exitCode = 1;
}

/** Puts a text between the marks of a guide. */
function fill(path, mark, text) {
  const [before, rest] = readFileSync(core + path, 'utf8').split(`<!-- ${mark} -->\n`);
  const after = rest.slice(rest.indexOf(`<!-- /${mark} -->`));
  write(path, `${before}<!-- ${mark} -->\n${text}\n${after}`);
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sizeTable() {
  return table(
    ['import', 'at once, minified and gzipped'],
    sizeCases.map(({ code, ceiling }) => [`\`${code.split(';')[0]}\``, `at most ${ceiling} KiB`]),
  );
}

/** The sentence of the README on weight, with the ceilings that are checked. */
function withSizes(readme) {
  const ceilingOf = (code) => sizeCases.find((one) => one.code.startsWith(code)).ceiling;
  const [gps, all] = [
    ceilingOf("export { readGps } from 'exifkit/gps'"),
    ceilingOf("export * from 'exifkit'"),
  ];
  return readme.replace(
    /`readGps` at most \d+ KiB in a bundle, all verbs at most \d+/,
    `\`readGps\` at most ${gps} KiB in a bundle, all verbs at most ${all}`,
  );
}

/** The ceilings with their doc comments, as they stand in the source. */
function limitTable() {
  const source = readFileSync(`${core}src/limits.ts`, 'utf8');
  const comments = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+readonly (\w+): number/g)];
  const of = new Map(comments.map(([, text, name]) => [name, text.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim()]));
  const rows = Object.entries(defaultLimits).map(([name, value]) => [
    `\`${name}\``,
    value.toLocaleString('en'),
    of.get(name),
  ]);
  return table(['limit', 'default', 'of what'], rows);
}

async function supported() {
  const yes = (what) => (what ? 'yes' : 'no');
  const formatRows = await Promise.all(
    formats.map(async ({ name, extensions, fetchPlanner }) => {
      const planner = await fetchPlanner?.();
      const edited = planner?.put ? standardsTaken(extensions) : 'no';
      return [name, extensions.join(', '), 'yes', yes(planner), edited];
    }),
  );
  const rows = (families) =>
    families.map(({ name, names, groups }) => [name, names.size, [...groups].sort().join(', ')]);
  const sum = (families) => families.reduce((total, { names }) => total + names.size, 0);
  return `# Formats and tags

Written by \`node scripts/guides.mjs\` out of the tables that reading goes by. Names are those of ExifTool ${exifToolVersion()};
all of them stand in [tags.md](tags.md).

## Formats

${table(['format', 'extensions', 'read', 'remove', 'edit'], formatRows)}

EXIF is with GPS. Camera raws that are TIFF inside (DNG, NEF, CR2, ARW, PEF ...) are read as TIFF. Of these DNG alone is cleaned whole; out of
the others a group is taken (\`only\`, \`location\`) and tags are edited where all else stays in its place, and refused otherwise.

## Standards: ${sum(standards)} names

${table(['standard', 'names', "groups (ExifTool's family 1)"], rows(standards))}

XMP of namespaces that are not listed is read too, by the names of its properties.

## Makers' notes: ${sum(makers)} names

${table(['maker', 'names', 'groups'], rows(makers))}

Each maker's code and tables are fetched when a file has such a note. Notes of other makers are found and reported as a block
(\`m.blocks\`), not decoded.
`;
}

/** The standards that some fixture of a format takes a change of. */
function standardsTaken(extensions) {
  const folder = `${core}../../fixtures/files/`;
  const files = readdirSync(folder).filter((name) => extensions.includes(extname(name).slice(1)));
  const isTaken = (changes) =>
    files.some((name) => {
      try {
        return editSync(readFileSync(folder + name), changes) !== undefined;
      } catch {
        return false;
      }
    });
  const trials = {
    EXIF: { exif: { Artist: 'Ana' } },
    IPTC: { iptc: { City: 'Jakarta' } },
    XMP: { xmp: { dc: { source: 'Ana' } } },
  };
  const taken = Object.entries(trials).filter(([, changes]) => isTaken(changes));
  return taken.map(([standard]) => standard).join(', ');
}

function tagList() {
  const list = ({ name, names }) => `## ${name} (${names.size})\n\n${[...names].sort().join(', ')}\n`;
  return `# Names of tags

Written by \`node scripts/guides.mjs\`; see [formats and tags](supported.md).

${[...standards, ...makers].map(list).join('\n')}`;
}

function exifToolVersion() {
  const head = readFileSync(`${core}src/tags/exif.generated.ts`, 'utf8').split('\n')[0];
  return /ExifTool ([\d.]+)/.exec(head)[1];
}

/** Families of tags, the names and groups of each. */
async function standardsOf() {
  const found = new Map();
  const { exifRows } = await load('tags/exif.generated');
  const { gpsRows } = await load('tags/gps.generated');
  const { panasonicRawRows } = await load('tags/panasonic-raw.generated');
  const spaced = (rows) => rows.split('\n').flatMap((row) => row.split(' ')[1] ?? []);
  add(found, 'EXIF, TIFF, DNG', spaced(exifRows), ['IFD0', 'IFD1', 'ExifIFD', 'InteropIFD', 'SubIFD']);
  add(found, 'GPS', spaced(gpsRows), ['GPS']);
  add(found, 'Panasonic raw', spaced(panasonicRawRows), ['IFD0']);
  for (const module of ['picture', 'exposure', 'place-and-time', 'other'])
    for (const composites of Object.values(await load(`composite/${module}`)).filter(Array.isArray))
      add(
        found,
        'Composite',
        composites.map(({ name }) => name),
        ['Composite'],
      );
  const { writtenPrefixes, writtenNamespace } = await load('blocks/xmp/writing');
  for (const prefix of writtenPrefixes()) {
    const names = Array.from(writtenNamespace(prefix).all(), ({ name }) => name);
    add(found, 'XMP', names, [`XMP-${prefix}`]);
  }
  for (const module of modules('tags')) {
    const { rows } = await load(`tags/${module}`);
    if (rows !== undefined) addTables(found, rows, standardName);
  }
  return families(found);
}

/** Without a family stand the notes of Samsung behind a picture. */
function standardName(family = 'MakerNotes') {
  return /^APP\d+$/.test(family) ? 'JPEG APPn' : family;
}

async function makersOf() {
  const read = blocks.flatMap(({ kinds }) => kinds.filter((kind) => kind.startsWith('makernote/')));
  const found = new Map();
  for (const module of modules('tags/makers')) {
    const maker = module.replace('.generated', '');
    if (!read.includes(`makernote/${maker}`)) continue;
    const { rows } = await load(`tags/makers/${module}`);
    addTables(found, rows, () => maker);
  }
  return families(found);
}

function modules(folder) {
  return readdirSync(`${core}dist/${folder}`)
    .filter((file) => file.endsWith('.generated.js'))
    .map((file) => file.slice(0, -'.js'.length))
    .sort();
}

/** Tables as `tables/row.ts` tells: a head `@Table<TAB>group`, then `id<TAB>name`; what leads to another table is no tag. */
function addTables(found, rows, nameOf) {
  for (const part of rows.split(/^@/m)) {
    const [head, ...lines] = part.split('\n');
    const [, group, ...cells] = head.split('\t');
    if (!group) continue;
    const family = cells.find((cell) => cell.startsWith('family:'))?.slice('family:'.length);
    const tags = lines
      .map((line) => line.split('\t'))
      .filter(([, name, ...more]) => name && !more.some((cell) => cell.startsWith('s:')));
    add(
      found,
      nameOf(family),
      tags.map(([, name]) => name),
      [group],
    );
  }
}

function add(found, family, names, groups) {
  const entry = found.get(family) ?? { names: new Set(), groups: new Set() };
  for (const name of names) entry.names.add(name);
  for (const group of groups) entry.groups.add(group);
  found.set(family, entry);
}

function families(found) {
  return [...found].map(([name, entry]) => ({ name, ...entry })).filter(({ names }) => names.size > 0);
}
