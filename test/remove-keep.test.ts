// What a policy asks to stay: it stays, cleaned, and readers of others understand it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Keep, MetadataError, type RemovePolicy } from 'exifkit';
import { readSync, removeSync } from 'exifkit/sync';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  alt,
  av1Item,
  blockFields,
  box,
  comment,
  concat,
  exif,
  exifItem,
  exifSegment,
  extendedXmpSegments,
  fullBox,
  gif,
  gradient,
  heif,
  hevcItem,
  imageResources,
  iptc,
  jfif,
  jpeg,
  jumbf,
  jumbfSegments,
  losslessChunk,
  mpfJpeg,
  pageFields,
  photoshopSegments,
  png,
  type Segment,
  samsungTrailer,
  seq,
  tiff,
  tiffStructure,
  tinyMp4,
  utf8,
  videoMp4,
  webp,
  xmp,
  xmpChunk,
  xmpExtension,
  xmpItem,
  xmpSegment,
} from '../fixtures/build/index.js';
import { judged } from './exiftool.js';
import { compare } from './pictures.js';

const has = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);

/** A file cleaned by a policy, after the properties that hold for every policy. */
async function clean(bytes: Uint8Array, policy: RemovePolicy) {
  const rewrite = removeSync(bytes, policy);
  const after = rewrite.bytes();
  const again = removeSync(after, policy);
  expect(Buffer.compare(again.bytes(), after), 'removing twice').toBe(0);
  expect(again.report.removed, 'removed twice').toEqual([]);
  const digest = rewrite.imageDigest();
  expect(digest.after).toBe(digest.before);
  expect(await compare(bytes, after)).toBe('same');
  return { after, report: rewrite.report, warnings: rewrite.report.warnings.map(({ message }) => message) };
}

const secret = 'nobody may read this';
const isoName = 'urn:iso:std:iso:ts:21496:-1\0';
const iso = (...numbers: number[]): Segment => [0xe2, concat(isoName, numbers)];

