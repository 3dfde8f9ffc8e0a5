// TIFF and DNG files with a canary in every place that removal empties.
import {
  blockFields,
  concat,
  exifPointers,
  exifSegment,
  type Field,
  gradient,
  type Ifd,
  icc,
  jfxx,
  jpeg,
  jpegPageFields,
  pageFields,
  tiff,
  tiffStructure,
  withoutTables,
  xmpSegment,
  zlib,
} from '../../fixtures/build/index.js';
import {
  plantedExif,
  plantedIfd0,
  plantedIfds,
  plantedIptc,
  plantedJpeg,
  plantedResources,
  plantedXmp,
} from './blocks.js';
import { type Planted, profileName } from './planted.js';
import type { Planter } from './planter.js';

const byTag = (fields: readonly Field[]): Field[] => [...fields].sort((a, b) => a[0] - b[0]);

const texts: Record<string, number> = {
  TargetPrinter: 0x0151,
  InkNames: 0x014d,
  GeoAsciiParams: 0x87b1,
  GDALMetadata: 0xa480,
  GDALNoData: 0xa481,
  UniqueCameraModel: 0xc614,
  CameraSerialNumber: 0xc62f,
  OriginalRawFileName: 0xc68b,
  'private text': 0xfdea,
};
const bytes: Record<string, number> = {
  'Wang annotation': 0x80a4,
  'MD file tag': 0x82a5,
  MakerNote: 0x927c,
  ImageSourceData: 0x935c,
  DNGPrivateData: 0xc634,
  OriginalRawFileData: 0xc68c,
  'private bytes': 0xfdeb,
};

/** Fields of metadata beside those of the picture; BigTIFF or not, in both byte orders. */
function metadataFields(planter: Planter, littleEndian: boolean): Field[] {
  const ifds = plantedIfds(planter, 'IFD0', littleEndian);
  return byTag([
    ...ifds.ifd0,
    ...exifPointers(ifds),
    ...Object.entries(texts).map(([name, tag]): Field => [tag, 'ASCII', planter.plant(name)]),
    ...Object.entries(bytes).map(([name, tag]): Field => [tag, 'UNDEFINED', planter.plant(name)]),
    [0x0112, 'SHORT', 3],
    [0xfdec, 'SHORT', [0x4142]],
    ...blockFields({
      xmp: plantedXmp(planter, 'XMP'),
      iptc: plantedIptc(planter, 'IPTC'),
      photoshop: plantedResources(planter, 'Photoshop'),
      icc: icc({ name: profileName }),
    }),
  ]);
}

function pages(planter: Planter, littleEndian: boolean): Ifd[] {
  const sub = pageFields({
    picture: gradient(8, 8),
    fields: [[0x010e, 'ASCII', planter.plant('description of a SubIFD')]],
  });
  const first = pageFields({
    rowsPerStrip: 5,
    fields: [...metadataFields(planter, littleEndian), [0x014a, 'LONG', { ifds: [sub] }]],
  });
  const second = pageFields({
    tile: 16,
    fields: [
      ...plantedIfd0(planter, 'second page'),
      ...exifPointers({ exif: [[0x9003, 'ASCII', planter.plant('date in an Exif IFD of the second page')]] }),
    ],
  });
  return [first, byTag(second)];
}

const metadata =
  (littleEndian: boolean, big: boolean) =>
  (planter: Planter): Uint8Array =>
    concat(
      tiffStructure({
        ifds: pages(planter, littleEndian),
        littleEndian,
        big,
        header: planter.plant('between the header and the first directory'),
      }),
      planter.plant('behind the last directory'),
    );

/** Structural tags whose value is a text, and bytes between strips. */
function disguised(planter: Planter): Uint8Array {
  const page = pageFields({
    rowsPerStrip: 4,
    fields: [
      [0x00ff, 'ASCII', planter.plant('SubfileType as a text')],
      [0x011d, 'ASCII', planter.plant('PageName')],
      [0x0122, 'ASCII', planter.plant('GrayResponseUnit as a text')],
      [0x0129, 'ASCII', planter.plant('PageNumber as a text')],
      [0x0214, 'ASCII', planter.plant('ReferenceBlackWhite as a text')],
      [0xfded, 'LONG', { data: [new TextEncoder().encode(planter.plant('data behind a private offset'))] }],
    ],
  });
  return concat(tiffStructure({ ifds: [page] }), planter.plant('behind everything'));
}

