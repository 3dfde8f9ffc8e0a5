import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleXmp, utf8, xmp as xmpFixture } from '../../../../../fixtures/build/index.js';
import { judged } from '../../../../../test/exiftool.js';
import { testContext } from '../../../test/blocks.js';
import type { XmpChanges } from '../../changes.js';
import { editXmp } from './edit.js';
import { xmpTouched } from './edit-touched.js';
import { parseXmp } from './index.js';

const decode = (bytes: Uint8Array | undefined): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const tagsOf = (bytes: Uint8Array | undefined) => {
  const { context, warnings } = testContext();
  const tags = bytes ? parseXmp(bytes, context, 'test').tags() : [];
  expect(warnings).toEqual([]);
  return tags;
};
const plainTags = (bytes: Uint8Array | undefined) =>
  tagsOf(bytes).map(({ group, name, text }) => ({ group, name, text }));
const packet = (inside: string, attributes = ''): Uint8Array =>
  utf8(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">` +
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="uuid:1"` +
      ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xap="http://ns.adobe.com/xap/1.0/"` +
      ` xmlns:ek="http://example.com/"${attributes}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>` +
      `\n   \n<?xpacket end="w"?>`,
  );
/** The packet's text between its description's start tag and the padding. */
const inside = (bytes: Uint8Array | undefined): string =>
  /<rdf:Description[^>]*>(.*)<\/rdf:Description>/s.exec(decode(bytes))![1]!;

const wide: XmpChanges = {
  dc: {
    title: { 'x-default': 'Sea & <sky>', id: 'Laut "biru"' },
    subject: ['laut', 'Ω≈ç√', '😀'],
    creator: ['Ana', 'Budi'],
    format: 'image/jpeg',
    date: ['2024:05:01'],
    rights: '© Ana',
  },
  xmp: { Rating: 4, CreateDate: '2024-05-01T10:11:12.34+07:00', Label: "it's" },
  photoshop: { City: 'Bandung', Urgency: 3, DateCreated: '2024' },
  exif: {
    FNumber: 2.8,
    ExposureTime: '1/250',
    GPSLatitude: -6.2,
    GPSLongitude: 106.8125,
    ISO: [200],
    Flash: { Fired: true, Mode: 1 },
    ApertureValue: 2.8,
    ShutterSpeedValue: '1/250',
    UserComment: 'one\ntwo\tthree',
  },
  tiff: { Orientation: 'Rotate 90 CW', Make: 'EK' },
  aux: { LensInfo: '24/1 70/1 28/10 4/1' },
  Iptc4xmpCore: {
    CreatorContactInfo: { CiEmailWork: 'ana@example.com', CiAdrCity: 'Bandung' },
    CountryCode: 'ID',
  },
  Iptc4xmpExt: {
    LocationCreated: [
      { City: 'Bandung', LocationName: 'Pasar', GPSLatitude: -6.9 },
      { City: 'Jakarta', LocationId: ['a', 'b'] },
    ],
    PersonInImage: ['Citra'],
  },
  xmpRights: { Marked: true },
  'mwg-rs': {
    Regions: {
      AppliedToDimensions: { w: 16, h: 16, unit: 'pixel' },
      RegionList: [
        { Name: 'Citra', Type: 'Face', Area: { x: 0.5, y: 0.25, w: 0.1, h: 0.2, unit: 'normalized' } },
      ],
    },
  },
  plus: { Custom1: [{ 'x-default': 'eins', fr: 'un' }] },
  cc: { license: 'https://example.com/?a=1&b=2' },
  'http://example.com/own/': { Foo: 'bar', List: ['1', '2'] },
};

