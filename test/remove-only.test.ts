// Removing some groups alone: before ExifTool, everything else is as it was, and the picture is the same.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MetadataError, type OnlyGroup, type RemovePolicy, remove } from 'exifkit';
import { readGpsSync, readSync, removeSync } from 'exifkit/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bag, jpeg, struct, xmp, xmpSegment } from '../fixtures/build/index.js';
import { exiftool } from './exiftool.js';
import { compare } from './pictures.js';
import { isReadOnly } from './read-only.js';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const folder = mkdtempSync(join(tmpdir(), 'exifkit-only-'));
/** Boxes packed by Brotli are written unpacked, and ExifTool reads them only then. */
const isPacked = (name: string): boolean => name.startsWith('jxl-packed');
const names = readdirSync(join(fixtures, 'files'))
  .filter((name) => !isReadOnly(name) && !isPacked(name))
  .sort();
const load = (name: string): Uint8Array => new Uint8Array(readFileSync(join(fixtures, 'files', name)));
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

type Tags = Readonly<Record<string, unknown>>;

/** What ExifTool prints of each file. */
function judge(paths: readonly string[]): Tags[] {
  const options = ['-j', '-a', '-G:0:1:4', '-x', 'System:all', '-x', 'ExifToolVersion', '-x', 'FileSize'];
  const text = execFileSync('perl', [exiftool, ...options, ...paths], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
    maxBuffer: 1 << 28,
  });
  return JSON.parse(text) as Tags[];
}

/** Removes and gives the changed files by name; those that are refused or have nothing of it are left out. */
function changedFixtures(policy: RemovePolicy): Map<string, Uint8Array> {
  const changed = new Map<string, Uint8Array>();
  for (const name of names) {
    try {
      const { report, bytes } = removeSync(load(name), policy);
      if (report.removed.length + report.changed.length > 0) changed.set(name, bytes());
      else expect(bytes()).toEqual(load(name));
    } catch (error) {
      expect(['not-writable', 'truncated']).toContain((error as MetadataError).code);
    }
  }
  return changed;
}

afterAll(() => rmSync(folder, { recursive: true }));

/** Digests, and numbers that ExifTool makes of bytes that hold a whole block. */
const consequences = /:(CurrentIPTCDigest|IPTCDigest|HasExtendedXMP|MetaImageSize)$/;
const coordinates =
  /^EXIF:GPS:|GPS(Latitude|Longitude|Position|Altitude|Date|Time)|^GeoTiff|:(PixelScale|ModelT\w+)$/;
const placeNames =
  /^XMP:(?!.*Creator).*(City|State|Country|Location)|^IPTC:.*(City|State|Country|[Ll]ocation)/;

const rights =
  /^(?!ICC).*:(Copyright\w*|Rights\w*|WebStatement|UsageTerms|Marked|License\w*|Attribution\w*|(Photoshop)?URL)$/;
const dates =
  /^(?!ICC|File).*:\w*(Date|TimeStamp|SubSecTime|OffsetTime|TimeZone|TimeCreated|TimeSent|ReleaseTime|ExpirationTime|HistoryWhen|CreationTime)\w*$|^MakerNotes:(?!Samsung)|:MakerNote/;

/** Dates in fields that cannot be left out are set to zero. */
const noDate = '0000:00:00 00:00:00';

const ofNotes = /^MakerNotes|:MakerNote/;

const cases: readonly (readonly [OnlyGroup, RegExp])[] = [
  ['gps', coordinates],
  ['location', new RegExp(`${coordinates.source}|${placeNames.source}`)],
  ['copyright', rights],
  ['dates', dates],
  ['makernote', /^MakerNotes|:MakerNote|DNGPrivateData/],
];

