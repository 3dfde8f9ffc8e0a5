// A note whose values lie far from it, in a file that is read by pieces: what is missing is fetched, round by round.
import { expect, test } from 'vitest';
import { type MetadataBase, read, readSync } from '../../index.js';

const FAR = 200_000;
const FARTHER = 300_000;
const littleEndian = true;

interface Entry {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** A TIFF file of a Nikon camera; its note's preview directory lies far from it, a value of that still farther. */
function file(): Uint8Array {
  const bytes = new Uint8Array(400_000);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  const directory = (at: number, entries: readonly Entry[]): void => {
    view.setUint16(at, entries.length, littleEndian);
    entries.forEach(({ id, type, count, value }, i) => {
      view.setUint16(at + 2 + 12 * i, id, littleEndian);
      view.setUint16(at + 4 + 12 * i, type, littleEndian);
      view.setUint32(at + 6 + 12 * i, count, littleEndian);
      view.setUint32(at + 10 + 12 * i, value, littleEndian);
    });
  };
  put(0, 'II*\0');
  view.setUint32(4, 8, littleEndian);
  directory(8, [
    { id: 0x10f, type: 2, count: 18, value: 100 },
    { id: 0x8769, type: 4, count: 1, value: 200 },
  ]);
  put(100, 'NIKON CORPORATION\0');
  directory(200, [{ id: 0x927c, type: 7, count: 100, value: 300 }]);
  put(300, 'Nikon\0\x02\x10\0\0II*\0');
  view.setUint32(314, 8, littleEndian);
  // Offsets of the note count from its own header.
  directory(318, [
    { id: 0x11, type: 4, count: 1, value: FAR - 310 },
    { id: 0x84, type: 5, count: 4, value: FARTHER - 310 },
  ]);
  directory(FAR, [{ id: 0x11a, type: 5, count: 1, value: FARTHER + 100 - 310 }]);
  const rationals = [24, 70, 2.8, 2.8].map((number) => number * 10);
  rationals.forEach((number, i) => {
    view.setUint32(FARTHER + 8 * i, number, littleEndian);
    view.setUint32(FARTHER + 8 * i + 4, 10, littleEndian);
  });
  view.setUint32(FARTHER + 100, 300, littleEndian);
  view.setUint32(FARTHER + 104, 1, littleEndian);
  return bytes;
}

const notesOf = (metadata: MetadataBase): string[] =>
  metadata
    .tags()
    .filter(({ family }) => family === 'MakerNotes')
    .map(({ group, name, text }) => `${group}:${name} ${text}`);

test('values and directories outside the note are fetched, and the note gives what it gives in memory', async () => {
  const bytes = file();
  const asked: number[] = [];
  const source = {
    size: bytes.length,
    async read({ start, end }: { start: number; end: number }): Promise<Uint8Array> {
      asked.push(start);
      return bytes.slice(start, end);
    },
  };
  const inMemory = notesOf(readSync(bytes));
  expect(inMemory).toContain('Nikon:Lens 24-70mm f/2.8');
  expect(inMemory).toContain('PreviewIFD:XResolution 300');
  expect(notesOf(await read(source))).toEqual(inMemory);
  expect(asked).toEqual(expect.arrayContaining([FAR, FARTHER]));
});
