import { expect, test } from 'vitest';
import { bytesOf, damage, load, testContext, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { icc } from './index.js';

const pad = (bytes: Uint8Array, length: number) =>
  bytesOf(bytes, new Array(Math.max(0, length - bytes.length)).fill(0));
const utf16 = (text: string) => [...text].flatMap((c) => u16(c.charCodeAt(0)));

function profile(tags: readonly (readonly [signature: string, data: Uint8Array])[]): Uint8Array {
  let at = 132 + tags.length * 12;
  const table = tags.flatMap(([signature, data]) => {
    const entry = [...bytesOf(signature, u32(at), u32(data.length))];
    at += data.length;
    return entry;
  });
  const header = bytesOf(
    u32(at),
    'lcms',
    4,
    0x20,
    0,
    0,
    'mntrRGB XYZ ',
    [2020, 1, 31, 23, 59, 1].flatMap(u16),
    'acspAPPL',
    u32(3),
    'APPL',
    u32(0),
    u32(0),
    u32(13),
    u32(1),
    u32(0xf6d6),
    u32(0x10000),
    u32(0xd32d),
    'XXXX',
    u32(0),
    u32(0),
    u32(0),
    u32(0xabcdef),
  );
  return bytesOf(pad(header, 128), u32(tags.length), table, ...tags.map(([, data]) => data));
}

const languages = bytesOf(
  'mluc',
  u32(0),
  u32(2),
  u32(12),
  'enUS',
  u32(8),
  u32(40),
  'dedE',
  u32(10),
  u32(48),
  utf16('Test'),
  utf16('Prüfe'),
);
const sample = profile([
  ['desc', bytesOf('desc', u32(0), u32(6), 'sRGB!\0', u32(0))],
  ['cprt', bytesOf('text', u32(0), 'Public\0rest')],
  ['wtpt', bytesOf('XYZ ', u32(0), u32(0xf351), u32(0x10000), u32(0x116cc))],
  ['rTRC', bytesOf('curv', u32(0), u32(1), u16(0x233))],
  ['dscm', languages],
  ['tech', bytesOf('sig ', u32(0), 'CRT ')],
  ['chad', bytesOf('sf32', u32(0), u32(0x10c42), u32(0xffffff9c))],
  ['meas', bytesOf('meas', u32(0), u32(1), u32(0), u32(0), u32(0), u32(0), u32(0x28f), u32(2))],
  [
    'meta',
    bytesOf(
      'dict',
      u32(0),
      u32(1),
      u32(16),
      u32(32),
      u32(14),
      u32(46),
      u32(4),
      utf16('my name'),
      utf16('ok'),
    ),
  ],
]);

test('header, texts, numbers and records print as ExifTool prints them', () => {
  const tags = load(icc, [wholeRef('icc', sample, 'jpeg/APP2')], sample).tags();
  expect(texts(tags)).toMatchObject({
    'ICC-header:ProfileCMMType': 'Little CMS',
    'ICC-header:ProfileVersion': '4.2.0',
    'ICC-header:ProfileDateTime': '2020:01:31 23:59:01',
    'ICC-header:CMMFlags': 'Embedded, Not Independent',
    'ICC-header:DeviceManufacturer': 'Apple Computer Inc.',
    'ICC-header:DeviceAttributes': 'Transparency, Glossy, Negative, B&W',
    'ICC-header:RenderingIntent': 'Media-Relative Colorimetric',
    'ICC-header:ConnectionSpaceIlluminant': '0.9642 1 0.82491',
    'ICC-header:ProfileCreator': 'Unknown (XXXX)',
    'ICC-header:ProfileID': '00000000000000000000000000abcdef',
    'ICC_Profile:ProfileDescription': 'sRGB!',
    'ICC_Profile:ProfileCopyright': 'Public',
    'ICC_Profile:MediaWhitePoint': '0.95045 1 1.08905',
    'ICC_Profile:RedTRC': '(Binary data 14 bytes, use -b option to extract)',
    'ICC_Profile:ProfileDescriptionML': 'Test',
    'ICC_Profile:ProfileDescriptionML-de-DE': 'Prüfe',
    'ICC_Profile:Technology': 'Cathode Ray Tube Display',
    'ICC_Profile:ChromaticAdaptation': '1.04788 -0.00153',
    'ICC-meas:MeasurementFlare': '0.999%',
    'ICC-meas:MeasurementIlluminant': 'D65',
    'ICC-meta:MyName': 'ok',
  });
});

test('a second profile has groups of its own', () => {
  const ref = wholeRef('icc', sample, 'heif');
  const groups = new Set(
    load(icc, [ref, ref], sample)
      .tags()
      .map((tag) => tag.group),
  );
  expect(groups).toContain('ICC-header2');
  expect(groups).toContain('ICC_Profile2');
});

test('the value is typed', () => {
  const value = load(icc, [wholeRef('icc', sample, 'jpeg/APP2')], sample).value();
  expect(value?.['MediaWhitePoint']).toEqual([0.95045, 1, 1.08905]);
  expect(value?.['ProfileDescription']).toBe('sRGB!');
});

test('the typed value has the default language, and the first where US English is not there', () => {
  const named = (codes: readonly string[]) => {
    const texts = codes.map((code) => utf16(code));
    const from = 16 + 12 * codes.length;
    const rows = codes.flatMap((code, i) => [...bytesOf(code), ...u32(8), ...u32(from + 8 * i)]);
    return bytesOf('mluc', u32(0), u32(codes.length), u32(12), rows, ...texts);
  };
  const typed = (codes: readonly string[]) => {
    const bytes = profile([['desc', named(codes)]]);
    return load(icc, [wholeRef('icc', bytes, 'jpeg/APP2')], bytes).value()?.['ProfileDescription'];
  };
  expect(typed(['deDE', 'enUS', 'frFR'])).toBe('enUS');
  expect(typed(['deDE', 'enGB'])).toBe('deDE');
});

test('what is no profile is warned of', () => {
  const { context, warnings } = testContext();
  const bytes = new Uint8Array(200);
  expect(load(icc, [wholeRef('icc', bytes, 'jpeg/APP2')], bytes, context).tags()).toEqual([]);
  expect(warnings).toEqual(['malformed: ICC profile states a length of 0 in 200 bytes']);
});

test('damage', () => damage(icc, 'icc', sample, 'jpeg/APP2'));
