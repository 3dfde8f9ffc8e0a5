import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommonChanges } from '../changes.js';
import { commonChanges } from './changes.js';
import { creatorsOf, creatorText } from './creators.js';

const all: CommonChanges = {
  title: 'Sea',
  description: 'é'.repeat(1500),
  keywords: ['sea', `${'k'.repeat(63)}ü`],
  creator: ['Ana', 'Budi; Co "Ltd"'],
  copyright: '© Ana',
  date: '2024-05-01T10:11:12.345+07:00',
  rating: 4,
  location: { city: 'Bandung', country: 'Indonesia', countryCode: 'IDN' },
};

test('each standard has what it has a place for, as far as it has room', () => {
  expect(commonChanges(all, { iptc: true })).toEqual({
    exif: {
      ImageDescription: 'é'.repeat(1500),
      Copyright: '© Ana',
      Artist: 'Ana; "Budi; Co ""Ltd"""',
      DateTimeOriginal: '2024:05:01 10:11:12',
      SubSecTimeOriginal: '345',
      OffsetTimeOriginal: '+07:00',
    },
    iptc: {
      ObjectName: 'Sea',
      'Caption-Abstract': 'é'.repeat(1000),
      CopyrightNotice: '© Ana',
      Keywords: ['sea', 'k'.repeat(63)],
      'By-line': ['Ana', 'Budi; Co "Ltd"'],
      DateCreated: '20240501',
      TimeCreated: '10:11:12+07:00',
      City: 'Bandung',
      'Country-PrimaryLocationName': 'Indonesia',
      'Country-PrimaryLocationCode': 'IDN',
    },
    xmp: {
      dc: {
        title: 'Sea',
        description: 'é'.repeat(1500),
        rights: '© Ana',
        subject: ['sea', `${'k'.repeat(63)}ü`],
        creator: ['Ana', 'Budi; Co "Ltd"'],
      },
      photoshop: { DateCreated: '2024-05-01T10:11:12.345+07:00', City: 'Bandung', Country: 'Indonesia' },
      xmp: { Rating: 4 },
      Iptc4xmpCore: { CountryCode: 'IDN' },
      Iptc4xmpExt: {
        LocationShown: { 0: { City: 'Bandung', CountryName: 'Indonesia', CountryCode: 'IDN' } },
      },
    },
  });
});

test('IPTC is left alone where there is none', () => {
  expect(commonChanges(all, { iptc: false }).iptc).toBeUndefined();
  expect(commonChanges({ title: 'x' }, { iptc: false })).toEqual({ xmp: { dc: { title: 'x' } } });
});

test.each([
  ['2024', null, null, '20240000', null, '2024'],
  ['2024-05-01', null, null, '20240501', null, '2024-05-01'],
  ['2024:05:01 10:11', '2024:05:01 10:11:00', null, '20240501', null, '2024-05-01T10:11'],
  [
    '2024-05-01T10:11:12Z',
    '2024:05:01 10:11:12',
    '+00:00',
    '20240501',
    '10:11:12+00:00',
    '2024-05-01T10:11:12Z',
  ],
])('a date says no more than is known: %s', (date, exif, offset, day, time, xmp) => {
  const made = commonChanges({ date }, { iptc: true });
  expect(made.exif).toEqual({ DateTimeOriginal: exif, SubSecTimeOriginal: null, OffsetTimeOriginal: offset });
  expect(made.iptc).toEqual({ DateCreated: day, TimeCreated: time });
  expect(made.xmp).toEqual({ photoshop: { DateCreated: xmp } });
});

test('null deletes from all, parts of a list come and go', () => {
  expect(
    commonChanges({ creator: null, location: null, keywords: { add: ['a'], remove: ['b'] } }, { iptc: true }),
  ).toEqual({
    exif: { Artist: null },
    iptc: {
      ...{ 'By-line': null, Keywords: { add: ['a'], remove: ['b'] }, 'Sub-location': null, City: null },
      ...{ 'Province-State': null, 'Country-PrimaryLocationName': null, 'Country-PrimaryLocationCode': null },
    },
    xmp: {
      dc: { creator: null, subject: { add: ['a'], remove: ['b'] } },
      photoshop: { City: null, State: null, Country: null },
      Iptc4xmpCore: { Location: null, CountryCode: null },
      Iptc4xmpExt: {
        LocationShown: {
          0: { Sublocation: null, City: null, ProvinceState: null, CountryName: null, CountryCode: null },
        },
      },
    },
  });
});

test.each<[CommonChanges, RegExp]>([
  [{ date: 'yesterday' }, /common\/date takes a date/],
  [{ rating: 6 }, /common\/rating takes a number from 0 to 5/],
  [{ title: 3 as never }, /common\/title takes a text/],
  [{ keywords: 'sea' as never }, /list of texts/],
  [{ location: { town: 'x' } as never }, /location\/town is not known: sublocation, city/],
  [{ location: { countryCode: 'Indonesia' } }, /countryCode takes the two or three letters/],
  [{ titel: 'x' } as never, /titel is not known: title/],
])('what none could have is refused: %j', (common, message) => {
  expect(() => commonChanges(common, { iptc: true })).toThrow(message);
});

test('creators in one text come back', () => {
  const creator = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(creator, { minLength: 2, maxLength: 4 }), (creators) => {
      expect(creatorsOf(creatorText(creators))).toEqual(creators);
    }),
  );
  expect(creatorsOf('Ana "the" Sea')).toEqual(['Ana "the" Sea']);
  expect(creatorsOf(' Ana ;Budi; ')).toEqual(['Ana', 'Budi']);
});