function hdrPacket(rest = ''): Segment {
  return xmpSegment(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${secret}"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    hdrgm:Version="1.0" hdrgm:HDRCapacityMin="0" hdrgm:HDRCapacityMax="3.5" dc:format="${secret}">
    <hdrgm:GainMapMax><rdf:Seq><rdf:li>3.5</rdf:li><rdf:li>3.6</rdf:li><rdf:li>3.7</rdf:li></rdf:Seq></hdrgm:GainMapMax>
    ${rest}</rdf:Description></rdf:RDF></x:xmpmeta>`,
  );
}

function ultraHdr(gainMapSegments: readonly Segment[]): Uint8Array {
  const gainMap = jpeg({
    picture: gradient(8, 8, 1),
    segments: [
      jfif(),
      comment(secret),
      exifSegment(exif({ ifd0: [[0x010e, 'ASCII', secret]] })),
      ...gainMapSegments,
    ],
    trailer: secret,
  });
  return mpfJpeg({ segments: [jfif(), hdrPacket(), comment(secret)], pictures: [gainMap] });
}

describe('the gain map of a JPEG', () => {
  const numbers = new Array(65 - 4).fill(7);
  const isoGainMap = iso(0, 0, 0, 0, 0x40, ...numbers.slice(1), ...utf8(secret));

  test('stays with just what HDR displays need', async () => {
    const before = ultraHdr([hdrPacket(), isoGainMap]);
    const { after, warnings, report } = await clean(before, { keep: ['gainMap'] });
    expect(warnings).toEqual([]);
    expect(report.kept.some(({ kind }) => kind === 'gainmap')).toBe(true);
    expect(has(after, secret)).toBe(false);
    const tags = judged(after, '-validate', '-warning', '-all');
    const length = Number(tags['MPImage2:MPImageLength']);
    const start = Number(tags['MPImage2:MPImageStart']);
    expect(tags).toMatchObject({
      'ExifTool:Validate': 'OK',
      'MPImage1:MPImageLength': start,
      'XMP-hdrgm:Version': 1,
      'XMP-GContainer:DirectoryItemSemantic': ['Primary', 'GainMap'],
      'XMP-GContainer:DirectoryItemLength': length,
      'Google:GainMapImage': `(Binary data ${length} bytes, use -b option to extract)`,
    });
    expect(start + length).toBe(after.length);
    const gainMap = after.subarray(start);
    expect((await sharp(gainMap).metadata()).width).toBe(8);
    expect(judged(gainMap)).toMatchObject({
      'XMP-hdrgm:GainMapMax': [3.5, 3.6, 3.7],
      'XMP-hdrgm:HDRCapacityMax': 3.5,
    });
    const named = [...readSync(after.slice()).tags()].filter(({ family }) => family === 'XMP');
    expect(named.every(({ group }) => /^XMP-(hdrgm|GContainer)$/.test(group))).toBe(true);
  });

  test('stays where ISO 21496-1 alone tells of it, cut to its numbers', async () => {
    const { after, warnings } = await clean(ultraHdr([isoGainMap]), { keep: ['gainMap'] });
    expect(warnings).toEqual([]);
    expect(has(after, secret) || has(after, 'adobe')).toBe(false);
    const [main, second] = [
      ...Buffer.from(after)
        .toString('latin1')
        .matchAll(/urn:iso/g),
    ].map(({ index }) => index);
    expect(after[main! - 1]).toBe(isoName.length + 4 + 2);
    expect(after[second! - 1]).toBe(isoName.length + 61 + 2);
  });

  test.each([
    ['a value of another form', [hdrPacket(`<hdrgm:Gamma>${secret}</hdrgm:Gamma>`)]],
    ['ISO numbers that are cut off', [iso(0, 0, 0, 0, 0x40, 1, 2, 3)]],
    ['an ISO version to come', [iso(0, 1, 0, 1, 0x40, ...numbers)]],
  ])('goes with a warning for %s', async (_, segments) => {
    const before = ultraHdr(segments);
    const { after, warnings } = await clean(before, { keep: ['gainMap'] });
    expect(warnings).toEqual([expect.stringMatching(/gain map is removed, as/)]);
    expect(Buffer.compare(after, removeSync(before).bytes())).toBe(0);
  });

  test('goes with a warning where it is not asked for', async () => {
    const { after, warnings } = await clean(ultraHdr([hdrPacket()]), {});
    expect(warnings).toEqual([expect.stringMatching(/^its gain map is removed:/)]);
    expect(has(after, 'MPF') || has(after, 'hdr-gain-map') || has(after, secret)).toBe(false);
  });
});

describe('the video of a motion photo', () => {
  const video = videoMp4();
  const says = (attributes: Record<string, string>): Segment => xmpSegment(xmp({ attributes }));
  const motion = says({
    'GCamera:MotionPhoto': '1',
    'GCamera:MotionPhotoPresentationTimestampUs': '123456',
    'xmp:CreatorTool': secret,
  });
  const micro = says({ 'GCamera:MicroVideo': '1', 'GCamera:MicroVideoOffset': String(video.length) });
  const block = { type: 0x0a30, name: 'MotionPhoto_Data', data: video };
  const files = {
    Google: jpeg({ segments: [motion, comment(secret)], trailer: video }),
    'Google in its first form': jpeg({ segments: [micro], trailer: concat(secret, video) }),
    Samsung: jpeg({
      trailer: samsungTrailer([{ type: 0x0a01, name: 'Image_UTC_Data', data: utf8(secret) }, block]),
    }),
    'one with a gain map': concat(ultraHdr([hdrPacket()]), video),
  };

  /** Where the chunks of a video's tracks are said to lie. */
  const chunkOffsets = (bytes: Uint8Array): number[] => {
    const view = Buffer.from(bytes);
    const tables = [...view.toString('latin1').matchAll(/stco/g)];
    return tables.map(({ index }) => view.readUInt32BE(index + 12));
  };

  test.each(Object.entries(files))(
    '%s: stays with its pictures and sound, and is found',
    async (name, bytes) => {
      const { after, warnings, report } = await clean(bytes, { keep: ['motionVideo', 'gainMap'] });
      expect(warnings).toEqual([]);
      expect(report.kept.map(({ kind }) => kind)).toContain('motionvideo');
      const tags = judged(after, '-validate', '-warning', '-all');
      const length = [tags['XMP-GContainer:DirectoryItemLength']].flat().at(-1) as number;
      expect(tags).toMatchObject({
        'ExifTool:Validate': 'OK',
        'XMP-GCamera:MotionPhoto': 1,
        'XMP-GCamera:MotionPhotoPresentationTimestampUs': name === 'Google' ? 123456 : -1,
        'Google:MotionPhotoVideo': `(Binary data ${length} bytes, use -b option to extract)`,
      });
      expect('XMP-hdrgm:Version' in tags).toBe(name === 'one with a gain map');
      const kept = after.subarray(after.length - length);
      expect(judged(kept, '-ee3')['File:MIMEType']).toBe('video/mp4');
      expect(has(after, secret) || has(kept, 'place of') || has(kept, 'date of')).toBe(false);
      const [picture, sound] = chunkOffsets(kept);
      const [before, soundBefore] = chunkOffsets(video);
      expect(kept.slice(picture, sound)).toEqual(video.slice(before, soundBefore));
      expect(kept.slice(sound, sound! + 8)).toEqual(video.slice(soundBefore, soundBefore! + 8));
    },
  );

  test('goes with a warning where it is not asked for', async () => {
    const { after, warnings } = await clean(files.Google, {});
    expect(warnings).toEqual(['the video of the motion photo is removed']);
    expect(Buffer.compare(after, removeSync(jpeg()).bytes())).toBe(0);
  });

  test('sound of a coding that is not known goes with a warning', async () => {
    const other = Buffer.from(video);
    other.write('samr', other.indexOf('mp4a'), 'latin1');
    const { warnings } = await clean(jpeg({ trailer: other }), { keep: ['motionVideo'] });
    expect(warnings).toEqual([expect.stringMatching(/sound of the video is removed/)]);
  });
});

describe("Apple's gain map", () => {
  const said = (headroom: string): Uint8Array =>
    utf8(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${secret}"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
        `<rdf:Description rdf:about="" xmlns:apdi="http://ns.apple.com/pixeldatainfo/1.0/" xmlns:HDRGainMap="http://ns.apple.com/HDRGainMap/1.0/">` +
        '<apdi:AuxiliaryImageType>urn:com:apple:photo:2020:aux:hdrgainmap</apdi:AuxiliaryImageType>' +
        `<HDRGainMap:HDRGainMapVersion>131072</HDRGainMap:HDRGainMapVersion>${headroom}` +
        `<apdi:Secret>${secret}</apdi:Secret></rdf:Description></rdf:RDF></x:xmpmeta>`,
    );
  const headroom = '<HDRGainMap:HDRGainMapHeadroom>4.532783</HDRGainMap:HDRGainMapHeadroom>';
  const inJpeg = (packet: Uint8Array): Uint8Array => {
    const gainMap = jpeg({ picture: gradient(8, 8, 1), segments: [xmpSegment(packet), comment(secret)] });
    return mpfJpeg({ segments: [jfif(), comment(secret)], pictures: [gainMap] });
  };
  const type = fullBox('auxC', 0, 0, 'urn:com:apple:photo:2020:aux:hdrgainmap\0');
  const inHeic = (packet: Uint8Array): Uint8Array =>
    heif({
      items: [
        hevcItem(),
        hevcItem({ id: 2, hidden: true, references: { auxl: [1] }, properties: [type] }),
        xmpItem(packet, { id: 3, name: secret, references: { cdsc: [2] } }),
        xmpItem(utf8(secret), { id: 4 }),
      ],
    });

  test.each([
    ['JPEG', inJpeg],
    ['HEIC', inHeic],
  ])('stays in a %s, with its headroom', async (_, make) => {
    const { after, warnings, report } = await clean(make(said(headroom)), { keep: ['gainMap'] });
    expect(warnings).toEqual([]);
    expect(report.kept.map(({ kind }) => kind)).toContain('gainmap');
    expect(has(after, secret)).toBe(false);
    const gainMap = make === inJpeg ? after.subarray(Number(judged(after)['MPImage2:MPImageStart'])) : after;
    expect(judged(gainMap)).toMatchObject({
      'XMP-HDRGainMap:HDRGainMapVersion': '0.2.0.0',
      'XMP-HDRGainMap:HDRGainMapHeadroom': 4.532783,
    });
  });

  test.each([
    ['JPEG', inJpeg],
    ['HEIC', inHeic],
  ])('in a %s whose headroom is not in its XMP stays with a warning', async (_, make) => {
    const { warnings } = await clean(make(said('')), { keep: ['gainMap'] });
    expect(warnings).toEqual([expect.stringMatching(/headroom/)]);
  });

  test('in a JPEG goes with a warning where its numbers are none', async () => {
    const { after, warnings } = await clean(inJpeg(said(headroom.replace('4.5', 'x'))), {
      keep: ['gainMap'],
    });
    expect(warnings).toEqual([expect.stringMatching(/not all that it says is understood/)]);
    expect(has(after, 'HDRGainMap')).toBe(false);
  });
});

describe('the depth map of a JPEG', () => {
  const uri = 'xmlns:GDepth="http://ns.google.com/photos/1.0/depthmap/"';
  const numbers = { Format: 'RangeInverse', Near: '0.5', Far: '12.75', Units: 'm' };
  const attributes = (all: Record<string, string>): string =>
    Object.entries(all).reduce((text, [name, value]) => `${text} GDepth:${name}="${value}"`, uri);
  /** A packet whose description has these properties, and one with the picture in extended XMP. */
  function depthJpeg(mime: string, picture: Uint8Array, more: Record<string, string> = {}): Uint8Array {
    const text = (inner: string): Uint8Array =>
      utf8(
        `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="${secret}"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
          `<rdf:Description rdf:about="" ${inner}/></rdf:RDF></x:xmpmeta>`,
      );
    const data = Buffer.from(picture).toString('base64');
    const extended = extendedXmpSegments(text(attributes({ Data: data, Software: secret })), [0, 1]);
    const note = `xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${extended.guid}"`;
    const main = text(`${attributes({ ...numbers, Mime: mime, Manufacturer: secret, ...more })} ${note}`);
    return jpeg({ segments: [xmpSegment(main), ...extended.segments, comment(secret)] });
  }

  const grey = gradient(8, 8, 1);
  const pictures = {
    'image/jpeg': jpeg({ picture: grey, segments: [comment(secret)], trailer: secret }),
    'image/png': png({ picture: grey, colourType: 0, chunks: [['tEXt', `Comment\0${secret}`]] }),
  };

  test.each(Object.entries(pictures))(
    'stays as %s with its numbers, itself cleaned',
    async (mime, picture) => {
      const { after, warnings, report } = await clean(depthJpeg(mime, picture), { keep: ['depth'] });
      expect(warnings).toEqual([]);
      expect(report.kept.map(({ kind }) => kind)).toContain('depth');
      const tags = judged(after, '-validate', '-warning', '-all', '-b', '-struct');
      expect(tags).toMatchObject({
        'ExifTool:Validate': 'OK',
        'XMP-GDepth:Format': 'RangeInverse',
        'XMP-GDepth:Near': 0.5,
        'XMP-GDepth:Far': 12.75,
        'XMP-GDepth:Mime': mime,
      });
      const kept = Buffer.from(String(tags['XMP-GDepth:DepthImage']).replace('base64:', ''), 'base64');
      expect(Buffer.compare(kept, removeSync(picture, 'strict').bytes())).toBe(0);
      expect(has(after, secret) || has(kept, secret)).toBe(false);
    },
  );

  test('stays with numbers of as many decimals as cameras write', async () => {
    const before = depthJpeg('image/png', pictures['image/png'], { Near: '0.100000001490116', Far: '+1e3' });
    const { after } = await clean(before, { keep: ['depth'] });
    expect(has(after, 'GDepth:Near="0.100000001490116" GDepth:Far="+1e3"')).toBe(true);
  });

  test('stays beside a video', async () => {
    const before = concat(depthJpeg('image/png', pictures['image/png']), videoMp4());
    const { after } = await clean(before, { keep: ['depth', 'motionVideo'] });
    const tags = judged(after);
    expect('XMP-GDepth:DepthImage' in tags && 'Google:MotionPhotoVideo' in tags).toBe(true);
  });

  test.each([
    ['a number that is none', depthJpeg('image/png', pictures['image/png'], { Near: secret })],
    ['a picture that is none', depthJpeg('image/png', utf8(secret))],
    ['another type', depthJpeg('image/x-depth', pictures['image/png'])],
  ])('%s is refused', (_, bytes) => {
    expect(() => removeSync(bytes, { keep: ['depth'] })).toThrow(/depth map cannot be kept/);
  });
});