const wanted = {
  'XMP-dc:Title': 'Sea & <sky>',
  'XMP-dc:Title-id': 'Laut "biru"',
  'XMP-dc:Subject': ['laut', 'Ω≈ç√', '😀'],
  'XMP-dc:Creator': ['Ana', 'Budi'],
  'XMP-dc:Format': 'image/jpeg',
  'XMP-dc:Date': ['2024:05:01'],
  'XMP-dc:Rights': '© Ana',
  'XMP-xmp:Rating': 4,
  'XMP-xmp:CreateDate': '2024:05:01 10:11:12.34+07:00',
  'XMP-xmp:Label': "it's",
  'XMP-photoshop:City': 'Bandung',
  'XMP-photoshop:Urgency': 3,
  'XMP-photoshop:DateCreated': 2024,
  'XMP-exif:FNumber': 2.8,
  'XMP-exif:ExposureTime': '1/250',
  'XMP-exif:GPSLatitude': `6 deg 12' 0.00" S`,
  'XMP-exif:GPSLongitude': `106 deg 48' 45.00" E`,
  'XMP-exif:ISO': [200],
  'XMP-exif:Flash': { Fired: true, Mode: 'On' },
  'XMP-exif:ApertureValue': 2.8,
  'XMP-exif:ShutterSpeedValue': '1/250',
  'XMP-exif:UserComment': 'one\ntwo\tthree',
  'XMP-tiff:Orientation': 'Rotate 90 CW',
  'XMP-tiff:Make': 'EK',
  'XMP-aux:LensInfo': '24-70mm f/2.8-4',
  'XMP-iptcCore:CreatorContactInfo': { CiEmailWork: 'ana@example.com', CiAdrCity: 'Bandung' },
  'XMP-iptcCore:CountryCode': 'ID',
  'XMP-iptcExt:LocationCreated': [
    { City: 'Bandung', LocationName: 'Pasar', GPSLatitude: `6 deg 54' 0.00" S` },
    { City: 'Jakarta', LocationId: ['a', 'b'] },
  ],
  'XMP-iptcExt:PersonInImage': ['Citra'],
  'XMP-xmpRights:Marked': true,
  'XMP-mwg-rs:RegionInfo': {
    AppliedToDimensions: { W: 16, H: 16, Unit: 'pixel' },
    RegionList: [
      { Name: 'Citra', Type: 'Face', Area: { X: 0.5, Y: 0.25, W: 0.1, H: 0.2, Unit: 'normalized' } },
    ],
  },
  'XMP-plus:Custom1': ['eins'],
  'XMP-plus:Custom1-fr': ['un'],
  'XMP-cc:License': 'https://example.com/?a=1&b=2',
  'XMP-ns1:Foo': 'bar',
  'XMP-ns1:List': [1, 2],
};
const without = (tags: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(tags).filter(([name]) => name.startsWith('XMP-')));

describe('ExifTool reads what was set', () => {
  test('in a new packet', () => {
    expect(without(judged(editXmp(undefined, wide)!, '-struct'))).toEqual(wanted);
  });

  test('in a packet with other things, which stay', () => {
    const before = without(judged(xmpFixture(sampleXmp), '-struct'));
    const after = without(judged(editXmp(xmpFixture(sampleXmp), wide)!, '-struct'));
    const others = Object.entries(before).filter(
      ([name]) => !(name in wanted) && name !== 'XMP-dc:Title-id-ID',
    );
    expect(after).toMatchObject({
      ...Object.fromEntries(others),
      ...wanted,
      'XMP-exif:Flash': {
        Fired: true,
        Mode: 'On',
        Return: 'No return detection',
        Function: false,
        RedEyeMode: false,
      },
    });
  });

  test('property by property set to what reading gave, nothing changes', () => {
    const bytes = xmpFixture(sampleXmp);
    const changes = {
      dc: { creator: ['Ayu Lestari', 'Budi Santoso'] },
      xmp: { CreateDate: '2024:02:29 06:15:30.123+07:00' },
    };
    expect(judged(editXmp(bytes, changes)!, '-struct')['XMP-dc:Creator']).toEqual([
      'Ayu Lestari',
      'Budi Santoso',
    ]);
    expect(plainTags(editXmp(bytes, changes))).toEqual(plainTags(bytes));
  });
});

