import { describe, expect, test } from 'vitest';
import {
  av1Item,
  be16,
  be32,
  be64,
  box,
  concat,
  exifItem,
  fullBox,
  heif,
  xmpItem,
} from '../../../../../../fixtures/build/index.js';
import { testContext } from '../../../../test/blocks.js';
import { runSync } from '../../../bytes/scan.js';
import { View } from '../../../bytes/view.js';
import { MetadataError } from '../../../errors.js';
import { defaultLimits } from '../../../limits.js';
import { removeSync } from '../../../remove/remove-sync.js';
import { readHeif } from '../scan.js';
import { boxesIn } from './boxes.js';

let planted = 0;
const canary = (place: string): string => `CANARY ${place} ${planted++}`;
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const date = 0xdadadada;

interface TrackOptions {
  readonly id: number;
  readonly handler?: string;
  /** One array of samples for each chunk. */
  readonly chunks: readonly (readonly Uint8Array[])[];
  readonly auxiliary?: string;
  readonly references?: Uint8Array;
  readonly long?: boolean;
}

/** A track whose chunks start at `places`. */
function track(
  { id, handler = 'pict', chunks, auxiliary, references, long = false }: TrackOptions,
  places: readonly number[],
): Uint8Array {
  const dates = long ? concat(be64(date), be64(date)) : concat(be32(date), be32(date));
  const duration = long ? be64(chunks.length) : be32(chunks.length);
  const version = long ? 1 : 0;
  const entry = box(
    'av01',
    zeros(6),
    be16(1),
    zeros(16),
    be16(16),
    be16(16),
    be32(0x480000),
    be32(0x480000),
    zeros(4),
    be16(1),
    [12],
    canary('coder').slice(0, 12).padEnd(31, '.'),
    be16(24),
    be16(0xffff),
    box('av1C', [0x81, 0, 0x0c, 0]),
    fullBox('ccst', 0, 0, be32(0x7c000000)),
    auxiliary ? fullBox('auxi', 0, 0, `${auxiliary}\0${canary('auxi')}`) : [],
    box('uuid', canary('sample entry')),
  );
  const samples = chunks.flat();
  const table = box(
    'stbl',
    fullBox('stsd', 0, 0, be32(1), entry),
    fullBox('stts', 0, 0, be32(1), be32(samples.length), be32(1), canary('stts')),
    fullBox(
      'stsc',
      0,
      0,
      be32(chunks.length),
      ...chunks.map((chunk, i) => concat(be32(i + 1), be32(chunk.length), be32(1))),
    ),
    fullBox('stsz', 0, 0, be32(0), be32(samples.length), ...samples.map(({ length }) => be32(length))),
    long
      ? fullBox('co64', 0, 0, be32(places.length), ...places.map(be64))
      : fullBox('stco', 0, 0, be32(places.length), ...places.map(be32)),
    fullBox('sgpd', 1, 0, canary('group')),
  );
  const information = box(
    'minf',
    fullBox('vmhd', 0, 1, zeros(8)),
    box('dinf', fullBox('dref', 0, 0, be32(1), fullBox('url ', 0, 1))),
    table,
  );
  return box(
    'trak',
    fullBox('tkhd', version, 7, dates, be32(id), zeros(4), duration, zeros(60)),
    box('edts', fullBox('elst', 0, 0, be32(1), be32(1), be32(0), be32(0x10000), canary('edit'))),
    references ?? [],
    fullBox('meta', 0, 0, canary('track meta')),
    box('udta', box('name', canary('track name'))),
    box(
      'mdia',
      fullBox('mdhd', version, 0, dates, be32(1), duration, be16(0x15c7), be16(0)),
      fullBox('hdlr', 0, 0, be32(0), handler, zeros(12), `${canary('handler')}\0`),
      information,
    ),
  );
}

/** A sequence beside a picture: the file, its tracks' chunks apart from each other in the media data. */
function sequence(tracks: readonly TrackOptions[], still = true): Uint8Array {
  const head = heif({
    brand: 'avis',
    compatible: ['avis', 'avif', 'msf1'],
    items: [av1Item(), exifItem(zeros(8)), xmpItem(zeros(9))],
  });
  const start = still ? head : head.subarray(0, new View(head).u32(0));
  const media: Uint8Array[] = [];
  let at = start.length + 8;
  const places = tracks.map(({ chunks }) =>
    chunks.map((samples) => {
      const gap = Buffer.from(canary('gap'));
      media.push(gap, ...samples);
      at += gap.length;
      const place = at;
      at += concat(...samples).length;
      return place;
    }),
  );
  const movie = box(
    'moov',
    fullBox('mvhd', 0, 0, be32(date), be32(date), be32(600), be32(9), zeros(76), be32(9), canary('mvhd')),
    ...tracks.map((one, i) => track(one, places[i]!)),
    box('udta', canary('movie')),
    fullBox('meta', 0, 0, canary('movie meta')),
  );
  return concat(start, box('mdat', ...media), movie);
}