describe('what cannot be cleaned', () => {
  const video = tinyMp4();
  const motion = xmpSegment(
    xmp({ attributes: { 'GCamera:MotionPhoto': '1', 'GCamera:MicroVideoOffset': String(video.length) } }),
  );
  const samsung = (type: number) => samsungTrailer([{ type, name: 'MotionPhoto_Data', data: video }]);
  const depth = xmpSegment(
    utf8(
      '<x:xmpmeta xmlns:GDepth="http://ns.google.com/photos/1.0/depthmap/" GDepth:Format="RangeInverse"/>',
    ),
  );
  test.each([
    ['motionVideo', jpeg({ segments: [motion], trailer: video })],
    ['motionVideo', jpeg({ trailer: video })],
    ['motionVideo', jpeg({ trailer: samsung(0x0a30) })],
    ['depth', jpeg({ trailer: samsung(0x0ab1) })],
    ['depth', jpeg({ segments: [depth] })],
  ] as const)('%s is refused by its name, and removed by default', async (name, bytes) => {
    const refused = (): unknown => removeSync(bytes, { keep: [name] });
    expect(refused).toThrow(MetadataError);
    expect(refused).toThrow(
      expect.objectContaining({ code: 'not-writable', message: expect.stringContaining(name) }),
    );
    const { after } = await clean(bytes, {});
    expect(Buffer.compare(after, removeSync(jpeg()).bytes())).toBe(0);
  });

  test('a file without any is cleaned', async () => {
    const { warnings } = await clean(jpeg(), { keep: ['motionVideo', 'depth', 'gainMap', 'c2pa'] });
    expect(warnings).toEqual([]);
  });
});

