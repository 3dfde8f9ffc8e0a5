// EXIF, DNG and GPS: tag names and kinds, value labels, and the types of the typed values.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exifDocs, gpsDocs } from '../comments/by-hand.mjs';
import { commentOf } from '../comments/comment.mjs';
import { labelEntries } from '../makers/label-line.mjs';
import { readLayouts } from '../makers/layouts.mjs';

/** Entries that other blocks read, or that point to other directories: no tags of their own. */
export const pointers = new Set([
  0x14a, 0x190, 0x2bc, 0x4748, 0x83bb, 0x8290, 0x8568, 0x8606, 0x8649, 0x8769, 0x8773, 0x87af, 0x8825, 0x888a,
  0x927c, 0x935c, 0x9999, 0xa005, 0xc4a5, 0xc519, 0xc51b, 0xc634, 0xc68c, 0xc68f, 0xc691, 0xc6f5, 0xc7d5,
  0xcd41, 0xcd44, 0xcd47, 0xcea1, 0xfe00,
]);

/** Those of Panasonic raw files, where tables of their own lie behind them. */
const panasonicPointers = new Set([0x13, 0x27, 0x119, 0x120, 0x2bc, 0x83bb, 0x8769, 0x8825]);

/**
 * Kind of the typed value where it is not that of the stored type: `s` text, `n` number, `l` numbers, `q` numbers
 * of which some may be undefined, `b` bytes.
 */
const kinds = {
  2: 's',
  18247: 's',
  33432: 's',
  34736: 'b',
  34737: 'b',
  36864: 's',
  36873: 'l',
  37121: 'l',
  37510: 's',
  40960: 's',
  41728: 'n',
  41729: 'n',
  41730: 'l',
  40091: 's',
  40092: 's',
  40093: 's',
  40094: 's',
  40095: 's',
  50706: 'l',
  50707: 'l',
  50709: 's',
  50827: 's',
  50898: 's',
  50899: 's',
  50931: 's',
  50932: 's',
  50934: 's',
  50936: 's',
  50942: 's',
  50966: 's',
  50967: 's',
  50968: 's',
  50971: 's',
  50781: 's',
  50969: 's',
  50972: 's',
  50973: 's',
  51111: 's',
  51043: 's',
  51114: 'l',
  52552: 's',
  41997: 's',
  41998: 's',
  42082: 'l',
  273: '?',
  279: '?',
  324: '?',
  325: '?',
  513: 'n',
  514: 'n',
  771: 'n',
  34855: '?',
  34858: '?',
  258: '?',
  37396: 'l',
  37511: 'l',
  37397: 'n',
  41493: 'n',
  37399: 'n',
  41495: 'n',
  37387: 'n',
  41483: 'n',
  37390: 'n',
  37391: 'n',
  37392: 'n',
};
const gpsKinds = {
  0: 'l',
  2: 'n',
  4: 'n',
  7: 's',
  20: 'n',
  22: 'n',
  27: 's',
  28: 's',
  29: 's',
};

const plainKinds = { string: 's', undef: 'b', binary: 'b', '?': '?' };

function kindOf(tag, own) {
  if (own) return own;
  if (plainKinds[tag.type]) return plainKinds[tag.type];
  if (tag.count === 1) return 'n';
  return /^(rational|float|double)/.test(tag.type) ? 'q' : 'l';
}

/** Ids of the EXIF tags that hold as many values as the file says; `exiftool -listx` does not tell them. */
export function anyCount() {
  const exiftool = dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json'));
  const script = `use Image::ExifTool; use Image::ExifTool::Exif;
    my $table = \\%Image::ExifTool::Exif::Main;
    foreach my $id (grep /^\\d+$/, keys %$table) {
      my ($first) = ref $$table{$id} eq 'ARRAY' ? @{$$table{$id}} : $$table{$id};
      print "$id\\n" if ref $first eq 'HASH' and ($$first{Count} || 0) == -1;
    }`;
  const run = spawnSync('perl', ['-I', join(exiftool, 'bin/lib'), '-e', script]);
  if (run.status !== 0) throw new Error(`counts of EXIF failed: ${run.stderr}`);
  return new Set(run.stdout.toString().split('\n').filter(Boolean).map(Number));
}

const typescript = {
  s: 'string',
  n: 'number',
  l: 'readonly number[]',
  q: 'readonly (number | undefined)[]',
  b: 'Uint8Array',
  '?': 'string | number | readonly number[] | Uint8Array',
};

const hex = (id) => Number(id).toString(16);

/** Numbers of the field types that values may be read as. */
const fieldTypes = Object.entries({
  ...{ int8u: 1, string: 2, int16u: 3, int32u: 4, rational64u: 5, int8s: 6, undef: 7, binary: 7, int16s: 8 },
  ...{ int32s: 9, rational64s: 10, float: 11, double: 12 },
});

