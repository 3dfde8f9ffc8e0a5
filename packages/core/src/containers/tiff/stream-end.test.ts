// Streams as xz and zstd wrote them, and end marks of fax codes: found wherever something follows.
import { expect, test } from 'vitest';
import { be32, concat, latin1 } from '../../../../../fixtures/build/index.js';
import { type ByteRange, runSync, type Scan } from '../../bytes/scan.js';
import { faxEnd, lercEnd, xzEnd, zstdEnd } from './stream-end.js';

const decoded = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
/** `xz` of a text with CRC32, with a delta filter and CRC64, and of noise without a check. */
const xz = [
  '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AD/ABZdADmaS3gTHndiNddcFgb4qYZXJkMxgAAAAAAn1gyBAAEugAIAAACCyBzlPjANiwIAAAAAAVla',
  '/Td6WFoAAATm1rRGAgEDAQIhARDHTa6t4AD/ABtdADmaS3AZq7BPCO271wlDjuESsEeolz5ro7ZAAAAA4E8zWpf2IPAAATeAAgAAANGbxcGxxGf7AgAAAAAEWVo=',
  '/Td6WFoAAAD/EtlBAgAhARYAAAB0L+WjAQEraW4GXzDBoioy2Fg6b3irLZYldLlYmDzFr8n9+T+I/qX0FW6ub/P3U0bxnc8ykmPaIxWBZGluVZvgfbAlTJ/iFevf5X+YIkx2QHGT6TcX/vu/ZZ7EmdN+0Bw7fdAa61YjO8LHU5tdUE0AIuXaiC2LXJF3Agp01gOjjwJcQe0puxwP0sx674RI5O2iJhIvHk0arUHzaNbwwfKMg/c6LzlkewtlTPULgicEo0nAh+p56SlPAiFGcR6luEAlG4mSvcG44blLe3d6cN2LBIbtg1GbHeNxlrjDtVcbeNOLviumtlqeS00K+2yJOeQT/lXAZVuILAZT0m3kb3ouOC2j9rQ4OVRDyvNJAItH0i2z6mPwyofBXjB2kYRJTZWHBn25Vfk+6eKYt+yJjbF2Nn5kAAABvAKsAgAAYCak0KgACvwCAAAAAABZWg==',
];
/** `zstd` of a text with and without a check, and of zeros. */
const zstd = [
  'KLUv/WQAAL0AAIBzaXh0ZWVuIGJ5dGVzIGFiAQDaQ80leP5Yhg==',
  'KLUv/WAAAL0AAIBzaXh0ZWVuIGJ5dGVzIGFiAQDaQ80l',
  'KLUv/QRYVQAAEAAAAQCbhjnAAtsjTvM=',
];

/** Lerc2 of version 4: the numbers before its length, the length, and what is packed. */
const lerc = concat(
  'Lerc2 ',
  new Uint8Array([4, 0, 0, 0]),
  new Uint8Array(24),
  be32(50).toReversed(),
  new Uint8Array(12),
);
type End = (range: ByteRange) => Scan<number | undefined>;
const bits = (text: string): Uint8Array =>
  Uint8Array.from(text.replaceAll(' ', '').match(/.{1,8}/g) ?? [], (eight) =>
    Number.parseInt(eight.padEnd(8, '0'), 2),
  );
const line = '000000000001';
const rows = '1101 0000 0011 0101';
const reversed = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2));

const streams: [string, End, Uint8Array][] = [
  ...xz.map((text, i): [string, End, Uint8Array] => [`xz ${i}`, xzEnd, decoded(text)]),
  ...zstd.map((text, i): [string, End, Uint8Array] => [`zstd ${i}`, zstdEnd, decoded(text)]),
  ['LERC', lercEnd, lerc],
  ['T.6', (range) => faxEnd(range, 2, false, false), bits(rows + line + line)],
  [
    'T.6 from the lowest bit on',
    (range) => faxEnd(range, 2, false, true),
    reversed(bits(rows + line + line)),
  ],
  ['T.4', (range) => faxEnd(range, 6, false, false), bits(line + rows + line.repeat(6))],
  [
    'T.4 in two dimensions',
    (range) => faxEnd(range, 6, true, false),
    bits(`${line}1${rows}${`${line}1`.repeat(6)}`),
  ],
];

test.each(streams)('%s ends where it says', (_, end, stream) => {
  const before = latin1('before');
  const all = concat(before, stream, 'bytes that follow it');
  const from = before.length;
  const found = (last: number) => runSync(end({ start: from, end: last }), all);
  expect(found(all.length)).toBe(from + stream.length);
  expect(found(from + stream.length)).toBe(from + stream.length);
  for (let cut = 0; cut < stream.length; cut++) expect(found(from + cut)).toBeUndefined();
});

test('a row of fax codes between ends of lines is no end mark', () => {
  const fax = bits(line + rows + line + rows + line);
  expect(runSync(faxEnd({ start: 0, end: fax.length }, 2, false, false), fax)).toBeUndefined();
});