/** A profile with bytes behind its end. */
function longProfile(planter: Planter): Uint8Array {
  const profile = concat(icc({ name: profileName }), planter.plant('behind the profile'));
  return tiff({ pages: [{ fields: blockFields({ icc: profile }) }] });
}

/** An old thumbnail page, and a JPEG named by the offset pair of Exif. */
function thumbnailPage(planter: Planter): Uint8Array {
  const thumbnail = plantedJpeg(planter, 'thumbnail');
  const second: Ifd = [
    [0x0103, 'SHORT', 6],
    [0x0201, 'LONG', { data: [thumbnail] }],
    [0x0202, 'LONG', thumbnail.length],
  ];
  return tiffStructure({ ifds: [pageFields(), second] });
}

function dng(planter: Planter): Uint8Array {
  const raw = pageFields({
    picture: gradient(16, 16, 1),
    subfileType: 0,
    fields: [
      [0x010e, 'ASCII', planter.plant('description of the raw picture')],
      [0x0106, 'SHORT', 32803],
      [0x828d, 'SHORT', [2, 2]],
      [0x828e, 'BYTE', [0, 1, 1, 2]],
      [0xc616, 'BYTE', [0, 1, 2]],
      [0xc617, 'SHORT', 1],
      [0xc61a, 'SHORT', 0],
      [0xc61d, 'SHORT', 255],
    ],
  });
  const ifds = plantedIfds(planter, 'IFD0');
  const text = (tag: number, name: string): Field => [tag, 'ASCII', planter.plant(name)];
  const first = pageFields({
    picture: gradient(8, 8),
    subfileType: 1,
    fields: [
      ...ifds.ifd0,
      ...exifPointers(ifds),
      [0x0112, 'SHORT', 1],
      [0x014a, 'LONG', { ifds: [raw] }],
      [0xc612, 'BYTE', [1, 4, 0, 0]],
      [0xc614, 'ASCII', 'Exifkit camera'],
      [0xc621, 'SRATIONAL', [1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1]],
      [0xc65a, 'SHORT', 21],
      text(0xc62f, 'CameraSerialNumber'),
      text(0xc68b, 'OriginalRawFileName'),
      [0xc634, 'BYTE', planter.plant('DNGPrivateData')],
      [0xc68c, 'UNDEFINED', planter.plant('OriginalRawFileData')],
      text(0xc6f4, 'ProfileCalibrationSignature of nobody'),
      text(0xc716, 'PreviewApplicationName'),
      text(0xc717, 'PreviewApplicationVersion'),
      text(0xc718, 'PreviewSettingsName'),
      text(0xc71b, 'PreviewDateTime'),
      ...blockFields({ xmp: plantedXmp(planter, 'XMP'), iptc: plantedIptc(planter, 'IPTC') }),
    ],
  });
  return concat(tiffStructure({ ifds: [byTag(first)] }), planter.plant('behind the DNG'));
}

const jpegPicture = gradient(16, 8);

/** A JPEG with a canary in each kind of segment and behind its end. */
function strip(planter: Planter, where: string): Uint8Array {
  const plant = (name: string): string => planter.plant(`${where}: ${name}`);
  return jpeg({
    picture: jpegPicture,
    segments: [
      jfxx(plantedJpeg(planter, `${where}: JFXX`)),
      exifSegment(plantedExif(planter, `${where}: Exif`)),
      xmpSegment(plantedXmp(planter, `${where}: XMP`)),
      [0xe2, `MPF\0${plant('MPF')}`],
      [0xed, `Photoshop 3.0\0${plant('Photoshop')}`],
      [0xef, plant('APP15')],
      [0xfe, plant('COM')],
    ],
    trailer: plant('behind its end'),
  });
}

/** JPEG in strips with shared tables, as TIFF has it, in one lossy DNG has, and in TIFF's old form. */
function jpegStrips(planter: Planter): Uint8Array {
  const [first, second] = ['first strip', 'second strip'].map((where) => strip(planter, where));
  const { tables, stream } = withoutTables(first!);
  const comment = planter.plant('comment in the tables');
  const shared = concat(
    [0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2],
    comment,
    tables.subarray(2),
    planter.plant('behind the tables'),
  );
  return tiffStructure({
    ifds: [
      jpegPageFields({
        picture: gradient(16, 16),
        rowsPerStrip: 8,
        streams: [stream, withoutTables(second!).stream],
        fields: [[0x015b, 'UNDEFINED', shared]],
      }),
    ],
  });
}