test.each([
  ['an attribute', packet('<dc:a/>', ' xap:Label="one"'), { xmp: { Label: 'two' } }],
  ['an element', packet('<xap:Label>one</xap:Label>'), { xmp: { Label: 'two' } }],
  ['CDATA', packet('<xap:Label><![CDATA[one]]></xap:Label>'), { xmp: { Label: 'two' } }],
  ['a comment', packet('<xap:Label>on<!-- -->e</xap:Label>'), { xmp: { Label: 'two' } }],
  ['an empty element', packet('<xap:Label/>'), { xmp: { Label: 'two' } }],
  ['an address', packet('<xap:Label rdf:resource="one"/>'), { xmp: { Label: 'two' } }],
  ['other quotes', packet('', " xap:Label='one'"), { xmp: { Label: 'two' } }],
  [
    'a prefix of its own',
    packet('<q:Label xmlns:q="http://ns.adobe.com/xap/1.0/">one</q:Label>'),
    { xmp: { Label: 'two' } },
  ],
  ['two in one', packet('<xap:Label>one</xap:Label><xap:Label>three</xap:Label>'), { xmp: { Label: 'two' } }],
])('a simple value in %s is replaced', (_, before, changes) => {
  const after = editXmp(before, changes);
  expect(plainTags(after).filter(({ name }) => name === 'Label')).toEqual([
    { group: 'XMP-xmp', name: 'Label', text: 'two' },
  ]);
});

test('qualifiers of a value stay', () => {
  const before = packet(
    '<dc:source rdf:parseType="Resource"><rdf:value>one</rdf:value><ek:q>w</ek:q></dc:source>' +
      '<dc:coverage><rdf:Description rdf:value="1" ek:q="v"/></dc:coverage>',
  );
  expect(inside(editXmp(before, { dc: { source: 'two', coverage: '2' } }))).toBe(
    '<dc:source rdf:parseType="Resource"><rdf:value>two</rdf:value><ek:q>w</ek:q></dc:source>' +
      '<dc:coverage><rdf:Description rdf:value="2" ek:q="v"/></dc:coverage>',
  );
});