/** The tracks that are left: handler type, and what the first frame of each chunk is filled with. */
function tracksOf(bytes: Uint8Array): [handler: string, chunks: number[]][] {
  const { context } = testContext();
  const file = runSync(readHeif({ ...context, size: bytes.length }), bytes);
  const view = new View(bytes);
  const inside = (box: { body: number; end: number } | undefined) =>
    boxesIn(view, box!.body, box!.end, defaultLimits, '');
  return inside(file.boxes.find(({ type }) => type === 'moov'))
    .filter(({ type }) => type === 'trak')
    .map((each) => {
      const media = inside(inside(each).find(({ type }) => type === 'mdia'));
      const tables = inside(
        inside(media.find(({ type }) => type === 'minf')).find(({ type }) => type === 'stbl'),
      );
      const { body } = tables.find(({ type }) => type === 'stco')!;
      const places = Array.from({ length: view.u32(body + 4) }, (_, i) => view.u32(body + 8 + 4 * i));
      return [
        view.fourcc(media.find(({ type }) => type === 'hdlr')!.body + 8),
        places.map((place) => bytes[place + 2]!),
      ];
    });
}

/** A frame of AV1. */
const sample = (value: number, length: number): Uint8Array =>
  concat([0x32, length], zeros(length).fill(value));
const alpha = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';
const depth = 'urn:mpeg:mpegB:cicp:systems:auxiliary:depth';
const pictures: TrackOptions = { id: 1, chunks: [[sample(1, 30), sample(2, 20)], [sample(3, 10)]] };

describe('an image sequence', () => {
  const file = sequence([
    pictures,
    {
      id: 2,
      handler: 'auxv',
      auxiliary: alpha,
      long: true,
      chunks: [[sample(4, 5)]],
      references: box('tref', box('auxl', be32(1))),
    },
    {
      id: 3,
      handler: 'auxv',
      auxiliary: depth,
      chunks: [[sample(5, 6)]],
      references: box('tref', box('auxl', be32(1))),
    },
    { id: 4, handler: 'soun', chunks: [[sample(6, 7)]] },
    { id: 5, handler: 'meta', chunks: [[sample(7, 7)]] },
  ]);

  test('keeps pictures and alpha, and nothing that says something', () => {
    const cleaned = removeSync(file).bytes();
    expect(tracksOf(cleaned)).toEqual([
      ['pict', [1, 3]],
      ['auxv', [4]],
    ]);
    const text = Buffer.from(cleaned).toString('latin1');
    expect(text).not.toContain('CANARY');
    expect(text).not.toContain(String.fromCharCode(0xda, 0xda));
    expect(removeSync(cleaned).bytes()).toEqual(cleaned);
  });

  test('keeps depth where it is asked for', () => {
    expect(tracksOf(removeSync(file, { keep: ['depth'] }).bytes()).map(([handler]) => handler)).toEqual([
      'pict',
      'auxv',
      'auxv',
    ]);
  });

  test('needs no picture beside it', () => {
    const cleaned = removeSync(sequence([pictures], false)).bytes();
    expect(tracksOf(cleaned)).toEqual([['pict', [1, 3]]]);
    expect(removeSync(cleaned).bytes()).toEqual(cleaned);
  });

  test('needs no primary picture in the meta box beside it', () => {
    const whole = sequence([pictures]);
    whole.set(Buffer.from('free'), Buffer.from(whole).indexOf('pitm'));
    const cleaned = removeSync(whole);
    expect(tracksOf(cleaned.bytes())).toEqual([['pict', [1, 3]]]);
    expect(Buffer.from(cleaned.bytes()).toString('latin1')).not.toMatch(/CANARY|pitm/);
    expect(cleaned.report.removed.map(({ path }) => path)).toContain('heif/meta');
  });

  test('is refused where its tables do not fit the file', () => {
    const whole = sequence([pictures], false);
    const at = (type: string) => Buffer.from(whole).indexOf(type);
    for (const [place, value] of [
      [at('stco') + 12, 0],
      [at('stco') + 12, 0xffff],
      [at('stsz') + 12, 1],
      [at('stsc') + 16, 9],
      [at('url ') + 4, 0],
      [at('mdia'), 0x78787878],
    ] as const) {
      const bytes = whole.slice();
      new DataView(bytes.buffer).setUint32(place, value);
      expect(() => removeSync(bytes), `${value} at ${place}`).toThrow(MetadataError);
    }
  });
});
