import { describe, expect, test } from 'vitest';
import { be32, box, concat } from '../../../../../fixtures/build/index.js';
import { damage, load, testContext, texts, wholeRef } from '../../../test/blocks.js';
import type { Text } from '../../types.js';
import { jumbf } from './index.js';

type Part = Uint8Array | readonly number[] | string;

const typeId = (letters: string): Uint8Array =>
  concat(letters, [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]);
const description = (letters: string, label: string, ...more: Part[]): Uint8Array =>
  box('jumd', typeId(letters), [3], label, [0], ...more);
const superbox = (letters: string, label: string, ...content: Uint8Array[]): Uint8Array =>
  box('jumb', description(letters, label), ...content);

function read(bytes: Uint8Array): { readonly [name: string]: Text } {
  return texts(load(jumbf, [wholeRef('jumbf', bytes, 'jpeg/APP11')], bytes).tags());
}

/** Printed values of a box of CBOR. */
const cbor = (...parts: Part[]): { readonly [name: string]: Text } => {
  const {
    'JUMBF:JUMDType': _,
    'JUMBF:JUMDLabel': __,
    ...rest
  } = read(superbox('cbor', 'c2pa.claim', box('cbor', ...parts)));
  return rest;
};

test('superboxes say what they hold', () => {
  const salted = box(
    'jumb',
    description('c2as', 'c2pa.hash.data', box('c2sh', [0xab, 1])),
    box('bidb', [1, 2, 3]),
  );
  expect(read(superbox('c2pa', 'c2pa', salted))).toEqual({
    'JUMBF:JUMDType': '(c2as)-0011-0010-800000aa00389b71',
    'JUMBF:JUMDLabel': 'c2pa.hash.data',
    'Jpeg2000:C2PAHashDataSalt': 'ab01',
    'Jpeg2000:C2PAHashDataData': '(Binary data 3 bytes, use -b option to extract)',
  });
});

test('an id and a signature in the description', () => {
  const jumd = box('jumd', new Uint8Array(16), [12], be32(70_000), new Uint8Array(32).fill(0xa1));
  expect(read(box('jumb', jumd, box('bfdb', [0], 'image/png\0a.png\0')))).toEqual({
    'JUMBF:JUMDType': '00000000-0000-0000-0000000000000000',
    'JUMBF:JUMDID': '70000',
    'JUMBF:JUMDSignature': 'a1'.repeat(32),
    'Jpeg2000:BinaryDataType': 'image/png, a.png',
  });
});

describe('CBOR', () => {
  test('numbers, texts, bytes and simple values', () => {
    expect(
      cbor(
        [0xa6, 0x61],
        'n',
        [0x19, 1, 0, 0x61],
        'm',
        [0x38, 99, 0x61],
        't',
        [0x62],
        'hi',
        [0x61],
        'b',
        [0x43, 1, 2, 3, 0x61],
        'y',
        [0xf5, 0x61],
        'f',
        [0xf9, 0x3e, 0],
      ),
    ).toEqual({
      'CBOR:TagN': '256',
      'CBOR:TagM': '-100',
      'CBOR:TagT': 'hi',
      'CBOR:TagB': '(Binary data 3 bytes, use -b option to extract)',
      'CBOR:TagY': 'True',
      'CBOR:TagF': '1.5',
    });
  });

  test('structures are flattened, and what is in lists gathered', () => {
    const action = (name: string): Uint8Array => concat([0xa1, 0x66], 'action', [0x62], name);
    expect(cbor([0xa1, 0x67], 'actions', [0x82], action('c1'), action('c2'))).toEqual({
      'CBOR:ActionsAction': ['c1', 'c2'],
    });
    expect(cbor([0x82, 1, 0xa1, 0x18, 33, 0x9f, 5, 6, 0xff])).toEqual({
      'CBOR:Item0': '1',
      'CBOR:Item1_33': ['5', '6'],
    });
  });

  test('names of their own, and dates', () => {
    expect(
      cbor([0xa2, 0x68], 'dc:title', [0x61], 'x', [0x64], 'when', [0xc0, 0x74], '2025-04-13T08:59:06Z'),
    ).toEqual({
      'CBOR:Title': 'x',
      'CBOR:When': '2025:04:13 08:59:06Z',
    });
  });

  test.each([
    ['cut off', [0xa1, 0x61]],
    ['with a string longer than its box', [0x7b, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['with a list of more than there is', [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]],
    ['nested without end', new Array(5000).fill(0x81)],
    ['of lists without end', new Array(5000).fill(0x9f)],
  ])('%s ends with a warning', (_, content) => {
    const bytes = superbox('cbor', 'x', box('cbor', content));
    const { context, warnings } = testContext();
    load(jumbf, [wholeRef('jumbf', bytes, 'jpeg/APP11')], bytes, context).tags();
    expect(warnings).toHaveLength(1);
  });
});

test('JSON', () => {
  const text =
    '{"@context":"http://schema.org/","author":[{"@type":"Person","name":"A"},{"@type":"Person","name":"B"}],"n":1.5,"z":null}';
  expect(read(superbox('json', 'stds.schema-org.CreativeWork', box('json', text)))).toMatchObject({
    'JSON:Context': 'http://schema.org/',
    'JSON:AuthorName': ['A', 'B'],
    'JSON:TagN': '1.5',
    'JSON:TagZ': 'null',
  });
});

test('damage', () => {
  const claim = box(
    'cbor',
    [0xa2, 0x61],
    'a',
    [0x82, 1, 0xa1, 0x61],
    'b',
    [0x43, 1, 2, 3, 0x61],
    'c',
    [0xfb, 0x40, 9, 0, 0, 0, 0, 0, 0],
  );
  const bytes = superbox(
    'c2pa',
    'c2pa',
    superbox('cbor', 'c2pa.claim', claim),
    superbox('json', 'j', box('json', '{"a":[1,{"b":2}]}')),
  );
  damage(jumbf, 'jumbf', bytes, 'jpeg/APP11');
});

test('boxes nested without end', () => {
  let bytes: Uint8Array = box('jumb');
  for (let i = 0; i < 2000; i++) bytes = box('jumb', bytes);
  const { context, warnings } = testContext();
  load(jumbf, [wholeRef('jumbf', bytes, 'jpeg/APP11')], bytes, context).tags();
  expect(warnings).toEqual(['limit-exceeded: boxes nested deeper than 33']);
});