describe.each(cases)('only %s', (group, target) => {
  let changed: Map<string, Uint8Array>;
  let before: Tags[];
  let after: Tags[];

  beforeAll(() => {
    changed = changedFixtures({ only: [group] });
    for (const [name, bytes] of changed) writeFileSync(join(folder, name), bytes);
    before = judge([...changed.keys()].map((name) => join(fixtures, 'files', name)));
    after = judge([...changed.keys()].map((name) => join(folder, name)));
  }, 120_000);

  test('touches the fixtures that have it', () => {
    expect(changed.size).toBeGreaterThanOrEqual(group === 'makernote' ? 3 : 30);
  });

  test('goes, and nothing else changes', () => {
    for (const [i, name] of [...changed.keys()].entries()) {
      // A note that states something of the group goes whole.
      const noteIsGone = !Object.keys(after[i]!).some((key) => key.startsWith('MakerNotes'));
      const stays = (key: string): boolean =>
        !(noteIsGone && ofNotes.test(key)) &&
        !target.test(key) &&
        !consequences.test(key) &&
        !/^(SourceFile|Composite|ExifTool)/.test(key);
      const told = (tags: Tags): [string, unknown][] =>
        Object.entries(tags)
          .filter(([key]) => stays(key))
          .map(([key, value]): [string, unknown] => [key.replace(/:(Copy\d+)?:/, ':'), value])
          .sort();
      if (!name.startsWith('tiff-bigtiff')) expect(told(after[i]!), name).toEqual(told(before[i]!));
      expect(
        Object.entries(after[i]!).filter(([key, value]) => target.test(key) && value !== noDate),
        name,
      ).toEqual([]);
    }
  });

  test('the picture is the same', async () => {
    for (const [name, bytes] of changed) {
      expect(['same', 'undecodable'], name).toContain(await compare(load(name), bytes));
    }
  }, 120_000);

  test('a second time changes nothing', () => {
    for (const bytes of changed.values()) {
      const again = removeSync(bytes, { only: [group] });
      expect(again.report.removed).toEqual([]);
      expect(again.bytes()).toEqual(bytes);
    }
  });

  test('files keep their length, but for compressed PNG chunks', () => {
    for (const [name, bytes] of changed) {
      if (!name.startsWith('png')) expect(bytes.length, name).toBe(load(name).length);
    }
  });
});

test('the other groups take out their tags and no others', () => {
  const policy: RemovePolicy = { only: ['captions', 'creator', 'serialNumbers', 'thumbnail'] };
  const bytes = removeSync(load('jpeg-all-blocks.jpg'), policy).bytes();
  const before = readSync(load('jpeg-all-blocks.jpg'));
  const after = readSync(bytes);
  expect(before.exif?.Artist).toBeDefined();
  expect([after.exif?.Artist, after.exif?.ImageDescription, after.exif?.UserComment]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(after.exif?.Make).toBe(before.exif?.Make);
  expect(after.gps).toEqual(before.gps);
  expect(after.tags().some(({ name }) => name === 'ThumbnailImage')).toBe(false);
  expect(after.iptc?.['By-line'] ?? after.iptc?.['Caption-Abstract']).toBeUndefined();
});

test('a position is made coarse in EXIF and XMP alike, and only that', () => {
  const { bytes, report } = removeSync(load('jpeg-all-blocks.jpg'), { gps: { coarsen: 20 } });
  const after = readSync(bytes());
  const names = after.tags().flatMap(({ group, name }) => (group === 'GPS' ? [name] : []));
  expect(names.filter((name) => !/^GPS(VersionID|(Lat|Long)itude(Ref)?|MapDatum)$/.test(name))).toEqual([]);
  const exact = readGpsSync(load('jpeg-all-blocks.jpg'))!;
  const coarse = readGpsSync(bytes())!;
  expect(coarse.latitude).not.toBe(exact.latitude);
  expect(Math.abs(coarse.latitude - exact.latitude)).toBeLessThan(0.1);
  expect(Math.abs(coarse.longitude - exact.longitude)).toBeLessThan(0.1);
  expect(report.changed.map(({ kind }) => kind)).toEqual(['gps', 'xmp', 'xmp']);
  expect(removeSync(bytes(), { gps: { coarsen: 20 } }).bytes()).toEqual(bytes());
  expect(removeSync(bytes(), { gps: { coarsen: 20 } }).imageDigest().after).toMatch(/^[0-9a-f]{64}$/);
});

test('pictures and videos behind the picture are looked into', () => {
  const first = load('jpeg-minimal.jpg');
  const place = '+12.3456+098.7654/';
  const box = (type: string, ...parts: Uint8Array[]): Uint8Array => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const xyz = box('\xa9xyz', Buffer.from(`\0\x12\x15\xc7${place}`, 'latin1'));
  const rights = box('cprt', Buffer.from('\0\0\0\0\x55\xc4Their rights\0', 'latin1'));
  const header = box('mvhd', Buffer.from(`\0\0\0\0made now${'\0'.repeat(88)}`, 'latin1'));
  const movie = box('moov', header, box('udta', xyz, rights));
  const video = Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), movie]);
  const file = Buffer.concat([first, load('jpeg-all-blocks.jpg'), video, Buffer.alloc(16)]);
  const { bytes, report } = removeSync(new Uint8Array(file), 'location');
  expect(latin(bytes())).not.toContain(place);
  expect(latin(bytes())).not.toContain('exif:GPSLatitude');
  expect(bytes().length).toBe(file.length);
  expect(report.removed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['gps', 'xmp', 'location']));
  const others = removeSync(new Uint8Array(file), { only: ['dates', 'copyright'] }).bytes();
  expect(latin(others)).toContain(place);
  expect(latin(others)).not.toMatch(/Their rights|made now/);
});

