// Chunks that may stand once in a PNG but stand twice: what decoders go by stays, and the others go. libvips is the judge.
import { inflateSync } from 'node:zlib';
import { removeSync } from 'exifkit/sync';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { type PngChunk, png, zlib } from '../fixtures/build/index.js';

const note = 'a note that is no profile';
const noProfile: PngChunk = ['iCCP', Buffer.concat([Buffer.from('note\0\0'), zlib(Buffer.from(note))])];
const noStream: PngChunk = ['iCCP', Buffer.from(`note\0\0${note}`)];
let wide: PngChunk;
let plain: PngChunk;

beforeAll(async () => {
  const chunkOf = async (profile: string): Promise<PngChunk> => ['iCCP', await profileChunk(profile)];
  [wide, plain] = [await chunkOf('p3'), await chunkOf('srgb')];
});

/** The data of the chunk that libvips writes. */
async function profileChunk(profile: string): Promise<Buffer> {
  const create = { width: 2, height: 2, channels: 3, background: '#a45' } as const;
  const bytes = await sharp({ create }).withIccProfile(profile).png().toBuffer();
  const at = bytes.indexOf('iCCP');
  return bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4));
}

const profileOf = async (bytes: Uint8Array): Promise<Buffer | undefined> =>
  (await sharp(bytes, { failOn: 'none' }).metadata()).icc;

test.each([
  ['the second of two profiles', () => [wide, plain]],
  ['the second of two, the other way round', () => [plain, wide]],
  ['a text behind a profile', () => [wide, noProfile]],
  ['a text before a profile', () => [noProfile, wide]],
  ['what is no stream before a profile', () => [noStream, wide, plain]],
])('%s: the picture keeps the profile that decoders take', async (_, chunks) => {
  const file = png({ chunks: chunks() });
  const before = await profileOf(file);
  expect(before).toBeDefined();
  const { bytes, report } = removeSync(file);
  const cleaned = Buffer.from(bytes());
  expect(await profileOf(cleaned)).toEqual(before);
  expect(cleaned.toString('latin1').split('iCCP')).toHaveLength(2);
  const data = cleaned.subarray(cleaned.indexOf('iCCP') + 4);
  expect(inflateSync(data.subarray(data.indexOf(0) + 2))).toEqual(before);
  expect(report.removed.filter(({ kind }) => kind === 'icc')).toHaveLength(chunks().length - 1);
  expect(cleaned.includes(note)).toBe(false);
});

test('a chunk of a wrong size is no reason to lose the right one', () => {
  const gamma = Buffer.from([0, 0, 0xb1, 0x8f]);
  const file = png({
    chunks: [
      ['gAMA', 'long text'],
      ['gAMA', gamma],
      ['gAMA', Buffer.from([0, 0, 1, 0])],
    ],
  });
  const cleaned = Buffer.from(removeSync(file).bytes()).toString('latin1');
  expect(
    cleaned
      .split('gAMA')
      .slice(1)
      .map((chunk) => chunk.slice(0, 4)),
  ).toEqual([gamma.toString('latin1')]);
});