describe('parts of a property', () => {
  const lists = packet(
    '\n <dc:subject>\n  <rdf:Bag>\n   <rdf:li>a</rdf:li>\n   <rdf:li xml:lang="en">b &amp; c</rdf:li>\n  </rdf:Bag>\n </dc:subject>\n',
  );
  test('items come and go, the others stay as they are', () => {
    const change = { dc: { subject: { add: ['d', 'a', 'd'], remove: ['b & c', 'none'] } } };
    expect(inside(editXmp(lists, change))).toBe(
      '\n <dc:subject>\n  <rdf:Bag>\n   <rdf:li>a</rdf:li>\n   <rdf:li>d</rdf:li>\n  </rdf:Bag>\n </dc:subject>\n',
    );
  });
  test('a list without items goes, and what has nothing to add or take stays', () => {
    expect(
      inside(
        editXmp(packet(`<xap:Label>x</xap:Label>${inside(lists)}`), {
          dc: { subject: { remove: ['a', 'b & c'] } },
        }),
      ),
    ).toBe('<xap:Label>x</xap:Label>\n');
    expect(
      editXmp(lists, { dc: { subject: { add: ['a'], remove: ['z'] }, creator: { remove: ['x'] } } }),
    ).toBe(lists);
  });
  test('a list that stands as plain text becomes one', () => {
    expect(inside(editXmp(packet('<dc:subject>a</dc:subject>'), { dc: { subject: { add: ['b'] } } }))).toBe(
      '<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>',
    );
  });
  const texts = packet(
    '<dc:title><rdf:Alt><rdf:li xml:lang="en-US">Sea</rdf:li><rdf:li xml:lang="id">Laut</rdf:li></rdf:Alt></dc:title>',
  );
  test('languages are set one by one, the default one first', () => {
    expect(
      inside(editXmp(texts, { dc: { title: { 'x-default': 'S', EN_us: 'See', id: null, fr: 'Mer' } } })),
    ).toBe(
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">S</rdf:li><rdf:li xml:lang="en-US">See</rdf:li>' +
        '<rdf:li xml:lang="fr">Mer</rdf:li></rdf:Alt></dc:title>',
    );
  });
  test('a text alone is the only one, and without texts the property goes', () => {
    expect(inside(editXmp(texts, { dc: { title: 'S' } }))).toBe(
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">S</rdf:li></rdf:Alt></dc:title>',
    );
    expect(editXmp(texts, { dc: { title: { 'en-us': null, id: null } } })).toBeUndefined();
  });
  test.each([
    [
      '<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiAdrCity>B</Iptc4xmpCore:CiAdrCity></Iptc4xmpCore:CreatorContactInfo>',
    ],
    [
      '<Iptc4xmpCore:CreatorContactInfo><rdf:Description><Iptc4xmpCore:CiAdrCity>B</Iptc4xmpCore:CiAdrCity></rdf:Description></Iptc4xmpCore:CreatorContactInfo>',
    ],
    [
      '<Iptc4xmpCore:CreatorContactInfo><rdf:Description Iptc4xmpCore:CiAdrCity="B"/></Iptc4xmpCore:CreatorContactInfo>',
    ],
    ['<Iptc4xmpCore:CreatorContactInfo Iptc4xmpCore:CiAdrCity="B"/>'],
  ])('fields are set one by one: %s', (form) => {
    const declared = ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"';
    const set = { Iptc4xmpCore: { CreatorContactInfo: { CiAdrPcode: '40111', CiEmailWork: 'a@b.c' } } };
    const with3 = editXmp(packet(form, declared), set)!;
    expect(
      plainTags(with3)
        .slice(-3)
        .map(({ name, text }) => [name, text]),
    ).toEqual(
      expect.arrayContaining([
        ['CreatorCity', 'B'],
        ['CreatorPostalCode', '40111'],
        ['CreatorWorkEmail', 'a@b.c'],
      ]),
    );
    const back = editXmp(with3, {
      Iptc4xmpCore: { CreatorContactInfo: { CiAdrPcode: null, CiEmailWork: null } },
    });
    expect(plainTags(back)).toEqual(plainTags(packet(form, declared)));
    expect(editXmp(back, { Iptc4xmpCore: { CreatorContactInfo: { CiAdrCity: null } } })).toBeUndefined();
  });
  test('fields of an item of a list', () => {
    const set = (before: Uint8Array | undefined, place: number, fields: XmpChanges[string]) =>
      editXmp(before, { Iptc4xmpExt: { LocationShown: { [place]: fields as never } } });
    const one = set(undefined, 0, { City: 'A', CountryName: 'B' });
    const two = set(set(one, 0, { City: 'C', Sublocation: 'S' }), 1, {
      City: 'D',
      LocationId: { add: ['x'] } as never,
    })!;
    expect(judged(two, '-struct')['XMP-iptcExt:LocationShown']).toEqual([
      { City: 'C', CountryName: 'B', Sublocation: 'S' },
      { City: 'D', LocationId: ['x'] },
    ]);
    expect(
      judged(set(two, 0, { City: null, CountryName: null, Sublocation: null })!, '-struct')[
        'XMP-iptcExt:LocationShown'
      ],
    ).toEqual([{ City: 'D', LocationId: ['x'] }]);
    expect(set(one, 0, { City: null, CountryName: null })).toBeUndefined();
    expect(() => set(undefined, 0, 'x' as never)).toThrow(/fields of one of them by its place/);
  });
  test('a field of a list in a structure in attributes', () => {
    const form = packet('<ek:S ek:A="1"/>');
    const after = editXmp(form, { ek: { S: { L: ['x', 'y'] } } });
    expect(plainTags(after).filter(({ group }) => group === 'XMP-ek')).toEqual([
      { group: 'XMP-ek', name: 'SA', text: '1' },
      { group: 'XMP-ek', name: 'SL', text: ['x', 'y'] },
    ]);
  });
});