describe('a C2PA manifest', () => {
  const manifest = jumbf('c2pa', 'c2pa', utf8('signed'.repeat(20)));
  const c2paUuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
  const files = {
    jpeg: jpeg({
      segments: [...jumbfSegments(manifest, 3), comment(secret)],
    }),
    png: png({
      chunks: [
        ['caBX', manifest],
        ['tEXt', `Comment\0${secret}`],
      ],
    }),
    webp: webp({
      picture: [losslessChunk()],
      extended: true,
      extra: [
        ['C2PA', manifest],
        ['XMP ', secret],
      ],
    }),
    'heif in a uuid box': heif({
      items: [hevcItem()],
      extra: [
        box('uuid', c2paUuid, [0, 0, 0, 0], 'manifest\0', new Uint8Array(8), manifest),
        box('free', secret),
      ],
    }),
    'heif in an item': heif({
      items: [
        hevcItem(),
        { id: 7, type: 'mime', contentType: 'application/c2pa', data: manifest },
        { id: 8, type: 'mime', contentType: 'text/plain', data: secret },
      ],
    }),
    'heif in a jumb box': heif({ items: [hevcItem()], extra: [manifest, box('free', secret)] }),
    tiff: tiff({
      pages: [
        {
          fields: [
            [0xcd41, 'UNDEFINED', manifest],
            [0x010e, 'ASCII', secret],
          ],
        },
      ],
    }),
  };

  test.each(Object.entries(files))('%s: stays by policy, with a warning; else goes', async (_, bytes) => {
    const kept = await clean(bytes, { keep: ['c2pa'] });
    expect(has(kept.after, 'signedsigned')).toBe(true);
    expect(has(kept.after, secret)).toBe(false);
    expect(kept.warnings).toEqual([expect.stringMatching(/no longer matches/)]);
    expect(kept.report.c2pa).toBe(true);
    const gone = await clean(bytes, {});
    expect(has(gone.after, 'signed')).toBe(false);
    expect(gone.report.c2pa).toBe(true);
  });

  test('other JUMBF goes and is none', async () => {
    const { after, report } = await clean(jpeg({ segments: jumbfSegments(jumbf('xml ', secret)) }), {
      keep: ['c2pa'],
    });
    expect(report.c2pa || has(after, secret)).toBe(false);
  });
});

