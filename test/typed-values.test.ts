// What the typed blocks say of a file is what its tags say.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { StoredBytes, type Tag } from 'exifkit';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { entryRows } from '../packages/core/src/blocks/exif/definition.js';
import { exifRows } from '../packages/core/src/tags/exif.generated.js';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const names = readdirSync(folder).sort();
const blocks = [
  ...['exif', 'gps', 'iptc', 'icc', 'photoshop', 'jfif', 'mpf', 'app', 'trailer', 'png', 'riff', 'gif'],
  ...['quicktime', 'jumbf', 'geotiff', 'canon', 'nikon', 'olympus', 'pentax', 'ricoh', 'casio', 'kodak'],
];

/** Members of lists that are no numbers are text in a tag, and missing in a typed list. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item) => (/^(undef|-?inf|nan)$/i.test(String(item)) ? undefined : comparable(item)));
  return value instanceof Uint8Array ? `${value.length} bytes` : value;
}

function agrees(typed: unknown, { value }: Tag): boolean {
  if (value instanceof StoredBytes)
    return Array.isArray(typed) || typed instanceof Uint8Array || typed === value;
  const [mine, theirs] = [comparable(typed), comparable(value)].map((one) => JSON.stringify(one));
  if (mine === theirs) return true;
  if (Array.isArray(typed) && typed.length === 1) return JSON.stringify(typed[0]) === theirs;
  return Array.isArray(value) && typeof typed === 'number' && value[0] === typed;
}

test.each(names)('%s: each typed value is that of a tag', (name) => {
  let metadata: ReturnType<typeof readSync>;
  try {
    metadata = readSync(readFileSync(join(folder, name)));
  } catch {
    return;
  }
  const tags = metadata.tags();
  const wrong: string[] = [];
  for (const block of blocks) {
    const values = (metadata as unknown as { [block: string]: { [name: string]: unknown } | undefined })[
      block
    ];
    for (const [key, typed] of Object.entries(values ?? {})) {
      const named = tags.filter((tag) => tag.name === key);
      // A directory's place may give an entry another name, and GeoTIFF keys take the values that they point to.
      if (named.length > 0 && !named.some((tag) => agrees(typed, tag)))
        wrong.push(
          `${block}.${key} ${JSON.stringify(typed)}: ${JSON.stringify(named.map(({ value }) => value))}`,
        );
    }
  }
  expect(wrong).toEqual([]);
});

test('no value is a sentence', () => {
  for (const name of names) {
    try {
      for (const { value, name: tag } of readSync(readFileSync(join(folder, name))).tags())
        expect(String(value), `${name} ${tag}`).not.toMatch(/^\((Binary data|large array)/);
    } catch (error) {
      if ((error as Error).name !== 'MetadataError') throw error;
    }
  }
});

test('each number tag of which ExifTool says that a file tells how many values it has is a list', () => {
  const exiftool = dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json'));
  const script = `use Image::ExifTool; use Image::ExifTool::Exif;
    foreach my $tag (values %Image::ExifTool::Exif::Main) {
      next unless ref $tag eq 'HASH' and ($$tag{Count} || 0) < 0 and ($$tag{Writable} || '') =~ /int|rat|float|double/;
      print "$$tag{Name}\\n";
    }`;
  const run = spawnSync('perl', ['-I', join(exiftool, 'bin/lib'), '-e', script]);
  const stated = run.stdout.toString().split('\n').filter(Boolean);
  const kinds = new Map(Array.from(entryRows(exifRows), ({ name, kind }) => [name, kind]));
  const apart = ['BitsPerSample', 'ISO', 'TimeCodes', 'TimeZoneOffset'];
  expect(stated.length).toBeGreaterThan(30);
  expect(stated.filter((name) => !apart.includes(name) && !/^[lq]$/.test(kinds.get(name) ?? ''))).toEqual([]);
});

test('the declared types of IPTC are those of its values', () => {
  const declared = readFileSync(
    resolve(import.meta.dirname, '../packages/core/src/tags/block-types.generated.ts'),
    'utf8',
  );
  const own = /export interface IptcTags \{([\s\S]*?)\n\}/.exec(declared)![1]!;
  const types = new Map(
    Array.from(own.matchAll(/readonly '?([\w-]+)'?\?: (.+);/g), ([, name, type]) => [name!, type!]),
  );
  expect(types.get('Keywords')).toBe('readonly string[]');
  const wrong: string[] = [];
  let met = 0;
  for (const name of names) {
    let values: object | undefined;
    try {
      values = readSync(readFileSync(join(folder, name))).iptc;
    } catch {
      continue;
    }
    for (const [tag, value] of Object.entries(values ?? {})) {
      const type = types.get(tag);
      const one = Array.isArray(value) ? value[0] : value;
      const found = Array.isArray(value) ? `readonly ${typeof one}[]` : typeof one;
      met++;
      if (type !== undefined && type !== 'TagValue' && type !== found)
        wrong.push(`${name} ${tag}: ${type}, ${found}`);
    }
  }
  expect(met).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