test('a namespace goes, the whole packet goes', () => {
  const tags = plainTags(editXmp(xmpFixture(sampleXmp), { crs: null, dc: null }));
  expect(tags.filter(({ group }) => /crs|dc/.test(group))).toEqual([]);
  expect(tags).toEqual(plainTags(xmpFixture(sampleXmp)).filter(({ group }) => !/-(crs|dc)$/.test(group)));
  expect(editXmp(xmpFixture(sampleXmp), null)).toBeUndefined();
});

test('packets in other forms: no description, none that is open, no wrapper, an undeclared prefix', () => {
  const bare = (inner: string) =>
    utf8(`<a:RDF xmlns:a="http://www.w3.org/1999/02/22-rdf-syntax-ns#"${inner}`);
  for (const form of [
    '/>',
    '></a:RDF>',
    '><a:Description/></a:RDF>',
    '><a:Description></a:Description></a:RDF>',
  ]) {
    const after = editXmp(bare(form), { dc: { title: 'T', subject: ['a'] }, xmp: { Rating: 1 } });
    expect(
      plainTags(after)
        .map(({ name, text }) => [name, text])
        .sort(),
    ).toEqual([
      ['Rating', '1'],
      ['Subject', 'a'],
      ['Title', 'T'],
    ]);
  }
  const undeclared = bare('><a:Description><photoshop:City>A</photoshop:City></a:Description></a:RDF>');
  expect(decode(editXmp(undeclared, { photoshop: { City: 'B' } }))).toContain(
    '<photoshop:City>B</photoshop:City>',
  );
});

test('a usual prefix that means something else is not taken', () => {
  const odd = packet('<dc:x xmlns:dc="urn:other">1</dc:x><xmp:y>2</xmp:y>', ' xmlns:xmp="urn:another"');
  const after = editXmp(odd, { xmp: { Rating: 3 }, dc: { format: 'f' } });
  expect(plainTags(after)).toEqual(
    expect.arrayContaining([
      { group: 'XMP-xmp', name: 'Rating', text: '3' },
      { group: 'XMP-dc', name: 'Format', text: 'f' },
    ]),
  );
  expect(judged(after!)).toMatchObject({ 'XMP-xmp:Rating': 3 });
});

describe('codings', () => {
  const text = decode(packet('<dc:source>Ω 😀</dc:source>', ' xap:Label="ä"'));
  const wideBytes = (size: 2 | 4, littleEndian: boolean): Uint8Array => {
    const units =
      size === 2
        ? Array.from(text, (c) => [...Array(c.length).keys()].map((i) => c.charCodeAt(i))).flat()
        : Array.from(text, (c) => c.codePointAt(0)!);
    const data = new DataView(new ArrayBuffer(units.length * size));
    for (const [i, unit] of units.entries())
      if (size === 2) data.setUint16(i * 2, unit, littleEndian);
      else data.setUint32(i * 4, unit, littleEndian);
    return new Uint8Array(data.buffer);
  };
  test.each([
    [2, true],
    [2, false],
    [4, true],
    [4, false],
  ] as const)('%s bytes a sign, little-endian: %s', (size, littleEndian) => {
    const before = wideBytes(size, littleEndian);
    const after = editXmp(before, { xmp: { Label: '日😀' }, dc: { format: 'x' } })!;
    expect(plainTags(after).map(({ name, text: t }) => [name, t])).toEqual(
      expect.arrayContaining([
        ['Label', '日😀'],
        ['Source', 'Ω 😀'],
        ['Format', 'x'],
      ]),
    );
    expect(after.subarray(0, 40 * size)).toEqual(before.subarray(0, 40 * size));
    expect(judged(after)).toMatchObject({ 'XMP-dc:Format': 'x' });
  });
  test('damaged UTF-8 stays as it is', () => {
    const before = packet(
      '<dc:source>a\ufffdb</dc:source><dc:subject><rdf:Bag><rdf:li>ä</rdf:li></rdf:Bag></dc:subject>',
    );
    const at = before.lastIndexOf(0xef);
    const damaged = Uint8Array.of(...before.subarray(0, at), 0xff, ...before.subarray(at + 3));
    const after = editXmp(damaged, { xmp: { Label: 'ö' }, dc: { subject: { remove: ['ä'], add: ['ü'] } } })!;
    expect(after.includes(0xff)).toBe(true);
    expect(decode(after)).toContain('<xap:Label>ö</xap:Label>');
    expect(decode(after)).toContain('<rdf:Bag><rdf:li>ü</rdf:li></rdf:Bag>');
  });
});

