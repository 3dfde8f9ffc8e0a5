import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, damage, load, testContext, texts, u32, wholeRef } from '../../../test/blocks.js';
import type { BlockRef } from '../../types.js';
import { type LoadedXmp, loadedXmp, parseXmp, xmp } from './index.js';

const namespaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  foo: 'http://example.com/foo/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  'mwg-rs': 'http://www.metadataworkinggroup.com/schemas/regions/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  stEvt: 'http://ns.adobe.com/xap/1.0/sType/ResourceEvent#',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  xap: 'http://ns.adobe.com/xap/1.0/',
  xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
  xmpNote: 'http://ns.adobe.com/xmp/note/',
};
const declared = Object.entries(namespaces)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

/** A packet of properties: elements, and attributes of the description. */
function packet(elements: string, attributes = ''): string {
  return (
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n` +
    `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Test"><rdf:RDF ${declared}>` +
    `<rdf:Description rdf:about="" ${attributes}>${elements}</rdf:Description>` +
    `</rdf:RDF></x:xmpmeta>\n   \n<?xpacket end="w"?>`
  );
}
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const list = (kind: string, ...items: string[]): string =>
  `<rdf:${kind}>${items.map((item) => (item.startsWith('<rdf:li') ? item : `<rdf:li>${item}</rdf:li>`)).join('')}</rdf:${kind}>`;

function loaded(bytes: Uint8Array, context = testContext().context): LoadedXmp {
  return load(xmp, [wholeRef('xmp', bytes, 'test')], bytes, context) as LoadedXmp;
}
function read(elements: string, attributes = ''): ReturnType<typeof texts> {
  const { 'XMP-x:XMPToolkit': _, ...others } = texts(loaded(utf8(packet(elements, attributes))).tags());
  return others;
}
const text = (items: readonly string[]): string => items.join('');

test('simple values, as elements and attributes, under the usual prefixes', () => {
  expect(
    read('<dc:format>image/jpeg</dc:format>', 'xap:Rating="3" xap:CreatorTool="A &amp; B&#33;"'),
  ).toEqual({
    'XMP-xmp:Rating': '3',
    'XMP-xmp:CreatorTool': 'A & B!',
    'XMP-dc:Format': 'image/jpeg',
  });
});

test('toolkit and about', () => {
  const bytes = utf8(packet('').replace('rdf:about=""', 'rdf:about="uuid:1"'));
  expect(texts(loaded(bytes).tags())).toEqual({ 'XMP-x:XMPToolkit': 'Test', 'XMP-rdf:About': 'uuid:1' });
});

test('lists: one item alone, several together, known or not', () => {
  expect(
    read(
      text([
        `<dc:subject>${list('Bag', 'a', 'b')}</dc:subject>`,
        `<dc:creator>${list('Seq', 'me')}</dc:creator>`,
        `<foo:things>${list('Bag', '1', '2')}</foo:things>`,
      ]),
    ),
  ).toEqual({ 'XMP-dc:Subject': ['a', 'b'], 'XMP-dc:Creator': 'me', 'XMP-foo:Things': ['1', '2'] });
});

test('language alternatives', () => {
  const items = ['x-default">T', 'fr">F', 'EN-us">U', 'zh-Hant">Z'].map(
    (item) => `<rdf:li xml:lang="${item}</rdf:li>`,
  );
  expect(read(`<dc:title>${list('Alt', ...items)}</dc:title>`)).toEqual({
    'XMP-dc:Title': 'T',
    'XMP-dc:Title-fr': 'F',
    'XMP-dc:Title-en-US': 'U',
    'XMP-dc:Title-zh-hant': 'Z',
  });
});

const history = `<xmpMM:History>${list(
  'Seq',
  '<rdf:li stEvt:action="saved" stEvt:when="2012-01-02T03:04:05+01:00"/>',
  '<rdf:li rdf:parseType="Resource"><stEvt:action>converted</stEvt:action></rdf:li>',
)}</xmpMM:History>`;
const regions =
  '<mwg-rs:Regions><rdf:Description><mwg-rs:RegionList>' +
  list(
    'Bag',
    '<rdf:li><rdf:Description mwg-rs:Name="Ann"/></rdf:li>',
    '<rdf:li mwg-rs:Name="Bo" mwg-rs:New="1"/>',
  ) +
  '</mwg-rs:RegionList></rdf:Description></mwg-rs:Regions>';