describe('the thumbnail of EXIF', () => {
  const thumbnail = jpeg({
    picture: gradient(8, 8),
    segments: [comment(secret), exifSegment(secret)],
    trailer: secret,
  });
  const block = exif({ ifd0: [[0x010f, 'ASCII', secret]], ifd1: [[0x010e, 'ASCII', secret]], thumbnail });
  const files = {
    jpeg: jpeg({ segments: [exifSegment(block)] }),
    png: png({ chunks: [['eXIf', block]] }),
    webp: webp({ picture: [losslessChunk()], exif: block }),
    heic: heif({ items: [hevcItem(), exifItem(block)] }),
    avif: heif({ brand: 'avif', items: [av1Item(), exifItem(block)] }),
  };

  test.each(Object.entries(files))('%s: stays as its picture alone', async (_, bytes) => {
    const { after, warnings } = await clean(bytes, { keep: ['thumbnail'] });
    expect(warnings).toEqual([]);
    expect(has(after, secret)).toBe(false);
    const length = Number(judged(after)['IFD1:ThumbnailLength']);
    expect(length).toBe(removeSync(thumbnail, 'strict').bytes().length);
    expect(judged((await clean(bytes, {})).after)['IFD1:ThumbnailLength']).toBeUndefined();
  });

  test.each([
    ['stays where it is a picture alone', removeSync(thumbnail, 'strict').bytes(), true],
    ['stays without what else it says', thumbnail, true],
    ['goes where it is damaged', thumbnail.subarray(0, 40), false],
  ])('TIFF: that of the second directory %s', async (_, small, stays) => {
    const ifds = [
      [...pageFields(), [0x010f, 'ASCII', secret] as const],
      [
        [0x0103, 'SHORT', 6] as const,
        [0x0201, 'LONG', { data: [small] }] as const,
        [0x0202, 'LONG', small.length] as const,
      ],
    ];
    const file = tiffStructure({ ifds: ifds as unknown as Parameters<typeof tiffStructure>[0]['ifds'] });
    const { after, warnings } = await clean(file, { keep: ['thumbnail'] });
    expect(has(after, secret)).toBe(false);
    const length = removeSync(thumbnail, 'strict').bytes().length;
    expect(judged(after)['IFD1:ThumbnailLength']).toEqual(stays ? length : undefined);
    expect(warnings).toHaveLength(stays ? 0 : 2);
  });

  test('a damaged one goes with a warning', async () => {
    const damaged = exif({ ifd0: [[0x8298, 'ASCII', 'Theirs']], thumbnail: thumbnail.subarray(0, 40) });
    const { after, warnings } = await clean(jpeg({ segments: [exifSegment(damaged)] }), {
      keep: ['thumbnail', 'copyright'],
    });
    expect(warnings).toEqual([expect.stringMatching(/damaged thumbnail/)]);
    expect(judged(after)).toMatchObject({ 'IFD0:Copyright': 'Theirs' });
  });
});

