// Tags of several values: the table says that they are lists, not how many a file happens to hold.
import { describe, expect, test } from 'vitest';
import { load, texts, wholeRef } from '../../../test/blocks.js';
import { DOUBLE, FLOAT, RATIONAL, SHORT, SRATIONAL, UNDEFINED } from '../../structures/tiff/field.js';
import { tiffBytes } from '../../structures/tiff/testing.js';
import { exifRows } from '../../tags/exif.generated.js';
import { entryRows } from './definition.js';
import { exifDefinitions } from './definitions.js';
import { exif } from './index.js';

function loaded(id: number, type: number, values: readonly number[]) {
  const bytes = tiffBytes({ entries: [[id, type, values]] });
  return load(exif, [wholeRef('exif', bytes, 'jpeg/APP1')], bytes);
}

function typed(id: number, name: string, type: number, values: readonly number[]): unknown {
  return (loaded(id, type, values).value() as { [name: string]: unknown } | undefined)?.[name];
}

/** The tags of several numbers that no conversion reads in a form of its own. */
const lists = Array.from(entryRows(exifRows), ({ id, name, kind }) => ({ id, name, kind })).filter(
  ({ id, kind }) => {
    const definition = exifDefinitions().get(id);
    return (kind === 'l' || kind === 'q') && !definition?.value && definition?.as === undefined;
  },
);

describe('tags of several values', () => {
  test('are all there', () => {
    expect(lists.length).toBeGreaterThan(55);
  });

  test.each(lists)('$name is a list of all, and of one', ({ id, name }) => {
    expect(typed(id, name, SHORT, [3, 1, 2])).toEqual([3, 1, 2]);
    expect(typed(id, name, SHORT, [3])).toEqual([3]);
    expect(typed(id, name, SRATIONAL, [1, 2, -3, 4])).toEqual([0.5, -0.75]);
  });

  test.each(lists.filter(({ kind }) => kind === 'q'))(
    '$name keeps the members around one that is no number',
    ({ id, name }) => {
      expect(typed(id, name, RATIONAL, [24, 1, 0, 0, 7, 0, 28, 10])).toEqual([24, undefined, undefined, 2.8]);
      expect(typed(id, name, FLOAT, [1.5, Number.NaN, 2])).toEqual([1.5, undefined, 2]);
      expect(typed(id, name, DOUBLE, [Number.POSITIVE_INFINITY, 2])).toEqual([undefined, 2]);
      expect(typed(id, name, RATIONAL, [0, 0, 1, 0])).toBeUndefined();
    },
  );

  test.each(lists.filter(({ kind }) => kind === 'l'))('$name has no gaps', ({ id, name }) => {
    expect(typed(id, name, RATIONAL, [24, 1, 0, 0])).toBeUndefined();
  });
});

test('a tag of one value has the first of several', () => {
  expect(typed(0x112, 'Orientation', SHORT, [6, 1, 1])).toBe(6);
  expect(typed(0x829d, 'FNumber', RATIONAL, [28, 10, 56, 10])).toBe(2.8);
  expect(typed(0x829d, 'FNumber', RATIONAL, [28, 0, 56, 10])).toBeUndefined();
});

test('a member that is no number stands in its place in the value and the text too', () => {
  const block = loaded(0xa432, RATIONAL, [24, 1, 70, 1, 0, 0, 28, 10]);
  expect(block.tags().map(({ value }) => value)).toEqual([[24, 70, 'undef', 2.8]]);
  expect(texts(loaded(0x13e, RATIONAL, [1, 3, 1, 0]).tags())).toEqual({
    'IFD0:WhitePoint': '0.3333333333 inf',
  });
});

test('more numbers than are listed are told by their place', () => {
  const numbers = new Array<number>(600).fill(1);
  const [tag] = loaded(0xc6fc, FLOAT, numbers).tags();
  expect(tag?.text).toBe('(large array of 600 float values)');
  expect(tag?.value).toMatchObject({ length: 2400, ranges: [{ start: 26, end: 2426 }] });
});

test('binary data is told by its place where it is long, and given where it is short', () => {
  const short = loaded(0xea1c, UNDEFINED, [1, 2, 3, 4, 5, 6]).tags()[0];
  const long = loaded(0xea1c, UNDEFINED, new Array<number>(5000).fill(7)).tags()[0];
  expect(short?.value).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
  expect(long?.value).toMatchObject({ length: 5000, ranges: [{ start: 26, end: 5026 }] });
  expect([short?.text, long?.text]).toEqual(
    [6, 5000].map((length) => `(Binary data ${length} bytes, use -b option to extract)`),
  );
});