test('padding is used up before the packet grows, and put in where it shrinks', () => {
  const padded = utf8(
    decode(packet('<dc:source>x</dc:source>')).replace('\n   \n', `\n${' '.repeat(200)}\n`),
  );
  const grown = editXmp(padded, { xmp: { Label: 'y'.repeat(50) } })!;
  expect(grown.length).toBe(padded.length);
  expect(editXmp(grown, { xmp: { Label: null } })!.length).toBe(padded.length);
  const larger = editXmp(padded, { xmp: { Label: 'y'.repeat(500) } })!;
  expect(larger.length).toBeGreaterThan(padded.length + 270);
  expect(decode(larger)).toMatch(/x:xmpmeta>\n<\?xpacket end="w"\?>$/);
  const sealed = utf8(decode(padded).replace('end="w"', 'end="r"'));
  expect(editXmp(sealed, { dc: { source: '' } })!.length).toBe(padded.length - 1);
});

test.each<[XmpChanges, RegExp]>([
  [{ dc: { titel: 'x' } }, /^xmp\/dc\/titel is not known; did you mean "title"\?$/],
  [{ dcc: { title: 'x' } }, /^xmp\/dcc is no known namespace: name it by its URI; did you mean "cc"\?|"dc"/],
  [{ xmp: { Rating: 'good' } }, /takes a number/],
  [{ tiff: { Orientation: 'up' } }, /"Rotate 90 CW"/],
  [{ exif: { GPSLatitude: 91 } }, /degrees from -90 to 90/],
  [{ photoshop: { DateCreated: '2024-13-01' } }, /takes a date/],
  [{ dc: { title: { 'no language': 'x' } } }, /RFC 3066/],
  [{ dc: { format: 'a\0' } }, /control characters/],
  [{ dc: { format: ['a'] } }, /takes one value/],
  [{ xmp: { Rating: Number.NaN } }, /takes a number/],
  [{ Iptc4xmpCore: { CreatorContactInfo: 'x' } }, /takes an object of fields: CiAdrCity/],
  [{ Iptc4xmpExt: { LocationCreated: [{ Town: 'x' }] } }, /LocationCreated\/0\/Town is not known/],
  [{ x: { xmptk: 'me' } }, /not safe to write/],
  [{ GDepth: { Data: 'x' } }, /not known|does not write/],
  [{ dc: { subject: { add: 'x' as never } } }, /take lists/],
])('what cannot be is refused: %j', (changes, message) => {
  expect(() => editXmp(undefined, changes)).toThrow(message);
});

test('what is no XMP is refused', () => {
  for (const bad of ['', 'text', '<a/>', '<x:xmpmeta><rdf:RDF>', decode(packet('<dc:a>'))])
    expect(() => editXmp(utf8(bad), { dc: { format: 'x' } })).toThrow(/not well-formed/);
});

