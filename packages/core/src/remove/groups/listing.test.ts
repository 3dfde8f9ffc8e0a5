// Lists which tags of every table fall into which group, and finds the tags that look as if they should and do not.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Fields, namespaceFields } from '../../blocks/xmp/schema.js';
import * as app from '../../tags/app.generated.js';
import * as bitmap from '../../tags/bitmap.generated.js';
import { exifRows } from '../../tags/exif.generated.js';
import * as flir from '../../tags/flir.generated.js';
import * as geotiff from '../../tags/geotiff.generated.js';
import * as gif from '../../tags/gif.generated.js';
import { gpsRows } from '../../tags/gps.generated.js';
import * as icc from '../../tags/icc.generated.js';
import * as iptc from '../../tags/iptc.generated.js';
import * as jfif from '../../tags/jfif.generated.js';
import * as leaf from '../../tags/leaf.generated.js';
import * as mpf from '../../tags/mpf.generated.js';
import { panasonicRawRows } from '../../tags/panasonic-raw.generated.js';
import * as photoshop from '../../tags/photoshop.generated.js';
import * as png from '../../tags/png.generated.js';
import * as quicktime from '../../tags/quicktime.generated.js';
import * as raf from '../../tags/raf.generated.js';
import * as riff from '../../tags/riff.generated.js';
import * as trailer from '../../tags/trailer.generated.js';
import { namespaceRows } from '../../tags/xmp.generated.js';
import { exclusionOf, groupsOf, type NamedTag, type TagGroup, tagGroups } from './index.js';
import { noteNames } from './note-names.generated.js';
import { keywordTag } from './read-tag.js';
import { wordsOf } from './words.js';

interface Table {
  readonly title: string;
  readonly tags: readonly NamedTag[];
}

const tagsOf = (family: string, group: string, names: Iterable<string>): NamedTag[] =>
  [...new Set(names)].map((name) => ({ family, group, name }));

/** Names in the second column of rows, whatever stands between columns. */
const second = (rows: string, sign: RegExp | string): string[] =>
  rows.split('\n').flatMap((row) => row.split(sign)[1] ?? []);

/** A module of generated texts: records (`family group`, then `offset type count name`) and rows `id<TAB>name`. */
function moduleTables(file: string, family: string, group: string, texts: object): Table[] {
  return Object.entries(texts).map(([title, text]): Table => {
    const [head = '', ...rows] = String(text).trim().split('\n');
    const record = /^(\S+) (\S+)$/.exec(head);
    if (!record)
      return { title: `${file} ${title}`, tags: tagsOf(family, group, second(String(text), '\t')) };
    const names = rows.flatMap((row) => row.split('\t')[0]!.split(' ')[3] ?? []);
    return { title: `${file} ${title}`, tags: tagsOf(record[1]!, record[2]!, names) };
  });
}

/** Tables of rows: `@Table<TAB>group<TAB>family:F`, then `id<TAB>name`. */
function rowTables(file: string, { rows }: { readonly rows: string }): Table[] {
  return rows.split(/^@/m).flatMap((part) => {
    const [head = '', ...lines] = part.split('\n');
    const [title = '', group = '', ...cells] = head.split('\t');
    const family = cells.find((cell) => cell.startsWith('family:'))?.slice(7) ?? 'MakerNotes';
    return title.trim()
      ? [{ title: `${file} ${title}`, tags: tagsOf(family, group, second(lines.join('\n'), '\t')) }]
      : [];
  });
}

function* propertyNames(fields: Fields | undefined, depth = 0): Iterable<string> {
  for (const { name, fields: inner } of fields?.all() ?? []) {
    yield name;
    if (depth < 8) yield* propertyNames(inner, depth + 1);
  }
}

const { itemListRows, userDataRows, keyRows } = quicktime;
const boxLists = { itemListRows, userDataRows, keyRows };

