// Bodies of any content and boundary, in any pieces, against a split that has the whole body at hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartSplitter } from '../src/part-splitter.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
const text = (chunks: readonly Uint8Array[]): string =>
  chunks.map((one) => Buffer.from(one).toString('latin1')).join('');

/** The contents of the parts, `undefined` where the body does not end. */
function split(body: string, boundary: string, cuts: readonly number[]): string[] | undefined {
  const parts: Uint8Array[][] = [];
  const splitter = new PartSplitter(boundary, () => {
    const part: Uint8Array[] = [];
    parts.push(part);
    return (content) => void part.push(content.slice());
  });
  const at = [...new Set([0, ...cuts.map((cut) => cut % (body.length + 1)), body.length])].sort(
    (a, b) => a - b,
  );
  try {
    for (let i = 0; i + 1 < at.length; i++) splitter.write(bytes(body.slice(at[i], at[i + 1])));
    splitter.finish();
  } catch {
    return undefined;
  }
  return parts.map(text);
}

/** The same over the whole text by one expression: a boundary is a line of its own, but for blanks behind it. */
function reference(body: string, boundary: string): string[] | undefined {
  const literal = boundary.replace(/[^\w]/g, '\\$&');
  const lines = new RegExp(`\\r\\n--${literal}(?:(--)|[ \\t]*(?=\\r\\n))`, 'g');
  const parts: string[] = [];
  const whole = `\r\n${body}`;
  let start: number | undefined;
  for (;;) {
    const line = lines.exec(whole);
    if (!line) return undefined;
    if (start !== undefined) parts.push(whole.slice(start, line.index));
    if (line[1]) return parts;
    const end = whole.indexOf('\r\n\r\n', lines.lastIndex);
    if (end < 0) return undefined;
    start = lines.lastIndex = end + 4;
  }
}

const boundaries = fc.constantFrom(
  'b',
  '--',
  '-',
  'a--',
  'ab-ab',
  "'()+_,-./:=?",
  '\r\n--b',
  '----WebKitFormBoundaryX',
);
const cuts = fc.array(fc.nat(5000), { maxLength: 40 });

/** Text that comes as near to a boundary as it can. */
const near = (boundary: string) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom('\r', '\n', '\r\n', '-', '--', ' ', '\t', 'x', '\0', '\xff', 'A: b', boundary),
        fc.constantFrom(
          boundary.slice(0, -1),
          `\r\n--${boundary}`,
          `\r\n--${boundary}x`,
          `\r\n--${boundary}--`,
        ),
      ),
      { maxLength: 24 },
    )
    .map((pieces) => pieces.join(''));

describe('a multipart body in any pieces', () => {
  it('is split as the whole of it is', () => {
    const bodies = boundaries.chain((boundary) => fc.tuple(fc.constant(boundary), near(boundary), cuts));
    fc.assert(
      fc.property(bodies, ([boundary, noise, at]) => {
        const body = `--${boundary}\r\nA: b\r\n\r\n${noise}\r\n--${boundary}--\r\n`;
        expect(split(body, boundary, at)).toEqual(reference(body, boundary));
        expect(split(noise, boundary, at)).toEqual(reference(noise, boundary));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back every content in which no boundary stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
        cuts,
        (contents, at) => {
          const boundary = 'a-boundary-that-is-nowhere';
          const sent = contents.map((content) => text([content]));
          const parts = sent.map((content) => `--${boundary}\r\nA: b\r\n\r\n${content}\r\n`);
          expect(split(`preamble\r\n${parts.join('')}--${boundary}--`, boundary, at)).toEqual(sent);
        },
      ),
      { numRuns: 500 },
    );
  });
});