/** A property in one of the forms that files have, with the prefix's declaration around it. */
const simple = fc.constantFrom('one', '', 'ä & <b>', 'it\'s "q"', '日本', ' spaced ');
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
const names = ['dc:format', 'dc:source', 'dc:subject', 'dc:title', 'xap:Label', 'ek:A', 'ek:B', 'ek:C'];
const element = fc
  .record({
    name: fc.constantFrom(...names),
    form: fc.integer({ min: 0, max: 8 }),
    text: simple,
    blank: fc.constantFrom('', '\n  ', ' '),
  })
  .map(({ name, form, text, blank }) => {
    const t = escaped(text);
    const list = (kind: string) =>
      `<${name}>${blank}<rdf:${kind}>${blank}<rdf:li>${t}</rdf:li>${blank}<rdf:li>z</rdf:li>${blank}</rdf:${kind}></${name}>`;
    const forms = [
      `<${name}>${t}</${name}>`,
      `<${name}/>`,
      list('Bag'),
      list('Seq'),
      `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${t}</rdf:li>${blank}<rdf:li xml:lang="fr">q</rdf:li></rdf:Alt></${name}>`,
      `<${name} rdf:parseType="Resource"><ek:f>${t}</ek:f>${blank}<ek:g>2</ek:g></${name}>`,
      `<${name}><rdf:Description ek:f="${t}"/></${name}>`,
      `<${name} rdf:resource="${t}"/>`,
      `<${name}><![CDATA[${t}]]></${name}><!-- ${name} -->`,
    ];
    return { name, text: blank + forms[form]! };
  });
const packets = fc
  .record({
    elements: fc.uniqueArray(element, { selector: ({ name }) => name, maxLength: 6 }),
    attributes: fc.uniqueArray(fc.constantFrom('xap:Nickname', 'ek:D', 'dc:identifier'), { maxLength: 3 }),
    value: simple,
  })
  .map(({ elements, attributes, value }) =>
    packet(
      elements.map(({ text }) => text).join(''),
      attributes.map((one) => ` ${one}="${escaped(value)}"`).join(''),
    ),
  );
const changeable = fc.constantFrom<XmpChanges>(
  { dc: { format: 'new' } },
  { dc: { format: null } },
  { dc: { source: 'a\n"b" <c>' } },
  { dc: { subject: ['n1', 'n2'] } },
  { dc: { subject: { add: ['n1'], remove: ['z'] } } },
  { dc: { title: { 'x-default': 'n', de: 'm' } } },
  { dc: { title: { fr: null } } },
  { xmp: { Label: 'n', Rating: 3 } },
  { ek: { A: 'n' } },
  { ek: { A: { f: 'n', h: ['1'] } } },
  { ek: { B: { add: ['n'] } } },
  { ek: null },
  { Iptc4xmpExt: { LocationShown: [{ City: 'n' }] } },
);

test('in any packet only the tags of the change differ, and a second time nothing does', () => {
  fc.assert(
    fc.property(packets, changeable, (before, changes) => {
      if (!decode(before).includes('xmlns:ek') && 'ek' in changes) return;
      const after = editXmp(before, changes);
      const touched = xmpTouched(before, changes);
      const others = (bytes: Uint8Array | undefined) =>
        tagsOf(bytes)
          .filter((tag) => !touched(tag))
          .map(({ group, name, text }) => ({ group, name, text }));
      if (after) {
        expect(others(after)).toEqual(others(before));
        expect(decode(editXmp(after, changes))).toBe(decode(after));
      } else expect(others(before).filter(({ group }) => group !== 'XMP-rdf')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('edited and edited back, a packet has the tags and the bytes that it had', () => {
  fc.assert(
    fc.property(packets, (before) => {
      const there = editXmp(before, { photoshop: { City: 'B' }, lr: { hierarchicalSubject: ['a|b'] } })!;
      const back = editXmp(there, { photoshop: null, lr: { hierarchicalSubject: null } });
      const plain = (bytes: Uint8Array | undefined) =>
        decode(bytes)
          .replace(/ xmlns:(photoshop|lr)="[^"]*"/g, '')
          .replace(/\s+<\?xpacket end/, '<?xpacket end');
      if (back) expect(plain(back)).toBe(plain(before));
      else expect(plainTags(before).filter(({ group }) => group !== 'XMP-rdf')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