const location =
  '<Iptc4xmpExt:LocationCreated rdf:parseType="Resource"><Iptc4xmpExt:City>C</Iptc4xmpExt:City>' +
  '<exif:GPSLatitude>10,30.5S</exif:GPSLatitude></Iptc4xmpExt:LocationCreated>';

test('structures flattened', () => {
  expect(read(history + regions + location)).toEqual({
    'XMP-xmpMM:HistoryAction': ['saved', 'converted'],
    'XMP-xmpMM:HistoryWhen': '2012:01:02 03:04:05+01:00',
    'XMP-mwg-rs:RegionName': ['Ann', 'Bo'],
    'XMP-mwg-rs:RegionNew': '1',
    'XMP-iptcExt:LocationCreatedCity': 'C',
    'XMP-iptcExt:LocationCreatedGPSLatitude': `10 deg 30' 30.00" S`,
  });
});

test('structures as objects, printed and typed', () => {
  const all = loaded(utf8(packet(history + regions + location)));
  expect(all.printed()).toMatchObject({
    xmpMM: {
      History: [{ Action: 'saved', When: '2012:01:02 03:04:05+01:00' }, { Action: 'converted' }],
    },
    'mwg-rs': { RegionInfo: { RegionList: [{ Name: 'Ann' }, { Name: 'Bo', New: '1' }] } },
  });
  expect(all.value()).toMatchObject({
    iptcExt: { LocationCreated: { City: 'C', GPSLatitude: -10.508333333333333 } },
  });
});

test('qualifiers stand beside the value', () => {
  const qualified =
    '<dc:identifier rdf:parseType="Resource"><rdf:value>V</rdf:value><foo:by>B</foo:by></dc:identifier>';
  expect(read(qualified)).toEqual({ 'XMP-dc:Identifier': 'V', 'XMP-dc:IdentifierBy': 'B' });
  expect(loaded(utf8(packet(qualified))).printed()).toMatchObject({
    dc: { Identifier: 'V', IdentifierBy: 'B' },
  });
});

test('unknown properties: names, rationals, dates', () => {
  expect(
    read(
      text([
        '<foo:LONG_NAME>x</foo:LONG_NAME>',
        '<foo:a>1/4</foo:a>',
        '<foo:b>1/0</foo:b>',
        '<foo:when>2020-01-02T03:04Z</foo:when>',
        '<foo:day>2020-01-02</foo:day>',
      ]),
    ),
  ).toEqual({
    'XMP-foo:LongName': 'x',
    'XMP-foo:TagA': '0.25',
    'XMP-foo:TagB': 'inf',
    'XMP-foo:When': '2020:01:02 03:04Z',
    'XMP-foo:Day': '2020-01-02',
  });
});

test('printed forms of Exif and TIFF properties', () => {
  expect(
    read(
      text([
        '<exif:ExposureTime>1/60</exif:ExposureTime>',
        '<exif:FNumber>28/10</exif:FNumber>',
        '<exif:ShutterSpeedValue>5906891/1000000</exif:ShutterSpeedValue>',
        '<exif:ApertureValue>297085/100000</exif:ApertureValue>',
        '<exif:ExposureBiasValue>-1/3</exif:ExposureBiasValue>',
        '<exif:FocalLength>50</exif:FocalLength>',
        '<exif:GPSLongitude>2,17,40.5W</exif:GPSLongitude>',
        '<exif:Flash exif:Fired="TRUE" exif:Mode="2"/>',
        '<exif:MeteringMode>77</exif:MeteringMode>',
        '<tiff:Orientation>6</tiff:Orientation>',
        `<tiff:YCbCrSubSampling>${list('Seq', '2', '1')}</tiff:YCbCrSubSampling>`,
      ]),
    ),
  ).toEqual({
    'XMP-exif:ExposureTime': '1/60',
    'XMP-exif:FNumber': '2.8',
    'XMP-exif:ShutterSpeedValue': '1/60',
    'XMP-exif:ApertureValue': '2.8',
    'XMP-exif:ExposureCompensation': '-1/3',
    'XMP-exif:FocalLength': '50.0 mm',
    'XMP-exif:GPSLongitude': `2 deg 17' 40.50" W`,
    'XMP-exif:FlashFired': 'True',
    'XMP-exif:FlashMode': 'Off',
    'XMP-exif:MeteringMode': 'Unknown (77)',
    'XMP-tiff:Orientation': 'Rotate 90 CW',
    'XMP-tiff:YCbCrSubSampling': 'YCbCr4:2:2 (2 1)',
  });
});

