// The codes of PLUS licences in XMP with what they mean, as ExifTool prints them; the list is fetched when it is needed.
import { read } from 'exifkit';
import { createEngine, jpeg, xmp as xmpBlock } from 'exifkit/parts';
import { readSync } from 'exifkit/sync';
import { expect, test } from 'vitest';
import { jpeg as jpegOf, xmp, xmpSegment } from '../fixtures/build/index.js';
import { mediaLabels } from '../packages/core/src/labels/plus.generated.js';
import { judged } from './exiftool.js';

const codes = mediaLabels.split('\n').flatMap((line) => line.split('\t').slice(1));
const summaryOf = (...parts: readonly string[]): string => `|PLUS|V0121|U001|1I${parts.join('')}|`;

const fileOf = (code: string, encoding: 'utf-8' | 'utf-16le' = 'utf-8'): Uint8Array =>
  jpegOf({ segments: [xmpSegment(xmp({ elements: { 'plus:MediaSummaryCode': code }, encoding }))] });

const judgedText = (file: Uint8Array): unknown => judged(file)['XMP-plus:MediaSummaryCode'];

test.each([
  ['a licence', '|PLUS|V0120|U001|1IAK1UNA2WAB3PQG4SEJ5VUK6QBV7DWV8RCE8ITR8LEN9ENE|'],
  ['all that codes mean', summaryOf(...codes)],
  ['small letters', '|plus|v0121|u002|1iaa2mag|1IBB9ene|'],
  ['what is in no list', summaryOf('1UNZ', '1IZZ', '2ZZZ', '0AAA', '9-E N.E')],
  ['a head that says nothing', '|PLUS|first|some|9ENE'],
  ['a code alone', '9ENE'],
  ['no code', 'none'],
  ['nothing of the form', 'PLUS|V0121|U001|9ENE'],
])('%s', async (_, code) => {
  const file = fileOf(code);
  const text = judgedText(file);
  expect(text).toBeTypeOf('string');
  const textOf = (metadata: Awaited<ReturnType<typeof read>>): unknown =>
    metadata.tags().find(({ name }) => name === 'MediaSummaryCode')?.text;
  expect(textOf(readSync(file))).toBe(text);
  const fetched = await read(new Blob([new Uint8Array(file)]));
  expect(textOf(fetched)).toBe(text);
  expect(fetched.xmpText()?.['plus']?.['MediaSummaryCode']).toBe(text);
  expect(fetched.xmp?.['plus']?.['MediaSummaryCode']).toBe(code);
});

test('text in wide letters is found too', () => {
  const file = fileOf('9ENE', 'utf-16le');
  expect(
    readSync(file)
      .tags()
      .find(({ name }) => name === 'MediaSummaryCode')?.text,
  ).toBe(judgedText(file));
});

test('an engine without the list prints the code', () => {
  const engine = createEngine({ formats: [jpeg], blocks: [xmpBlock] });
  const tag = engine
    .readSync(fileOf('9ENE'))
    .tags()
    .find(({ name }) => name === 'MediaSummaryCode');
  expect(tag?.text).toBe('9ENE');
});