function lossyTile(planter: Planter): Uint8Array {
  const streams = [strip(planter, 'tile')];
  const picture: Ifd = jpegPageFields({ picture: jpegPicture, rowsPerStrip: 8, streams });
  return tiffStructure({
    ifds: [byTag(picture.map((field) => (field[0] === 0x0103 ? [0x0103, 'SHORT', 34892] : field)))],
  });
}

/** The stream that the tag pair of old JPEG names, and a strip of it. */
function oldJpeg(planter: Planter): Uint8Array {
  const stream = strip(planter, 'old JPEG');
  const file = (strips: number): Uint8Array =>
    tiffStructure({
      ifds: [
        pageFields({
          picture: jpegPicture,
          fields: [
            [0x0103, 'SHORT', 6],
            [0x0106, 'SHORT', 6],
            [0x0111, 'LONG', strips],
            [0x0117, 'LONG', stream.length],
            [0x0201, 'LONG', { data: [stream] }],
            [0x0202, 'LONG', stream.length],
          ],
        }),
      ],
    });
  const at = Buffer.from(file(0)).indexOf(Buffer.from(stream));
  return file(at);
}

/** Bytes behind what a picture needs of its strips, and strips that it does not need. */
function longStrips(planter: Planter): Uint8Array {
  const picture = gradient(8, 8);
  const data = pageFields({ picture }).find(([tag]) => tag === 0x0111)![2] as { data: Uint8Array[] };
  const rows = data.data[0]!;
  const literal = concat(...[0, 96].map((at) => concat([95], rows.subarray(at, at + 96))));
  const page = (compression: number, strips: Uint8Array[]): Ifd =>
    pageFields({
      picture,
      fields: [
        [0x0103, 'SHORT', compression],
        [0x0111, 'LONG', { data: strips }],
        [0x0117, 'LONG', strips.map(({ length }) => length)],
      ],
    });
  const behind = (what: string): Uint8Array => concat(planter.plant(`behind ${what}`));
  return tiffStructure({
    ifds: [
      page(1, [concat(rows, behind('the last row')), behind('the last strip')]),
      page(8, [concat(zlib(rows), behind('Deflate'))]),
      page(5, [concat(lzw(rows), behind('LZW'))]),
      page(32773, [concat(literal, behind('PackBits'))]),
    ],
  });
}

/** LZW of bytes as they are, with a code to begin anew before each 128. */
function lzw(bytes: Uint8Array): Uint8Array {
  const codes: number[] = [];
  bytes.forEach((byte, i) => {
    if (i % 128 === 0) codes.push(256);
    codes.push(byte);
  });
  const bits = [...codes, 257].map((code) => code.toString(2).padStart(9, '0')).join('');
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (eight) => Number.parseInt(eight.padEnd(8, '0'), 2));
}

/** A thumbnail as Exif stores it, beside strips. */
function besideStrips(planter: Planter): Uint8Array {
  const thumbnail = plantedJpeg(planter, 'thumbnail beside strips');
  const fields: Field[] = [
    [0x0201, 'LONG', { data: [thumbnail] }],
    [0x0202, 'LONG', thumbnail.length],
  ];
  return tiffStructure({ ifds: [pageFields({ fields })] });
}

export const plantedTiffs: readonly Planted[] = [
  { name: 'little-endian TIFF', make: metadata(true, false), profile: true },
  { name: 'big-endian TIFF', make: metadata(false, false), profile: true },
  { name: 'little-endian BigTIFF', make: metadata(true, true), profile: true },
  { name: 'big-endian BigTIFF', make: metadata(false, true), profile: true },
  { name: 'TIFF with texts in structural tags', make: disguised },
  { name: 'TIFF with a profile that is too long', make: longProfile, profile: true },
  { name: 'TIFF with a thumbnail page', make: thumbnailPage },
  {
    name: 'TIFF with a trailer',
    make: (planter) => tiff({ trailer: planter.plant('trailer of a plain TIFF') }),
  },
  { name: 'DNG', make: dng },
  { name: 'TIFF of JPEG strips', make: jpegStrips },
  { name: 'TIFF of a lossy DNG tile', make: lossyTile },
  { name: 'TIFF of old JPEG', make: oldJpeg },
  { name: 'TIFF with bytes behind its strips', make: longStrips },
  { name: 'TIFF with a thumbnail beside strips', make: besideStrips },
];
