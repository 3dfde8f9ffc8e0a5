import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findProperties } from './xmp-places.js';

const limits = { maxDepth: 100, maxParts: 1000 };
const names = (text: string): string[] | undefined =>
  findProperties(text, limits)?.map(({ prefix, name }) => `${prefix}:${name}`);

test('names are resolved by their namespace, whatever prefix is written', () => {
  const text =
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:D xmlns:a="http://ns.adobe.com/exif/1.0/"' +
    ' a:GPSLatitude = "1,2N"><a:Make/></r:D></r:RDF>';
  expect(names(text)).toEqual(['exif:GPSLatitude', 'exif:Make', 'rdf:D', 'rdf:RDF']);
});

test('comments, instructions and CDATA are passed over; signs in values are text', () => {
  const text = '<?x <a ?><!-- <b> --><a c="1 > 0"><![CDATA[<d>]]></a>';
  expect(names(text)).toEqual([':c', ':a']);
});

test.each(['<a', '<a></b>', '<a b=c></a>', '<a b="c>', '</a>', '<a><b></a>', '<!-- <a/>'])(
  '%s is not followed',
  (text) => expect(findProperties(text, limits)).toBeUndefined(),
);

test('any text ends, and places lie in it', () => {
  const piece = fc.constantFrom(
    '<a',
    '</a>',
    '>',
    '/>',
    ' b="',
    '"',
    "'",
    'x',
    '<!--',
    '-->',
    '<?',
    '?>',
    ' ',
    '=',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end, valueStart, valueEnd } of findProperties(text, limits) ?? []) {
        expect(start < end && end <= text.length && valueStart <= valueEnd).toBe(true);
      }
    }),
  );
});