describe('text that XMP or IPTC state', () => {
  const packet = xmp({
    attributes: {
      'photoshop:DateCreated': '2024-02-29T06:15:30.123+07:00',
      'xmp:CreateDate': '2024-03-01T10:20',
      'xmp:ModifyDate': '2024-03',
    },
    elements: {
      'dc:rights': alt({ 'id-ID': 'Hak cipta', 'x-default': '© Ayu & co' }),
      'dc:creator': seq('Ayu Lestari', 'Budi Santoso'),
      'dc:description': alt({ 'x-default': 'Matahari – ☀' }),
      'dc:format': secret,
    },
  });
  const keep: readonly Keep[] = ['copyright', 'creator', 'captions', 'dates'];
  const expected = {
    'IFD0:Copyright': '© Ayu & co',
    'IFD0:Artist': 'Ayu Lestari; Budi Santoso',
    'IFD0:ImageDescription': 'Matahari – ☀',
    'ExifIFD:DateTimeOriginal': '2024:02:29 06:15:30',
    'ExifIFD:OffsetTimeOriginal': '+07:00',
    'ExifIFD:SubSecTimeOriginal': 123,
    'XMP-dc:Rights': '© Ayu & co',
    'XMP-dc:Rights-id-ID': 'Hak cipta',
    'XMP-dc:Creator': ['Ayu Lestari', 'Budi Santoso'],
    'XMP-xmp:CreateDate': '2024:03:01 10:20',
    'XMP-xmp:ModifyDate': '2024:03',
  };
  const files = {
    jpeg: jpeg({ segments: [jfif(), xmpSegment(packet)] }),
    png: png({ chunks: [xmpChunk(packet, true)] }),
    webp: webp({ picture: [losslessChunk()], xmp: packet }),
    tiff: tiff({ pages: [{ fields: blockFields({ xmp: packet }) }, {}] }),
  };

  test.each(Object.entries(files))('%s: becomes EXIF where that says nothing', async (_, bytes) => {
    const { after, warnings } = await clean(bytes, { keep });
    expect(warnings).toEqual([]);
    expect(has(after, secret)).toBe(false);
    const tags = judged(after);
    expect(tags).toMatchObject(expected);
    expect(tags['IFD0:ModifyDate'] ?? tags['ExifIFD:CreateDate'], 'dates that are not whole').toBeUndefined();
    const shared = judged((await clean(bytes, { preset: 'share' })).after);
    expect(shared).toMatchObject({ 'IFD0:Copyright': '© Ayu & co' });
    expect(
      Object.keys(shared).filter((name) => /Description|Date(Time)?(Original|Created)/.test(name)),
    ).toEqual([]);
    expect(has((await clean(bytes, {})).after, 'Ayu')).toBe(false);
  });

  test('EXIF has the first word, tag by tag, and times keep their own zone', async () => {
    const block = exif({
      ifd0: [
        [0x013b, 'ASCII', 'Citra'],
        [0x8298, 'ASCII', '   '],
      ],
      exif: [[0x9003, 'ASCII', '2020:01:02 03:04:05']],
    });
    const { after } = await clean(jpeg({ segments: [exifSegment(block), xmpSegment(packet)] }), { keep });
    const tags = judged(after);
    expect(tags).toMatchObject({
      'IFD0:Artist': 'Citra',
      'IFD0:Copyright': '© Ayu & co',
      'ExifIFD:DateTimeOriginal': '2020:01:02 03:04:05',
    });
    expect(tags['ExifIFD:OffsetTimeOriginal']).toBeUndefined();
  });

  test('IPTC, in its character set, where XMP is silent', async () => {
    const datasets = iptc([
      [1, 90, [0x1b, 0x25, 0x47]],
      [2, 80, 'Ayu Léstari'],
      [2, 80, 'Budi'],
      [2, 116, '© Ayu'],
      [2, 120, 'Matahari'],
      [2, 55, '20240229'],
      [2, 60, '061530+0700'],
      [2, 5, 'Senja'],
      [2, 25, 'laut'],
      [2, 25, 'perahu'],
      [2, 103, secret],
    ]);
    const segments = photoshopSegments(imageResources([[0x0404, datasets]]));
    const { after, warnings } = await clean(jpeg({ segments }), { keep });
    expect(warnings).toEqual([]);
    expect(has(after, secret) || has(after, '8BIM')).toBe(false);
    expect(judged(after)).toMatchObject({
      'IFD0:Copyright': '© Ayu',
      'IFD0:Artist': 'Ayu Léstari; Budi',
      'IFD0:ImageDescription': 'Matahari',
      'ExifIFD:DateTimeOriginal': '2024:02:29 06:15:30',
      'ExifIFD:OffsetTimeOriginal': '+07:00',
      'XMP-dc:Title': 'Senja',
      'XMP-dc:Subject': ['laut', 'perahu'],
    });
    const wide = iptc([[2, 80, [0x4c, 0xe9, 0x61]]]);
    const latin = await clean(tiff({ pages: [{ fields: blockFields({ iptc: wide }) }] }), { keep });
    expect(judged(latin.after)).toMatchObject({ 'IFD0:Artist': 'Léa' });
  });

  test('XMP that is no XML goes with a warning', async () => {
    const { warnings } = await clean(jpeg({ segments: [xmpSegment('<x:xmpmeta <rdf')] }), { keep });
    expect(warnings).toEqual([expect.stringMatching(/XMP that cannot be read/)]);
  });

  test('what does not fit into a segment is left out, the longest first', async () => {
    const long = xmp({
      elements: {
        'dc:rights': alt({ 'x-default': 'Ayu' }),
        'dc:description': alt({ 'x-default': 'x'.repeat(50_000) }),
      },
    });
    const segments = [
      exifSegment(exif({ exif: [[0x9286, 'UNDEFINED', `ASCII\0\0\0${'y'.repeat(40_000)}`]] })),
      xmpSegment(long),
    ];
    const { after } = await clean(jpeg({ segments }), { keep });
    expect(judged(after)).toMatchObject({ 'IFD0:Copyright': 'Ayu' });
  });

  test('a GIF keeps it as XMP', async () => {
    const { after, warnings } = await clean(gif({ extensions: [xmpExtension(packet)] }), { preset: 'share' });
    expect(warnings).toEqual([]);
    expect(judged(after)).toMatchObject({ 'XMP-dc:Rights': '© Ayu & co' });
  });
});