const xmpTables: Table[] = namespaceRows.split('\n').map((row) => {
  const prefix = row.split(' ', 1)[0]!;
  return {
    title: `XMP-${prefix}`,
    tags: tagsOf('XMP', `XMP-${prefix}`, propertyNames(namespaceFields(prefix))),
  };
});

/** Where readers put the tags whose names stand in them and not in a table, by folder or file below `blocks`. */
const ownPlaces: Readonly<Record<string, readonly [family: string, group: string]>> = {
  'app/dji': ['APP6', 'DJI'],
  'app/ducky': ['Ducky', 'Ducky'],
  'app/flashpix': ['FlashPix', 'FlashPix'],
  'app/flir': ['APP1', 'FLIR'],
  'app/media-jukebox': ['XML', 'MediaJukebox'],
  'app/picture-info': ['APP12', 'PictureInfo'],
  'app/stereo': ['APP3', 'JPS'],
  'app/texts': ['File', 'File'],
  app: ['APP', 'APP'],
  bitmap: ['File', 'File'],
  'canon-raw': ['MakerNotes', 'Canon'],
  exif: ['EXIF', 'IFD0'],
  file: ['File', 'File'],
  gif: ['GIF', 'GIF'],
  heif: ['QuickTime', 'QuickTime'],
  iptc: ['IPTC', 'IPTC'],
  jfif: ['JFIF', 'JFIF'],
  jpeg2000: ['Jpeg2000', 'Jpeg2000'],
  jumbf: ['JUMBF', 'JUMBF'],
  lens: ['Composite', 'Composite'],
  makernotes: ['MakerNotes', 'MakerNotes'],
  mpf: ['MPF', 'MPF0'],
  photoshop: ['Photoshop', 'Photoshop'],
  png: ['PNG', 'PNG'],
  raf: ['File', 'File'],
  riff: ['RIFF', 'RIFF'],
  trailer: ['Trailer', 'Trailer'],
  xmp: ['XMP', 'XMP-x'],
};

/** Elements of Media Jukebox's XML, whose reader takes every name. */
const jukeboxNames = ['Date', 'Album', 'Caption', 'Keywords', 'Name', 'People', 'Places'];