test('typed values', () => {
  const { exif, tiff } = loaded(
    utf8(
      packet(
        `<exif:FNumber>28/10</exif:FNumber><tiff:Orientation>6</tiff:Orientation><exif:Flash exif:Fired="False"/>` +
          `<tiff:BitsPerSample>${list('Seq', '8')}</tiff:BitsPerSample>`,
      ),
    ),
  ).value()!;
  expect(exif).toEqual({ FNumber: 2.8, Flash: { Fired: false } });
  expect(tiff).toEqual({ Orientation: 6, BitsPerSample: [8] });
});

test('namespaces by their address, not by their prefix', () => {
  const other = '<q:format xmlns:q="http://purl.org/dc/elements/1.1/">F</q:format>';
  const taken = '<dc:format xmlns:dc="http://example.com/other/">O</dc:format>';
  expect(read(other + taken)).toEqual({ 'XMP-dc:Format': 'F', 'XMP-tmp0:Format': 'O' });
});

test('CDATA, comments, references and line ends', () => {
  expect(
    read('<dc:source>a<!-- no --> &lt;b&gt; <![CDATA[<c> &amp;]]>\r\nd &amp;lt; &nbsp;</dc:source>'),
  ).toEqual({
    'XMP-dc:Source': 'a <b> <c> &amp;\r\nd &lt; &nbsp;',
  });
});

test('Base64 is bytes', () => {
  const tags = loaded(utf8(packet('<foo:data rdf:datatype="base64">AAEC</foo:data>'))).tags();
  expect(tags.at(-1)).toMatchObject({
    value: Uint8Array.of(0, 1, 2),
    text: '(Binary data 3 bytes, use -b option to extract)',
  });
});

test('blank nodes are told where they are referred to', () => {
  const bytes = utf8(
    `<rdf:RDF ${declared}><rdf:Description><dc:creator rdf:nodeID="n"/></rdf:Description>` +
      '<rdf:Description rdf:nodeID="n" foo:Name="N"/></rdf:RDF>',
  );
  expect(texts(loaded(bytes).tags())).toEqual({ 'XMP-dc:CreatorName': 'N' });
});

test('UTF-16 and UTF-32 of both byte orders', () => {
  const source = packet('<dc:format>\u00e9\u{1f600}</dc:format>');
  const units = (size: number, littleEndian: boolean): Uint8Array => {
    const codes =
      size === 2
        ? [...Array(source.length).keys()].map((at) => source.charCodeAt(at))
        : [...source].map((c) => c.codePointAt(0)!);
    const data = new DataView(new ArrayBuffer(codes.length * size));
    codes.forEach((code, at) => {
      if (size === 2) data.setUint16(at * 2, code, littleEndian);
      else data.setUint32(at * 4, code, littleEndian);
    });
    return new Uint8Array(data.buffer);
  };
  for (const size of [2, 4])
    for (const littleEndian of [false, true])
      expect(texts(loaded(units(size, littleEndian)).tags())['XMP-dc:Format']).toBe('\u00e9\u{1f600}');
});

const guid = '0123456789ABCDEF0123456789ABCDEF';
function extended(pieces: readonly (readonly [at: number, bytes: Uint8Array])[], length: number) {
  const main = utf8(packet('', `xmpNote:HasExtendedXMP="${guid}"`));
  const refs: BlockRef[] = [{ kind: 'xmp', ranges: [], path: 'jpeg/APP1', bytes: main }];
  for (const [at, bytes] of pieces) {
    const segment = bytesOf(guid, u32(length), u32(at), bytes);
    refs.push({ kind: 'xmp-extended', ranges: [], path: 'jpeg/APP1', bytes: segment });
  }
  const { context, warnings } = testContext();
  return { tags: texts(load(xmp, refs, new Uint8Array(0), context).tags()), warnings };
}

