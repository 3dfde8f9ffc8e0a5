// Reads side by side give what each gives alone, also while the rarer parts are still being fetched.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Metadata, read, readGps } from 'exifkit';
import { readGpsSync, readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const names = ['jpeg-all-blocks.jpg', 'png-xmp.png', 'heic-exif-xmp.heic', 'jpeg-jumbf.jpg', 'gif-xmp.gif'];
const files = names.map((name) => new Uint8Array(readFileSync(resolve(folder, name))));
const printed = (metadata: { tags(): ReturnType<Metadata<[]>['tags']> }) =>
  metadata.tags().map(({ family, group, name, text }) => [family, group, name, text]);

test('reads at the same time', async () => {
  const together = await Promise.all([...files, ...files].map((bytes) => read(bytes)));
  const alone = files.map((bytes) => readSync(bytes));
  expect(together.map(printed)).toEqual([...alone, ...alone].map(printed));
});

test('a position is the same from memory and from a source', async () => {
  for (const bytes of files) expect(await readGps(new Blob([bytes]))).toEqual(readGpsSync(bytes));
});
