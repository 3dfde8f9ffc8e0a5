// Plants a unique string in every place of a file that can hold one, removes, and looks for each in the result.
import { MetadataError, remove } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import { plantedHeifs } from './canaries/heif.js';
import { plantedJpegs } from './canaries/jpeg.js';
import { type Planted, profileName } from './canaries/planted.js';
import { holdsText, Planter } from './canaries/planter.js';
import { plantedPngs } from './canaries/png.js';
import { plantedTiffs } from './canaries/tiff.js';
import { plantedGifs, plantedWebps } from './canaries/webp-gif.js';
import { compare } from './pictures.js';

const files: readonly Planted[] = [
  ...plantedJpegs,
  ...plantedPngs,
  ...plantedTiffs,
  ...plantedWebps,
  ...plantedGifs,
  ...plantedHeifs,
];

const made = files.map(({ name, make, profile = false, refusable = false, policy = {} }) => {
  const planter = new Planter();
  return { name, planter, bytes: make(planter), profile, refusable, policy };
});

test('there are more than a hundred places', () => {
  const places = made.flatMap(({ name, planter }) => planter.places.map((place) => `${name}: ${place}`));
  expect(new Set(places).size).toBeGreaterThan(100);
});

/** Malformed files may be refused: then they are not written at all. */
function isRefused(bytes: Uint8Array): boolean {
  try {
    removeSync(bytes);
    return false;
  } catch (error) {
    return error instanceof MetadataError && error.code !== 'unsafe-write';
  }
}

const cleanable = made.filter(({ refusable, bytes }) => !refusable || !isRefused(bytes));

test.each(made)('$name holds what was planted before', ({ planter, bytes }) => {
  expect(planter.foundIn(bytes)).toEqual(planter.places);
});

describe.each(cleanable)('$name', ({ planter, bytes, profile, policy }) => {
  test('holds nothing of it after', () => {
    const cleaned = removeSync(bytes, policy);
    const after = cleaned.bytes();
    expect(planter.foundIn(after)).toEqual([]);
    expect(holdsText(after, profileName)).toBe(profile);
    expect(cleaned.report.bytesAfter).toBe(after.length);
  });

  test('gives the same from every source, and leaves it as it was', async () => {
    const copy = bytes.slice();
    const after = removeSync(bytes, policy).bytes();
    const fromBlob = await remove(new Blob([copy]), policy);
    expect(await fromBlob.bytes()).toEqual(after);
    expect(new Uint8Array(await (await fromBlob.blob()).arrayBuffer())).toEqual(after);
    const fromStream = await remove(new Blob([copy]).stream(), policy);
    expect(new Uint8Array(await new Response(fromStream.stream()).arrayBuffer())).toEqual(after);
    expect(bytes).toEqual(copy);
  });

  test('holds nothing of it by the strict policy', () => {
    const after = removeSync(bytes, 'strict').bytes();
    expect(planter.foundIn(after)).toEqual([]);
    expect(holdsText(after, profileName)).toBe(false);
  });

  test('shows the same picture', async () => {
    const cleaned = removeSync(bytes, policy);
    expect(await compare(bytes, cleaned.bytes())).toMatch(/^(same|undecodable)$/);
    const { before, after } = cleaned.imageDigest();
    expect(after).toBe(before);
  });
});