/** What the loaded tables tell beside the list, by id; see `blocks/exif/definition.ts`. */
function factsOf(name) {
  const facts = new Map();
  const { tables, labels } = readLayouts([''], [name]);
  for (const [id, [tag]] of Object.entries(tables[0].tags)) {
    const isLabelled = tag.PrintConv && typeof tag.PrintConv === 'object' && !Array.isArray(tag.PrintConv);
    const marks = [
      (tag.Binary || tag.ValueConv === '\\$val') && 'B',
      /^[12]$/.test(tag.IsOffset ?? '') && 'O',
      (tag.Priority === 0 || tag.Priority === '0') && 'P',
      /s\/\^\.\*: \/\//.test(String(tag.ValueConv)) && 'N',
      isLabelled && tag.PrintHex && 'X',
      isLabelled && labels[tag.PrintConv.labels].BITMASK && 'M',
      fieldTypes.find(([type]) => type === tag.Format)?.[1],
    ];
    facts.set(Number(id), marks.filter(Boolean).join(''));
  }
  return facts;
}

/**
 * One row an id, `step name kind`, labels behind tabs: the definition that holds where no condition says otherwise. The
 * step is that from the id before, in hexadecimal; behind the kind stands what the tables tell. Ids of one name have the
 * kind of the first, which is the type of that name.
 */
function rows(tags, own, table) {
  const kinds = new Map();
  const facts = factsOf(table);
  let last = 0;
  return [...tags]
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((tag) => {
      if (!kinds.has(tag.name)) kinds.set(tag.name, kindOf(tag, own[tag.id]));
      const step = Number(tag.id) - last;
      last = Number(tag.id);
      const labels = labelEntries([...(tag.values[0] ?? [])]).map((text) => `\t${text.replaceAll('\0', '')}`);
      const kind = kinds.get(tag.name) + (facts.get(last) ?? '');
      return `${step === 1 ? '' : hex(step)} ${tag.name} ${kind}${labels.join('')}`;
    })
    .join('\n');
}

function literal(text) {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

function module(name, comment, text) {
  return `\n/** ${comment} */\nexport const ${name}: string = ${literal(text)};\n`;
}

/** What kinds are called in comments. */
const kindNames = { s: 'Text.', n: 'Number.', l: 'Numbers.', q: 'Numbers.', b: 'Bytes.', '?': '' };

/** Where a tag is defined. */
function placeOf({ id, g1 }, table) {
  const number = Number(id);
  const hexadecimal = `0x${hex(id).padStart(4, '0')}`;
  if (table === 'GPS') return `GPS ${hexadecimal} (Exif 3.0, 4.6.7).`;
  if (g1 === 'InteropIFD') return `InteropIFD ${hexadecimal} (Exif 3.0, 4.6.8).`;
  if (g1 === 'ExifIFD') return `ExifIFD ${hexadecimal} (Exif 3.0, 4.6.6).`;
  return `IFD0 ${hexadecimal} (${number >= 0xc612 ? 'DNG 1.7' : 'TIFF 6.0 and its extensions'}).`;
}

function interfaceOf(name, comment, tags, own, docs, table) {
  const lines = [`\n/** ${comment} */`, `export interface ${name} {`];
  const seen = new Set();
  for (const tag of tags) {
    if (seen.has(tag.name)) continue;
    seen.add(tag.name);
    const property = /^\w+$/.test(tag.name) ? tag.name : `'${tag.name}'`;
    const kind = kindOf(tag, own[tag.id]);
    lines.push(...commentOf(docs[tag.name], kindNames[kind], tag.values[0] ?? [], placeOf(tag, table)));
    lines.push(`  readonly ${property}?: ${typescript[kind]};`);
  }
  const unknown = Object.keys(docs).filter((one) => !seen.has(one));
  if (unknown.length > 0) throw new Error(`comments for tags that ${name} lacks: ${unknown.join(', ')}`);
  return `${lines.join('\n')}\n}\n`;
}

/** The generated files of EXIF and GPS. */
export function files(tables) {
  const first = new Map();
  for (const tag of tables.get('Exif::Main').tags) {
    const id = Number(tag.id);
    if (pointers.has(id) || tag.flags.has('Unknown') || first.has(id)) continue;
    first.set(id, tag);
  }
  const lists = anyCount();
  const exif = [...first.values()].map((tag) => (lists.has(Number(tag.id)) ? { ...tag, count: -1 } : tag));
  const gps = tables.get('GPS::Main').tags;
  const panasonic = tables
    .get('PanasonicRaw::Main')
    .tags.filter((tag) => tag.index === undefined && !panasonicPointers.has(Number(tag.id)));
  return {
    'tags/exif.generated.ts': module('exifRows', 'EXIF, TIFF and DNG.', rows(exif, kinds, 'Exif::Main')),
    'tags/gps.generated.ts': module('gpsRows', 'GPS.', rows(gps, gpsKinds, 'GPS::Main')),
    'tags/panasonic-raw.generated.ts': module(
      'panasonicRawRows',
      'IFD0 of Panasonic raw files.',
      rows(panasonic, {}, 'PanasonicRaw::Main'),
    ),
    'tags/exif-types.generated.ts':
      interfaceOf(
        'ExifTags',
        "IFD0, ExifIFD and InteropIFD by ExifTool's names.",
        exif,
        kinds,
        exifDocs,
        'Exif',
      ) +
      interfaceOf(
        'GpsTags',
        "The GPS IFD by ExifTool's names; coordinates in degrees without sign.",
        gps,
        gpsKinds,
        gpsDocs,
        'GPS',
      ),
  };
}