test('properties that ExifTool names otherwise go as well', () => {
  const licensor = '<Iptc4xmpExt:AOCurrentLicensorId>an agency</Iptc4xmpExt:AOCurrentLicensorId>';
  const source = '<Iptc4xmpExt:AOSource>a museum</Iptc4xmpExt:AOSource>';
  const packet = xmp({
    attributes: { 'GCamera:hdrp_makernote': 'SERIAL' },
    elements: {
      'Iptc4xmpExt:ArtworkOrObject': `<rdf:Bag><rdf:li>${struct(licensor + source)}</rdf:li></rdf:Bag>`,
      'dc:subject': bag('sea'),
    },
  });
  const file = jpeg({ segments: [xmpSegment(packet)] });
  const names = (only: OnlyGroup): string[] =>
    readSync(removeSync(file, { only: [only] }).bytes())
      .tags()
      .flatMap(({ family, name }) => (family === 'XMP' && name !== 'XMPToolkit' ? [name] : []));
  expect(
    readSync(file)
      .tags()
      .map(({ name }) => name),
  ).toEqual(expect.arrayContaining(['HDRPMakerNote', 'ArtworkLicensorID']));
  expect(names('dates')).toEqual(['ArtworkLicensorID', 'ArtworkSource', 'Subject']);
  expect(names('copyright')).toEqual(['HDRPMakerNote', 'ArtworkSource', 'Subject']);
});

test('the digest that names extended XMP follows it', () => {
  const { bytes } = removeSync(load('jpeg-xmp-extended.jpg'), { only: ['captions'] });
  expect(readSync(bytes()).warnings).toEqual(readSync(load('jpeg-xmp-extended.jpg')).warnings);
});

test('every source gives the same file', async () => {
  const bytes = load('tiff-all-blocks.tif');
  const expected = removeSync(bytes, 'location').bytes();
  const cleaned = await remove(new Blob([bytes.slice()]), 'location');
  expect(await cleaned.bytes()).toEqual(expected);
});

const refusals: readonly (readonly [string, unknown])[] = [
  ['a group that is not known', { only: ['everything'] }],
  ['a distance that is none', { gps: { coarsen: 0 } }],
  ['a distance without end', { gps: { coarsen: Number.POSITIVE_INFINITY } }],
  ['groups beside what keeps', { only: ['gps'], keep: ['icc'] }],
  ['groups beside a preset', { only: ['gps'], preset: 'strict' }],
];

test.each(refusals)('%s is refused', (_, policy) => {
  expect(() => removeSync(load('jpeg-minimal.jpg'), policy as RemovePolicy)).toThrow(
    expect.objectContaining({ code: 'not-writable' }),
  );
});

test.each(['jpeg-trailer-zip.jpg', 'jpeg-xmp-broken.jpg', 'jpeg-exif-truncated.jpg'])(
  '%s is refused rather than half cleaned',
  (name) => {
    expect(() => removeSync(load(name), 'location')).toThrow(
      expect.objectContaining({ code: 'not-writable', path: expect.stringMatching(/^jpeg/) }),
    );
  },
);

test.each(['jpeg-all-blocks.jpg', 'png-raw-profiles.png', 'tiff-all-blocks.tif', 'heic-exif-xmp.heic'])(
  '%s, damaged anywhere, gives a file or a MetadataError',
  (name) => {
    const source = load(name);
    const step = Math.ceil(source.length / 150);
    for (let at = 8; at < source.length; at += step) {
      const hit = source.slice();
      hit.fill(0xff, at, at + 2);
      for (const bytes of [source.subarray(0, at), hit]) {
        try {
          removeSync(bytes, { only: ['location', 'thumbnail', 'captions'] }).bytes();
        } catch (error) {
          expect(error).toBeInstanceOf(MetadataError);
        }
      }
    }
  },
  60_000,
);
