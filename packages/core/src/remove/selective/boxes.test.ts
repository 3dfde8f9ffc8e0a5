import { describe, expect, test } from 'vitest';
import {
  be16,
  be32,
  box,
  concat,
  exif,
  exifItem,
  fullBox,
  heif,
  hevcItem,
  uuidBox,
  videoMp4,
} from '../../../../../fixtures/build/index.js';
import type { RemovePolicy } from '../policy.js';
import { removeSync } from '../remove-sync.js';

const place = '+48.8220+002.3985/';
const xyz = box('\xa9xyz', be16(18), be16(0x15c7), place);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const handler = (type: string) => fullBox('hdlr', 0, 0, be32(0), type, new Uint8Array(12), [0]);
const picture = (...extra: Uint8Array[]) => heif({ items: [hevcItem()], extra });

function without(file: Uint8Array, policy: RemovePolicy): string {
  const cleaned = removeSync(file, policy);
  expect(cleaned.bytes().length).toBe(file.length);
  expect(removeSync(cleaned.bytes(), policy).report.removed).toEqual([]);
  return text(cleaned.bytes());
}

/** A metadata box with one key and its value. */
const keyed = (key: string, value: string) =>
  fullBox(
    'meta',
    0,
    0,
    handler('mdta'),
    fullBox('keys', 0, 0, be32(1), box('mdta', key)),
    box('ilst', box('\0\0\0\x01', box('data', be32(1), be32(0), value))),
  );

/** A track whose samples are described by an entry of this type. */
const track = (entry: string, ...content: Uint8Array[]) =>
  box(
    'trak',
    box(
      'mdia',
      box(
        'minf',
        box('stbl', fullBox('stsd', 0, 0, be32(1), box(entry, new Uint8Array(6), be16(1), ...content))),
      ),
    ),
  );

describe('the place in a HEIC of a telephone', () => {
  const location = 'com.apple.quicktime.location.ISO6709';
  const movie = (...boxes: Uint8Array[]) => box('moov', ...boxes);
  test.each<[string, Uint8Array]>([
    ['user data of the video', box('mpvd', box('ftyp', 'mp42'), movie(box('udta', xyz)))],
    ['a video of open size', box('mpvd', box('ftyp', 'mp42'), be32(0), 'moov', box('udta', xyz))],
    ['3GPP user data', box('mpvd', movie(box('udta', fullBox('loci', 0, 0, be16(0x15c7), place))))],
    ['a key of the video', box('mpvd', movie(keyed(location, place)))],
    ['a key of a track', box('mpvd', movie(box('trak', keyed(location, place))))],
    ['user data of a track', box('mpvd', movie(box('trak', box('udta', xyz))))],
    ['user data of a sequence', movie(box('udta', xyz))],
    ['metadata of the file', keyed(location, place)],
    ['free space', box('free', xyz)],
    ['skipped space of the video', box('mpvd', box('skip', xyz))],
  ])('in %s', (_, extra) => {
    for (const policy of [{ only: ['gps'] }, { only: ['location'] }, { gps: { coarsen: 5 } }] as const)
      expect(without(picture(extra), policy)).not.toContain(place.slice(0, 8));
    expect(text(removeSync(picture(extra), { only: ['copyright'] }).bytes()).includes(place)).toBe(
      !text(extra).includes('free') && !text(extra).includes('skip'),
    );
  });

  test('goes from a real video alone', () => {
    const file = picture(box('mpvd', videoMp4()));
    const cleaned = without(file, { only: ['gps'] });
    expect(cleaned).not.toContain('place of');
    for (const kept of ['author of the vide track', 'creation', 'value of a key', 'uuid of a video'])
      expect(cleaned).toContain(kept);
    expect(removeSync(file, { only: ['gps'] }).report.removed.map(({ path }) => path)).toContain(
      'heif/(c)xyz',
    );
  });

  test('in a video that is cut off', () => {
    const video = box('mpvd', movie(box('udta', xyz)), box('mdat', new Uint8Array(100)));
    const file = heif({ items: [hevcItem()], trailer: video.subarray(0, -50) });
    expect(without(file, { only: ['gps'] })).not.toContain(place);
  });

  test.each<[string, Uint8Array]>([
    ['camera motion', track('camm')],
    ['GoPro telemetry', track('gpmd')],
    ['subtitles', track('tx3g')],
    ['timed metadata', track('mebx', box('keys', box('\0\0\0\x01', box('keyd', 'mdta', location))))],
  ])('in a track of %s is refused', (_, one) => {
    const file = picture(box('mpvd', movie(one)));
    expect(() => removeSync(file, { only: ['gps'] })).toThrow(/track of positions/);
    expect(removeSync(file, { only: ['copyright'] }).report.removed).toEqual([]);
  });

  test('is not looked for in timed metadata of something else', () => {
    const time = track('mebx', box('keys', box('\0\0\0\x01', box('keyd', 'mdta', 'still-image-time'))));
    expect(removeSync(picture(box('mpvd', movie(time))), { only: ['gps'] }).report.removed).toEqual([]);
  });

  test('in a video whose boxes do not fit is refused', () => {
    const file = picture(box('mpvd', movie(box('udta', be32(99), xyz.subarray(4)))));
    expect(() => removeSync(file, { only: ['gps'] })).toThrow(/cut off/);
  });
});

test('dates of the video in a HEIC', () => {
  const file = picture(box('mpvd', videoMp4()));
  const cleaned = without(file, { only: ['dates'] });
  expect(text(file)).toContain('creation');
  expect(cleaned).not.toContain('creation');
  expect(cleaned).toContain('place of');
});

describe('items of a HEIC', () => {
  test('IPTC is edited as elsewhere', () => {
    const data = concat([0x1c, 2, 90, 0, 5], 'Paris', [0x1c, 2, 120, 0, 4], 'Caps');
    const file = heif({ items: [hevcItem(), { id: 9, type: 'iptc', data, references: { cdsc: [1] } }] });
    const cleaned = without(file, { only: ['location'] });
    expect(cleaned).not.toContain('Paris');
    expect(cleaned).toContain('Caps');
  });

  test('an item of XMP in an encoding that is not read is refused', () => {
    const item = { id: 9, type: 'mime', contentType: 'application/rdf+xml\0gzip', data: 'coded' };
    const file = heif({ items: [hevcItem(), item, exifItem(exif({}))] });
    expect(() => removeSync(file, { only: ['gps'] })).toThrow(/item of xmp cannot be read/);
  });
});

test('boxes that nobody knows stay', () => {
  expect(without(picture(uuidBox('something'), box('ekit', 'else')), { only: ['gps'] })).toMatch(
    /something.*else/s,
  );
});

test('where a picture lies in another is no place: it stays, and nothing is refused', () => {
  const lies = fullBox('rloc', 0, 0, be32(4), be32(8));
  const file = heif({ items: [hevcItem({ properties: [lies] })] });
  expect(removeSync(file, { only: ['location'] }).bytes()).toEqual(file);
});