test('extended XMP in any order; incomplete or unnamed is a warning', () => {
  const bytes = utf8(packet('<dc:format>extended</dc:format>'));
  const pieces = [0, 100, 200].map((at, i) => [at, bytes.slice(at, i === 2 ? undefined : at + 100)] as const);
  expect(extended(pieces.toReversed(), bytes.length).tags['XMP-dc:Format']).toBe('extended');
  const partial = extended(pieces.slice(1), bytes.length);
  expect(partial.tags['XMP-dc:Format']).toBeUndefined();
  expect(partial.warnings).toEqual(['truncated: extended XMP is not complete']);
});

test('what is no XMP is a warning', () => {
  for (const bad of ['', '   ', '\0\0', 'no markup', '<a', '<x:xmpmeta><rdf:RDF a="']) {
    const { context, warnings } = testContext();
    const all = parseXmp(utf8(bad), context, 'test');
    expect(all.tags()).toEqual([]);
    expect(all.value()).toBeUndefined();
    expect(warnings).toHaveLength(1);
  }
});

test('nothing expands: entities, nesting, blank nodes, long lists', () => {
  const { context, warnings } = testContext();
  const read = (one: Uint8Array) => loaded(one, { ...context, budget: testContext().context.budget }).tags();
  const bomb = `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${packet('<dc:format>&c;</dc:format>')}`;
  expect(texts(loaded(utf8(bomb)).tags())['XMP-dc:Format']).toBe('&c;');
  expect(read(utf8('<a:b>'.repeat(5000)))).toEqual([]);
  const nodes = [...Array(40).keys()].map(
    (n) =>
      `<rdf:Description rdf:nodeID="n${n}"><foo:x rdf:nodeID="n${n + 1}"/><foo:y rdf:nodeID="n${n + 1}"/></rdf:Description>`,
  );
  read(
    utf8(
      `<rdf:RDF ${declared}><rdf:Description><foo:a rdf:nodeID="n0"/></rdf:Description>${text(nodes)}</rdf:RDF>`,
    ),
  );
  read(utf8(packet(`<dc:subject>${list('Bag', ...Array(1001).fill('a'))}</dc:subject>`)));
  expect(warnings).toHaveLength(3);
});

const rich = packet(
  `${history}${regions}<dc:subject>${list('Bag', 'a', 'b')}</dc:subject><exif:FNumber>28/10</exif:FNumber>`,
);

test('damaged packets give no exception', () => {
  damage(xmp, 'xmp', utf8(rich.slice(0, 1500)), 'test');
}, 60_000);

test('packets with pieces moved and doubled give no exception', () => {
  const pieces = rich.split(/(?<=>)|(?=<)/);
  fc.assert(
    fc.property(fc.array(fc.nat(pieces.length - 1), { maxLength: 60 }), (order) => {
      const all = loaded(utf8(order.map((at) => pieces[at]).join('')));
      for (const tag of all.tags()) expect(tag.text).toBeDefined();
      all.printed();
      all.value();
    }),
    { numRuns: 300 },
  );
});

test('text that looks like a date or a rational stays text in namespaces whose texts the tables leave out', () => {
  const plain =
    'xmlns:dwc="http://rs.tdwg.org/dwc/index.htm" xmlns:getty="http://xmp.gettyimages.com/gift/1.0/"';
  expect(
    texts(
      loaded(
        utf8(packet('', `${plain} dwc:order="1/3" getty:ParentMEID="2021-05-06T07:08:09Z" foo:a="1/4"`)),
      ).tags(),
    ),
  ).toMatchObject({
    'XMP-dwc:Order': '1/3',
    'XMP-getty:ParentMEID': '2021-05-06T07:08:09Z',
    'XMP-foo:TagA': '0.25',
  });
});

