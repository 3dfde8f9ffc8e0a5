// What the library says in words is said in the reader's language.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Keep, remove } from 'exifkit';
import { expect, test } from 'vitest';
import { shownText, texts } from '../src/text.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/files');

test('what a report of cleaning names, and why it stays, has a text in both languages', async () => {
  const all = Object.keys(texts.en.keep) as Keep[];
  const kinds = new Set<string>();
  const reasons = new Set<string>();
  for (const name of readdirSync(fixtures)) {
    const bytes = new Uint8Array(readFileSync(join(fixtures, name)));
    for (const keep of [[], all]) {
      const rewrite = await remove(bytes, { preset: 'strict', keep }).catch(() => undefined);
      for (const { kind } of rewrite?.report.removed ?? []) kinds.add(kind);
      const { changed = [], kept = [] } = rewrite?.report ?? {};
      for (const { kind } of [...changed, ...kept]) kinds.add(kind);
      for (const { why } of kept) if (why) reasons.add(why);
    }
  }
  expect(kinds.size).toBeGreaterThan(20);
  expect([...kinds].filter((kind) => !texts.en.report.kinds[kind] || !texts.id.report.kinds[kind])).toEqual(
    [],
  );
  expect([...reasons].filter((why) => !texts.id.report.reasons[why])).toEqual([]);
}, 60_000);

test('bytes are counted in the language of the page', () => {
  const bytes = '(Binary data 3589 bytes, use -b option to extract)';
  expect(shownText(texts.id, bytes)).toBe('data 3589 byte');
  expect(shownText(texts.en, bytes)).toBe('3589 bytes of data');
  expect(shownText(texts.en, 'Canon')).toBe('Canon');
});