const blockFiles = (readdirSync(new URL('../../blocks/', import.meta.url), { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();

/** Names that stand in the readers themselves, by their files. */
const readers: Table[] = blockFiles.flatMap((file) => {
  const path = file.replace(/\.ts$/, '');
  const source = readFileSync(new URL(`../../blocks/${file}`, import.meta.url), 'utf8');
  const names = [...source.matchAll(/\bname: '([A-Z]\w+)'/g)].map((match) => match[1]!);
  if (path === 'app/media-jukebox') names.push(...jukeboxNames);
  const place = ownPlaces[path] ?? ownPlaces[path.split('/')[0]!];
  if (names.length === 0) return [];
  if (!place) throw new Error(`the names in ${file} have no place in the list of readers`);
  return [{ title: `reader ${path}`, tags: tagsOf(...place, names) }];
});

const makerFiles = readdirSync(new URL('../../tags/makers/', import.meta.url)).sort();
const makerTables: Table[] = (
  await Promise.all(
    makerFiles.map(async (file) =>
      rowTables(file.replace('.generated.ts', ''), await import(`../../tags/makers/${file}`)),
    ),
  )
).flat();

const tables: readonly Table[] = [
  { title: 'exif', tags: tagsOf('EXIF', 'IFD0', second(exifRows, ' ')) },
  { title: 'gps', tags: tagsOf('EXIF', 'GPS', second(gpsRows, ' ')) },
  { title: 'panasonic-raw', tags: tagsOf('EXIF', 'IFD0', second(panasonicRawRows, ' ')) },
  ...rowTables('geotiff', geotiff),
  ...rowTables('iptc', iptc),
  {
    title: 'png keywords',
    tags: png.rows
      .split('@PNG::TextualData')[1]!
      .split(/\n@|\n/)
      .flatMap((row) => (row && !row.startsWith('\t') ? keywordTag(row.split('\t')[0]!) : [])),
  },
  ...xmpTables,
  ...rowTables('app', app),
  ...rowTables('flir', flir),
  ...rowTables('bitmap', bitmap),
  ...rowTables('raf', raf),
  ...rowTables('leaf', leaf),
  ...rowTables('gif', gif),
  ...rowTables('icc', icc),
  ...rowTables('jfif', jfif),
  ...rowTables('mpf', mpf),
  ...rowTables('photoshop', photoshop),
  ...rowTables('png', png).filter(({ title }) => !title.endsWith('TextualData')),
  ...rowTables('quicktime', quicktime),
  ...moduleTables('quicktime', 'QuickTime', 'QuickTime', boxLists),
  ...rowTables('riff', riff),
  ...rowTables('trailer', trailer),
  ...readers,
  ...noteNames
    .trim()
    .split('\n')
    .map((row): Table => {
      const [title = '', tags = ''] = row.split('\t');
      const names = tags.split(' ').map((tag) => tag.split('=')[1] ?? '');
      return { title: `note ${title}`, tags: tagsOf('MakerNotes', title.split(':')[0]!, names) };
    }),
  ...makerTables,
];

test('every generated table is listed', () => {
  const listed = new Set(tables.map(({ title }) => title.split(' ')[0]!.replace(/^XMP-.*/, 'xmp')));
  const here = (path: string) => readdirSync(new URL(path, import.meta.url));
  const files = [...here('../../tags/'), ...here('../../tags/makers/')].filter((file) =>
    file.endsWith('.generated.ts'),
  );
  const missing = files
    .map((file) => file.replace('.generated.ts', ''))
    .filter((name) => !/-(types|writing)$/.test(name) && !listed.has(name));
  expect(missing).toEqual([]);
  for (const { title, tags } of tables)
    if (/^(exif|XMP-dc)$/.test(title)) expect(tags.length, title).toBeGreaterThan(5);
});

test('what falls into which group is as listed', async () => {
  const lines = tagGroups.flatMap((group) => [
    `== ${group}`,
    ...tables.flatMap(({ title, tags }) => {
      const names = tags.filter((tag) => groupsOf(tag).has(group)).map(({ name }) => name);
      return names.length > 0 ? [`${title}: ${names.join(' ')}`] : [];
    }),
    '',
  ]);
  await expect(lines.join('\n')).toMatchFileSnapshot('listing.txt');
});

/** What names look like that a group should claim: wider than the rules, and without knowledge of tables. */
const suspicions: readonly { readonly looks: RegExp; readonly groups: readonly TagGroup[] }[] = [
  {
    looks:
      /\b(gps|lat|lon|lng|latitude|longt?itude|altitude|elevation|coordinates?|geo\w*|city|country|province|location|place|landmark)\b/,
    groups: ['gps', 'place'],
  },
  {
    looks:
      /\b(persons?|people|faces?|patients?|artist|author|creator|owner|photographer|credit|contact|e ?mail|editor|writer|by line|name)\b/,
    groups: ['persons', 'captions', 'creator', 'copyright', 'place'],
  },
  {
    looks: /\b(dates?|time|year|month|day|utc|when|timestamp|datetime|birthday)\b|\bsub ?sec/,
    groups: ['dates'],
  },
  { looks: /\b(ids?|uid|guid|uuid|serial|identifier)\b|serial/, groups: ['serialNumbers'] },
];

test('a name like a place, a person, a date or an id is claimed, or left out for a reason', () => {
  const unclaimed = tables.flatMap(({ title, tags }) =>
    tags.flatMap((tag) => {
      const words = wordsOf(tag.name);
      return suspicions.flatMap(({ looks, groups }) => {
        const known = groups.some((group) => groupsOf(tag).has(group) || exclusionOf(tag, group));
        return looks.test(words) && !known ? [`${groups[0]} ${title}: ${tag.name}`] : [];
      });
    }),
  );
  expect(unclaimed).toEqual([]);
});
