// The check of what shows a picture: whatever a planner loses of it, and calls its own, the file is refused.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testContext } from '../../test/blocks.js';
import { runSync, type Scan } from '../bytes/scan.js';
import { gifPlanner } from '../containers/gif/plan.js';
import { heifPlanner } from '../containers/heif/plan/index.js';
import { jpegPlanner } from '../containers/jpeg/plan.js';
import { KnownData, type Plan, type PlanInput, type Planner } from '../containers/plan.js';
import { pngPlanner } from '../containers/png/plan.js';
import { tiffPlanner } from '../containers/tiff/plan.js';
import { webpPlanner } from '../containers/webp/plan.js';
import { MetadataError } from '../errors.js';
import { rulesOf } from './policy.js';
import { remove } from './remove.js';
import { removeSync } from './remove-sync.js';
import { verify } from './verify.js';

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../../fixtures/files/${name}`, import.meta.url));

/** The file with the first of some bytes replaced, so that what they begin is no longer what it was. */
function renamed(file: Buffer, from: string, to: string): Buffer {
  const at = file.indexOf(from, 0, 'latin1');
  expect(at).toBeGreaterThan(0);
  const bytes = Buffer.from(file);
  bytes.write(to, at, 'latin1');
  return bytes;
}

/** A planner that writes `bytes` for any file, and finds nothing wrong with them when it checks them. */
function lossy(planner: Planner, bytes: Uint8Array): Planner {
  let asked = 0;
  return {
    ...planner,
    *plan(input: PlanInput): Scan<Plan> {
      if (asked++ > 0) return yield* planner.plan(input);
      return { pieces: [bytes], removed: [], kept: [], changed: [], imageData: [] };
    },
  };
}

/** Plans with the planner and checks what comes out. */
function cleaned(planner: Planner, file: Uint8Array): void {
  const context = { ...testContext().context, size: file.length };
  const input: PlanInput = { rules: rulesOf('everything'), context, known: new KnownData() };
  runSync(
    (function* () {
      yield* verify(planner, yield* planner.plan(input), input);
    })(),
    file,
  );
}

const losses: readonly (readonly [
  what: string,
  file: string,
  Planner,
  from: string,
  to: string,
  path: string,
])[] = [
  ['a graphic control', 'gif-animation.gif', gifPlanner, '\x21\xf9', '\x21\xfe', 'gif/control'],
  ['the animation loop', 'gif-animation.gif', gifPlanner, 'NETSCAPE', 'NETSCAPF', 'gif/loop'],
  ['tRNS', 'png-palette.png', pngPlanner, 'tRNS', 'trNS', 'png/tRNS'],
  ['gAMA', 'png-colour.png', pngPlanner, 'gAMA', 'gaMA', 'png/gAMA'],
  ['acTL', 'png-animation.png', pngPlanner, 'acTL', 'axTL', 'png/acTL'],
  ['a frame header', 'jpeg-minimal.jpg', jpegPlanner, '\xff\xc0', '\xff\xec', 'jpeg/0xc0'],
  ['a quantisation table', 'jpeg-minimal.jpg', jpegPlanner, '\xff\xdb', '\xff\xec', 'jpeg/0xdb'],
  ['a Huffman table', 'jpeg-minimal.jpg', jpegPlanner, '\xff\xc4', '\xff\xec', 'jpeg/0xc4'],
  ['a restart interval', 'jpeg-restart.jpg', jpegPlanner, '\xff\xdd', '\xff\xec', 'jpeg/0xdd'],
  ['the colour transform', 'jpeg-cmyk-adobe.jpg', jpegPlanner, 'Adobe', 'Adobf', 'jpeg/APP14'],
  ['ANIM', 'webp-animation.webp', webpPlanner, 'ANIM', 'ANIX', 'webp/ANIM'],
  ['a structural tag', 'tiff-minimal.tif', tiffPlanner, '\x06\x01\x03\0', '\x06\xf1\x03\0', 'tiff/IFD/262'],
  ['a property', 'heic-minimal.heic', heifPlanner, 'ispe', 'ispf', 'heif/meta/iprp/ispe'],
  ['the alpha', 'avif-alpha.avif', heifPlanner, 'auxl', 'auxm', 'heif/meta/iref/auxl'],
];

test.each(losses)('a planner that loses %s of %s is refused', (_, name, planner, from, to, path) => {
  const file = fixture(name);
  const lost = removeSync(renamed(file, from, to)).bytes();
  expect(removeSync(lost).bytes()).toEqual(lost);
  expect(() => cleaned(lossy(planner, removeSync(file).bytes()), file)).not.toThrow();
  let error: unknown;
  try {
    cleaned(lossy(planner, lost), file);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(MetadataError);
  expect(error).toMatchObject({ code: 'unsafe-write', path });
});

test.each(losses.map(([what, file, , from, to]) => [what, file, from, to] as const))(
  'the digest tells of %s of %s',
  async (_, name, from, to) => {
    const { before, after } = removeSync(fixture(name)).renderingDigest();
    expect(after).toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await (await remove(fixture(name), 'strict')).renderingDigest()).toEqual({ before, after });
    expect(removeSync(fixture(name), { only: ['gps'] }).renderingDigest()).toEqual({ before, after });
    expect(removeSync(renamed(fixture(name), from, to)).renderingDigest().before).not.toBe(before);
  },
);
