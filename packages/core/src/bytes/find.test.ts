import { describe, expect, test } from 'vitest';
import { findByte, searchFor } from './find.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('searchFor', () => {
  const hay = 'xx abcabcabd yy abcab';

  test.each(['x', 'xx', 'abcabd', 'cab', 'yy abcab', hay])('finds %s', (text) => {
    expect(searchFor(text)(bytes(hay), 0, hay.length)).toBe(true);
  });
  test.each(['abcabe', 'abdd', `${hay}b`, 'z'])('does not find %s', (text) => {
    expect(searchFor(text)(bytes(hay), 0, hay.length)).toBe(false);
  });
  test('looks only between start and end', () => {
    expect(searchFor('abd')(bytes(hay), 0, 11)).toBe(false);
    expect(searchFor('abd')(bytes(hay), 0, 12)).toBe(true);
    expect(searchFor('xx')(bytes(hay), 1, hay.length)).toBe(false);
  });
  test('looks only there, and finds the same, in what is long', () => {
    const long = bytes(`${'abcab '.repeat(400)}abcabd${' abcab'.repeat(400)}`);
    const search = searchFor('abcabd');
    expect(search(long, 0, long.length)).toBe(true);
    expect(search(long, 2400, long.length)).toBe(true);
    expect(search(long, 2401, long.length)).toBe(false);
    expect(search(long, 0, 2405)).toBe(false);
    expect(search(long, 0, 2406)).toBe(true);
  });
  test('finds texts longer than a step can say', () => {
    const long = `${'ab'.repeat(300)}c`;
    expect(searchFor(long)(bytes(`ba${long}`), 0, 603)).toBe(true);
    expect(searchFor(long)(bytes(long), 1, 601)).toBe(false);
  });
});

test('findByte gives -1 where there is none', () => {
  expect(findByte(bytes('abcb'), 0x62, 2)).toBe(3);
  expect(findByte(bytes('abc'), 0x7a, 0)).toBe(-1);
});
