// Cleaning a GIF: what shows its frames stays with them. libvips is the judge of frames, delays and pixels.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { removeSync } from '../../remove/remove-sync.js';

const latin = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
/** 2 x 2 pixels, a colour table of four. */
const head = [...latin('GIF89a'), 2, 0, 2, 0, 0x81, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9];
const loop = [0x21, 0xff, 11, ...latin('NETSCAPE2.0'), 3, 1, 7, 0, 0];
const comment = [0x21, 0xfe, 6, ...latin('SECRET'), 0];
const magicTrailer = [1, ...Array.from({ length: 256 }, (_, i) => 255 - i), 0];
const xmp = [0x21, 0xff, 11, ...latin('XMP DataXMP<x:SECRET/>'), ...magicTrailer];
const control = (delay: number, flags = 9): number[] => [0x21, 0xf9, 4, flags, delay, 0, 1, 0];
const image = (colour: number): number[] => [
  ...[0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2],
  ...(colour === 1 ? [2, 0x8c, 0x53] : [2, 0x84, 0x51]),
  0,
];
const plainText = [0x21, 1, 12, ...new Array(12).fill(1), 6, ...latin('SECRET'), 0];
const end = [0x3b];
const file = (...parts: readonly number[][]): Uint8Array => Uint8Array.from(parts.flat());

async function shown(bytes: Uint8Array): Promise<unknown> {
  const { delay, loop: loops, pages } = await sharp(bytes, { animated: true }).metadata();
  const pixels = await sharp(bytes, { animated: true, failOn: 'warning' }).ensureAlpha().raw().toBuffer();
  return { delay, loops, pages, pixels: [...pixels] };
}

const betweens: Readonly<Record<string, readonly number[][]>> = {
  'a comment': [comment],
  XMP: [xmp],
  'an application that is not known': [[0x21, 0xff, 11, ...latin('SECRETDATA1'), 3, 1, 2, 3, 0]],
  'the animation loop': [loop],
  'zero bytes': [[0, 0]],
  'several blocks': [comment, xmp, [0x21, 0x42, 6, ...latin('SECRET'), 0]],
};

test.each(Object.entries(betweens))('a graphic control stays with its frame over %s', async (_, between) => {
  const bytes = file(head, loop, control(50), ...between, image(0), control(70), ...between, image(1), end);
  const cleaned = removeSync(bytes);
  expect(Buffer.from(cleaned.bytes()).includes('SECRET')).toBe(false);
  const same = file(head, loop, control(50), image(0), control(70), image(1), end);
  if (!between.includes(loop)) expect(cleaned.bytes()).toEqual(Uint8Array.from(same));
  expect(await shown(cleaned.bytes())).toEqual(await shown(same));
  expect(removeSync(cleaned.bytes()).report.removed).toEqual([]);
});

test('a plain text goes with its control; those of the frames beside it stay', async () => {
  const frames = [control(50), image(0), control(70), image(1)];
  const bytes = file(head, ...frames.slice(0, 2), control(90), comment, plainText, ...frames.slice(2), end);
  const cleaned = removeSync(bytes);
  expect(cleaned.bytes()).toEqual(file(head, ...frames, end));
  expect(cleaned.report.removed.map(({ kind }) => kind)).toEqual(['control', 'comment', 'text']);
});

test('what a control and a loop count carry behind their content goes, and they stay', async () => {
  const wide = [0x21, 0xf9, 4, 9, 50, 0, 1, 6, ...latin('SECRET'), 0];
  const long = [0x21, 0xff, 11, ...latin('NETSCAPE2.0'), 6, ...latin('SECRET'), 3, 1, 7, 0, 0];
  const { bytes, report } = removeSync(file(head, long, wide, image(0), control(70), image(1), end));
  expect(bytes()).toEqual(file(head, loop, control(50), image(0), control(70), image(1), end));
  expect(report.changed.map(({ kind }) => kind)).toEqual(['loop', 'control']);
});

test('a control without a frame goes', () => {
  const { bytes } = removeSync(file(head, control(50), image(0), control(70), comment, end));
  expect(bytes()).toEqual(file(head, control(50), image(0), end));
});
