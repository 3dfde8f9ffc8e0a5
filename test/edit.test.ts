// Edits of every fixture through the doors: ExifTool reads what was set and all else as before, the picture is the same,
// and edited back the tags are what they were.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MetadataError } from 'exifkit';
import { type Changes, copyMetadata, edit } from 'exifkit/edit';
import { fromPath } from 'exifkit/node';
import { editSync, readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import { exif, exifSegment, type Field, jpeg, sampleExif } from '../fixtures/build/index.js';
import { exiftool, judged } from './exiftool.js';

const folder = join(import.meta.dirname, '../fixtures/files');
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const names = readdirSync(folder).filter((name) => /\.(jpe?g|png|tiff?|dng|heic|avif|webp|gif)$/.test(name));

/** Nothing of it can be walked to its end, it has no picture, or its preview (Ricoh) is said to lie over other entries. */
const damaged =
  /truncated|jpeg-exif-ricoh|jpeg-xmp-broken|jpeg-exif-loop|tiff-loop|bad-extent|heic-item-construction/;
const hasNoExif = /\.gif$/;
const hasIptc = /\.(jpe?g|png|tiff?|dng)$/;

const changesFor = (name: string): Changes => ({
  ...(!hasNoExif.test(name) && {
    exif: { Artist: 'Ana', ISO: 250, DateTimeOriginal: '2024:05:01 10:11:12' },
    gps: { latitude: -6.2, longitude: 106.8 },
    orientation: 6,
  }),
  ...(hasIptc.test(name) && { iptc: { Keywords: { add: ['laut biru'] } } }),
  xmp: { dc: { title: { 'x-default': 'Sea', id: 'Laut' } }, xmp: { Rating: 4 } },
});

const touched =
  /:(Artist|ISO|DateTimeOriginal|GPS(Latitude|Longitude)(Ref)?|Orientation|Keywords|Title.*|Rating)$/;
/** What follows from an edit: digests, places, what the standard demands of a new directory. */
const following =
  /(Offset|Start|Digest|ByteOrder|Size|Toolkit|MPImageLength|WebP_Flags|GIFVersion|CodedCharacterSet|RecordVersion|MediaData|idat)$|:(X|Y)Resolution|ResolutionUnit|YCbCrPositioning|ExifVersion|ComponentsConfiguration|ExifImage(Width|Height)|FlashpixVersion|ColorSpace|GPSVersionID|^(System|ExifTool|Composite|File):|^RIFF:Image|QuickTime:Free/;

/** What ExifTool prints of many files, by the name of each. */
function judgedAll(files: ReadonlyMap<string, Uint8Array>): Map<string, Record<string, string[]>> {
  const work = mkdtempSync(join(tmpdir(), 'exifkit-edit-'));
  try {
    for (const [name, bytes] of files) writeFileSync(join(work, name), bytes);
    const { stdout } = spawnSync('perl', [exiftool, '-j', '-a', '-G1:4', '-U', work], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const found: { readonly [key: string]: unknown }[] = JSON.parse(stdout);
    return new Map(
      found.map(({ SourceFile, ...tags }) => [String(SourceFile).slice(work.length + 1), grouped(tags)]),
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}

function grouped(tags: { readonly [key: string]: unknown }): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(tags)) {
    const name = key.replace(/:Copy\d+/, '');
    found[name] = [...(found[name] ?? []), JSON.stringify(value)].sort();
  }
  return found;
}

const others = (tags: Record<string, string[]> = {}): Record<string, string[]> =>
  Object.fromEntries(Object.entries(tags).filter(([name]) => !touched.test(name) && !following.test(name)));

describe('an edit of everything at once', () => {
  const sources = new Map(names.filter((name) => !damaged.test(name)).map((name) => [name, fixture(name)]));
  const edited = new Map([...sources].map(([name, bytes]) => [name, editSync(bytes, changesFor(name))]));
  const before = judgedAll(sources);
  const after = judgedAll(new Map([...edited].map(([name, rewrite]) => [name, rewrite.bytes()])));

  test.each([...sources.keys()])('%s', (name) => {
    const [old, now] = [before.get(name), after.get(name)];
    // ExifTool has other tables for the directories in a BigTIFF.
    if (!name.includes('bigtiff')) expect(others(now)).toEqual(others(old));
    const rewrite = edited.get(name)!;
    const digest = rewrite.imageDigest();
    expect(digest.after).toBe(digest.before);
    const rendering = rewrite.renderingDigest();
    expect(rendering.after).toBe(rendering.before);
    // Nor does it read what follows a manifest in a PNG.
    if (/bigtiff|png-jumbf/.test(name)) return;
    expect(now?.['XMP-dc:Title']).toContain('"Sea"');
    expect(now?.['XMP-dc:Title-id']).toContain('"Laut"');
    expect(now?.['XMP-xmp:Rating']).toContain('4');
    if (hasIptc.test(name)) expect(now?.['IPTC:Keywords']?.join()).toContain('laut biru');
    if (hasNoExif.test(name)) return;
    expect(now?.['IFD0:Artist']).toContain('"Ana"');
    expect(now?.['ExifIFD:ISO']).toContain('250');
    expect(now?.['ExifIFD:DateTimeOriginal']).toContain('"2024:05:01 10:11:12"');
    expect(now?.['IFD0:Orientation']).toContain('"Rotate 90 CW"');
    expect(now?.['GPS:GPSLatitudeRef']).toContain('"South"');
  });

  test.each([...damaged.source.split('|')])('%s is refused with a reason, or done', (part) => {
    for (const name of names.filter((one) => one.includes(part)))
      try {
        editSync(fixture(name), changesFor(name));
      } catch (error) {
        expect(error).toBeInstanceOf(MetadataError);
      }
  });
});

describe('edited back', () => {
  test.each([
    'jpeg-all-blocks.jpg',
    'heic-exif-xmp.heic',
    'tiff-all-blocks.tif',
    'png-exif.png',
    'webp-all-blocks.webp',
  ])('%s says what it said', (name) => {
    const bytes = fixture(name);
    const said = (file: Uint8Array) =>
      readSync(file)
        .tags()
        .filter(
          ({ family, name: tag }) => /^(EXIF|XMP|IPTC|MakerNotes)$/.test(family) && !/Offset$/.test(tag),
        )
        .map(({ group, name: tag, text }) => `${group}:${tag}=${JSON.stringify(text)}`)
        .sort();
    const exif = { Artist: readSync(bytes).exif?.Artist ?? null, HostComputer: null };
    const there = editSync(bytes, {
      exif: { Artist: 'A much longer name than before', HostComputer: 'x' },
    }).bytes();
    expect(said(there)).not.toEqual(said(bytes));
    expect(said(editSync(there, { exif }).bytes())).toEqual(said(bytes));
  });
});

describe('the door', () => {
  test('gives the same bytes from a file, a Blob and memory, at once and streamed', async () => {
    const changes: Changes = { exif: { Artist: 'Ana' }, xmp: { xmp: { Rating: 3 } } };
    const bytes = fixture('jpeg-all-blocks.jpg');
    const expected = editSync(bytes, changes).bytes();
    const sources = [
      bytes,
      new Blob([new Uint8Array(fixture('jpeg-all-blocks.jpg'))]),
      fromPath(join(folder, 'jpeg-all-blocks.jpg')),
    ];
    for (const source of sources) {
      const rewrite = await edit(source, changes);
      expect(await rewrite.bytes()).toEqual(expected);
      expect(new Uint8Array(await new Response(rewrite.stream() as ReadableStream).arrayBuffer())).toEqual(
        expected,
      );
    }
  });

  test('tells what it did, tag by tag', async () => {
    const { report } = await edit(fixture('jpeg-all-blocks.jpg'), { exif: { Artist: 'Ana' } });
    expect(report).toMatchObject({ format: 'jpeg', mimeType: 'image/jpeg', c2pa: true });
    expect(report.tags).toEqual([
      { family: 'EXIF', group: 'IFD0', name: 'Artist', before: 'Ayu Lestari', after: 'Ana' },
    ]);
    expect(report.changed).toMatchObject([{ kind: 'exif', path: 'jpeg/APP1', why: 'changed' }]);
  });

  test('gives the file itself where nothing is to change', async () => {
    const bytes = fixture('jpeg-minimal.jpg');
    const rewrite = await edit(bytes, { exif: { Artist: null }, xmp: { dc: { title: null } } });
    expect(await rewrite.bytes()).toEqual(bytes);
    expect(rewrite.report.tags).toEqual([]);
  });

  test.each([
    [{ exf: {} }, /is.*meant|did you mean "exif"/],
    [{ exif: 'Artist' }, /an object/],
    [{ c2pa: 'drop' }, /keep, remove, refuse/],
    [{ shiftDates: { hours: 1.5 } }, /whole number/],
    [{ shiftDates: null }, /as a whole/],
    [{ orientation: 9 }, /Rotate 90 CW/],
    [{ gps: { latitude: 91, longitude: 0 } }, /-90 to 90/],
    [{ gps: { latitude: 1 } }, /together/],
  ])('refuses %j and says why', async (changes, message) => {
    // What JavaScript's callers may write.
    const wrong = changes as Changes;
    await expect(edit(fixture('jpeg-minimal.jpg'), wrong)).rejects.toThrow(message);
  });

  test('refuses what a format has no place for', async () => {
    await expect(edit(fixture('gif-minimal.gif'), { exif: { Artist: 'Ana' } })).rejects.toThrow(
      /gif has no place/,
    );
    await expect(edit(fixture('heic-minimal.heic'), { iptc: { Keywords: ['a'] } })).rejects.toThrow(
      /no place/,
    );
  });

  test('moves dates of all standards', async () => {
    const { report } = await edit(fixture('jpeg-all-blocks.jpg'), { shiftDates: { days: 1, hours: -5 } });
    const moved = Object.fromEntries(
      report.tags.map(({ group, name, after }) => [`${group}:${name}`, after]),
    );
    expect(moved).toMatchObject({
      'ExifIFD:DateTimeOriginal': '2024:03:01 01:15:30',
      'IFD0:ModifyDate': '2024:03:01 18:59:58',
      'IPTC:DateCreated': '2024:03:01',
      'IPTC:TimeCreated': '01:15:30+07:00',
      'XMP-xmp:CreateDate': '2024:03:01 01:15:30.123+07:00',
    });
  });

  test('leaves what is no whole date, and says so', async () => {
    const bytes = fixture('jpeg-all-blocks.jpg');
    const text = new TextDecoder('latin1').decode(bytes);
    const dates = ['2024:13:45 06:15:30', '2024:02:29       ', '9999:12:31 23:59:59', '0000:00:00 00:00:00'];
    for (const date of dates) {
      const changed = Uint8Array.from(text.replaceAll('2024:02:29 06:15:30', date.padEnd(19)), (letter) =>
        letter.charCodeAt(0),
      );
      const { report } = await edit(changed, { shiftDates: { months: 1 } });
      expect(report.tags.filter(({ name }) => name === 'DateTimeOriginal')).toEqual([]);
      const warned = report.warnings.some(({ message }) => message.includes('ExifIFD:DateTimeOriginal'));
      expect(warned).toBe(date !== '0000:00:00 00:00:00');
      expect(report.tags.map(({ name }) => name)).toContain('ModifyDate');
    }
  });

  test('keeps, removes or refuses a manifest', async () => {
    for (const name of ['jpeg-jumbf.jpg', 'png-jumbf.png', 'tiff-c2pa.tif']) {
      const bytes = fixture(name);
      const kept = await edit(bytes, { xmp: { xmp: { Rating: 4 } } });
      expect(kept.report.warnings.map(({ message }) => message)).toContain(
        'the C2PA manifest no longer matches the file',
      );
      const removed = await edit(bytes, { xmp: { xmp: { Rating: 4 } }, c2pa: 'remove' });
      const tags = judged(await removed.bytes());
      expect(Object.keys(tags).filter((tag) => /^(JUMBF|C2PA)/.test(tag))).toEqual([]);
      await expect(edit(bytes, { xmp: { xmp: { Rating: 4 } }, c2pa: 'refuse' })).rejects.toThrow(/manifest/);
    }
  });

  test('takes a caption of 70 KB into extended XMP', async () => {
    const caption = 'Caption of the sea. '.repeat(3600);
    const rewrite = await edit(fixture('jpeg-all-blocks.jpg'), {
      common: { description: caption.slice(0, 60) },
      xmp: { dc: { description: { 'x-default': caption } } },
    });
    expect(judged(await rewrite.bytes())['XMP-dc:Description']).toBe(caption);
  });
});

describe('metadata of one file in another', () => {
  test.each([
    ['jpeg-all-blocks.jpg', 'jpeg-minimal.jpg'],
    ['jpeg-all-blocks.jpg', 'tiff-minimal.tif'],
    ['tiff-all-blocks.tif', 'jpeg-minimal.jpg'],
    ['tiff-all-blocks.tif', 'tiff-big-endian.tif'],
    ['heic-exif-xmp.heic', 'png-minimal.png'],
    ['jpeg-exif-canon.jpg', 'webp-lossy.webp'],
    ['png-exif.png', 'heic-minimal.heic'],
  ])('%s to %s', async (from, to) => {
    const rewrite = await copyMetadata(fixture(from), fixture(to));
    const digest = await rewrite.imageDigest();
    expect(digest.after).toBe(digest.before);
    const [there, source] = [judged(await rewrite.bytes()), judged(fixture(from))];
    for (const tag of [
      'IFD0:Artist',
      'ExifIFD:ExposureTime',
      'GPS:GPSLatitude',
      'XMP-dc:Title',
      'ExifIFD:UserComment',
    ])
      expect(there[tag], tag).toEqual(source[tag]);
  });

  test.each(['jpeg-minimal.jpg', 'png-minimal.png', 'heic-minimal.heic', 'tiff-minimal.tif'])(
    'EXIF states the size of %s afterwards',
    async (to) => {
      const sizes: Field[] = [
        [0xa002, 'SHORT', 4000],
        [0xa003, 'LONG', 3000],
      ];
      const from = jpeg({ segments: [exifSegment(exif({ exif: [...sampleExif, ...sizes] }))] });
      const { width, height } = readSync(fixture(to)).layout.picture;
      const there = judged(await (await copyMetadata(from, fixture(to))).bytes());
      expect(there['ExifIFD:ExifImageWidth']).toBe(width);
      expect(there['ExifIFD:ExifImageHeight']).toBe(height);
    },
  );

  test('leaves what the other file has no place for, unless that was named', async () => {
    const [from, to] = [fixture('jpeg-all-blocks.jpg'), fixture('webp-lossy.webp')];
    const { report } = await copyMetadata(from, to);
    expect(report.changed.map(({ kind }) => kind)).toEqual(['exif', 'xmp']);
    expect(report.warnings.map(({ message }) => message)).toContain(
      'webp has no place for iptc: it is not copied',
    );
    await expect(copyMetadata(from, to, { groups: ['exif', 'iptc'] })).rejects.toThrow(/no place/);
    const gif = await copyMetadata(from, fixture('gif-minimal.gif'));
    expect(gif.report.changed.map(({ kind }) => kind)).toEqual(['xmp']);
  });

  test('copies the groups that are named', async () => {
    const rewrite = await copyMetadata(fixture('jpeg-all-blocks.jpg'), fixture('jpeg-minimal.jpg'), {
      groups: ['iptc'],
    });
    const groups = new Set(Object.keys(judged(await rewrite.bytes())).map((tag) => tag.split(':')[0]));
    expect(groups.has('IPTC')).toBe(true);
    expect(groups.has('IFD0')).toBe(false);
    expect(groups.has('XMP-dc')).toBe(false);
  });
});