test('places and times of Google devices', () => {
  const device =
    'xmlns:Device="http://ns.google.com/photos/dd/1.0/device/" xmlns:EarthPose="http://ns.google.com/photos/dd/1.0/earthpose/"';
  const { 'XMP-x:XMPToolkit': _, ...found } = texts(
    loaded(
      utf8(
        packet(
          '<Device:EarthPos EarthPose:Latitude="-6.5" EarthPose:Altitude="12" EarthPose:Timestamp="1577934245678"/>',
          device,
        ),
      ),
    ).tags(),
  );
  expect(found).toEqual({
    'XMP-Device:EarthPosLatitude': '6 deg 30\' 0.00" S',
    'XMP-Device:EarthPosAltitude': '12 m',
    'XMP-Device:EarthPosTimestamp': '2020:01:02 03:04:05.678+00:00',
  });
});

test('PDF dates that are cut off are filled up', () => {
  const pdfx = 'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"';
  const modified = (text: string) =>
    texts(loaded(utf8(packet('', `${pdfx} pdfx:SourceModified="${text}"`))).tags())[
      'XMP-pdfx:SourceModified'
    ];
  expect(modified('D:20200102')).toBe('2020:01:02 00:00:00');
  expect(modified("D:20200102030405-05'30'")).toBe('2020:01:02 03:04:05-05:30');
});

test('a prefix that means something else inside an element means its own again behind it', () => {
  const inside = '<xap:Label xmlns:dc="http://ns.adobe.com/tiff/1.0/" dc:Make="A">B</xap:Label>';
  expect(read(`<dc:format>1</dc:format>${inside}<dc:source>2</dc:source>`)).toMatchObject({
    'XMP-dc:Format': '1',
    'XMP-dc:Source': '2',
  });
  const skipped = Array.from({ length: 1001 }, (_, i) => `<rdf:li>${i}</rdf:li>`);
  const last = '<rdf:li xmlns:dc="http://ns.adobe.com/tiff/1.0/">x</rdf:li>';
  expect(
    read(`<dc:subject>${list('Bag', ...skipped, last)}</dc:subject><dc:source>2</dc:source>`),
  ).toHaveProperty(['XMP-dc:Source']);
});

test('names that a file chooses to stand in one place take no longer than others', () => {
  // `Aa` and `BB` give the same number in many ways of counting, and so do all texts made of them
  const names = Array.from({ length: 1 << 14 }, (_, i) =>
    i.toString(2).padStart(14, '0').replaceAll('0', 'Aa').replaceAll('1', 'BB'),
  );
  const start = performance.now();
  const found = read(names.map((name) => `<dc:x${name}>1</dc:x${name}>`).join(''));
  expect(Object.keys(found)).toHaveLength(names.length);
  expect(performance.now() - start).toBeLessThan(5000);
});

test('bytes that are no text before the first element hide none of it', () => {
  const bytes = utf8(packet('<dc:format>1</dc:format>'));
  expect(texts(loaded(Uint8Array.of(0x3c, 0xff, ...bytes)).tags())).toHaveProperty(['XMP-dc:Format'], '1');
});

test.each(['é', 'Ω≈', '😀', '\ufeff'])(
  'long text is one, wherever its signs of several bytes stand: %s',
  (sign) => {
    const said = `${sign.repeat(3000)}${'a'.repeat(2046)}${sign}`;
    for (let shift = 0; shift < 4; shift++) {
      const found = read(`<dc:source>${'b'.repeat(shift)}</dc:source><dc:format>${said}</dc:format>`);
      expect(found).toHaveProperty(['XMP-dc:Format'], said);
    }
  },
);

test('what was loaded of the same references is loaded once', () => {
  const bytes = utf8(packet('<dc:format>1</dc:format>'));
  const [one, other] = [wholeRef('xmp', bytes, 'test'), wholeRef('xmp', bytes, 'test')];
  const first = load(xmp, [one], bytes, testContext().context);
  expect(loadedXmp([one])).toBe(first);
  expect(loadedXmp([other])).toBeUndefined();
  expect(loadedXmp([one, other])).toBeUndefined();
});

test('what descriptions are about is told again where another one was told between', () => {
  const about = (uri: string) => `<rdf:Description rdf:about="${uri}"/>`;
  const bytes = utf8(
    packet('').replace('</rdf:RDF>', `${['a', 'b', 'b', 'a'].map(about).join('')}</rdf:RDF>`),
  );
  const found = loaded(bytes)
    .tags()
    .filter(({ name }) => name === 'About');
  expect(found.map(({ text }) => text)).toEqual(['a', 'b', 'a']);
});