describe('orientation and resolution', () => {
  const block = exif({
    ifd0: [
      [0x0112, 'SHORT', 6],
      [0x011a, 'RATIONAL', [240, 1]],
      [0x011b, 'RATIONAL', [240, 1]],
      [0x0128, 'SHORT', 2],
      [0x010f, 'ASCII', secret],
    ],
  });
  const files: Record<string, Uint8Array> = {
    jpeg: jpeg({ segments: [exifSegment(block)] }),
    png: png({ chunks: [['eXIf', block]] }),
    webp: webp({ picture: [losslessChunk()], exif: block }),
    tiff: tiff({
      pages: [
        {
          fields: [
            [0x0112, 'SHORT', 6],
            [0x011a, 'RATIONAL', [240, 1]],
            [0x010f, 'ASCII', secret],
          ],
        },
      ],
    }),
  };
  const policies: readonly (readonly [RemovePolicy, orientation: number, resolution: boolean])[] = [
    [{}, 6, false],
    [{ orientation: 'drop' }, 1, false],
    [{ preset: 'strict' }, 1, false],
    [{ preset: 'strict', orientation: 'keep' }, 6, false],
    [{ preset: 'strict', keep: ['orientation'] }, 6, false],
    [{ preset: 'strict', keep: ['orientation'], orientation: 'drop' }, 1, false],
    [{ keep: ['resolution'] }, 6, true],
    [{ preset: 'strict', keep: ['resolution'] }, 1, true],
  ];
  const table = Object.keys(files).flatMap((format) => policies.map((row) => [format, ...row] as const));

  test.each(table)('%s by %j', (format, policy, orientation, resolution) => {
    const after = removeSync(files[format]!, policy).bytes();
    expect(Buffer.compare(removeSync(after, policy).bytes(), after)).toBe(0);
    expect(has(after, secret)).toBe(false);
    const read = readSync(after).exif;
    expect(read?.Orientation ?? 1).toBe(orientation);
    expect(read?.XResolution === 240).toBe(resolution || format === 'tiff');
  });

  test.each(['heic-mirror.heic', 'heic-grid.heic'])(
    '%s: turning is the picture, whatever the policy',
    async (file) => {
      const bytes = new Uint8Array(
        await (await import('node:fs/promises')).readFile(
          join(import.meta.dirname, '../fixtures/files', file),
        ),
      );
      const turned = (of: Uint8Array) => judged(of, '-QuickTime:Rotation', '-QuickTime:Mirroring');
      const before = { ...turned(bytes), SourceFile: '' };
      for (const [policy] of policies) {
        expect({ ...turned(removeSync(bytes, policy).bytes()), SourceFile: '' }).toEqual(before);
      }
    },
  );
});

/** Fixtures that are pictures, damaged ones too. */
const fixtures = resolve(import.meta.dirname, '../fixtures/files');
const everyName: readonly Keep[] = [
  'resolution',
  'copyright',
  'creator',
  'captions',
  'dates',
  'cameraSettings',
  'thumbnail',
  'gainMap',
  'c2pa',
];

test.each(readdirSync(fixtures))('%s: what is kept by any name stays when it is cleaned again', (file) => {
  const bytes = new Uint8Array(readFileSync(join(fixtures, file)));
  for (const name of everyName) {
    try {
      const once = removeSync(bytes, { keep: [name] }).bytes();
      expect(Buffer.compare(removeSync(once, { keep: [name] }).bytes(), once), name).toBe(0);
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error;
      expect([name, error.code]).not.toEqual([name, 'unsafe-write']);
    }
  }
});
