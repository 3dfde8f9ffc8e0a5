// JPEG files with a canary in every place that removal empties.
import {
  adobe,
  type BytesLike,
  be16,
  concat,
  encodeJpeg,
  exif,
  exifSegment,
  extendedXmpSegments,
  gradient,
  icc,
  iccSegments,
  jfif,
  jfxx,
  jpeg,
  jumbf,
  jumbfSegments,
  mpfJpeg,
  photoshopSegments,
  type Segment,
  samsungTrailer,
  segment,
  tinyMp4,
  utf8,
  videoMp4,
  xmpSegment,
  zip,
} from '../../fixtures/build/index.js';
import { plantedExif, plantedJpeg, plantedResources, plantedXmp } from './blocks.js';
import { type Planted, profileName } from './planted.js';
import type { Planter } from './planter.js';

/** A JFIF segment with a thumbnail of three pixels, or with bytes behind what it says it holds. */
function jfifWith(content: string, pixels: number): Segment {
  return [0xe0, concat('JFIF\0', [1, 2, 1], be16(72), be16(72), [pixels, pixels > 0 ? 1 : 0], content)];
}

function applicationSegments(planter: Planter): Segment[] {
  const known: readonly (readonly [marker: number, head: string, what: string])[] = [
    [0xe0, 'CIFF\0', 'APP0 of Canon'],
    [0xe0, 'AVI1\0', 'APP0 of AVI'],
    [0xe1, 'FLIR\0\x01\0\0', 'APP1 FLIR'],
    [0xe1, 'QVCI\0', 'APP1 of Casio'],
    [0xe2, 'FPXR\0\0', 'APP2 FPXR'],
    [0xe2, 'urn:iso:std:iso:ts:21496:-1\0', 'APP2 gain map'],
    [0xe3, 'Meta\0\0', 'APP3 Meta'],
    [0xe3, '_JPSJPS_', 'APP3 stereo'],
    [0xe4, 'SCALADO\0', 'APP4 Scalado'],
    [0xe5, 'RMETA\0', 'APP5 Ricoh'],
    [0xe6, 'GoPro\0', 'APP6 GoPro'],
    [0xe6, 'EPPIM\0', 'APP6 EPPIM'],
    [0xe7, 'PENTAX \0', 'APP7 Pentax'],
    [0xe8, 'SPIFF\0', 'APP8 SPIFF'],
    [0xe9, 'Media Jukebox\0', 'APP9 Media Jukebox'],
    [0xea, 'UNICODE\0', 'APP10 comment'],
    [0xeb, 'HDR_RI ver=11\n', 'APP11 JPEG-HDR'],
    [0xec, 'Ducky', 'APP12 Ducky'],
    [0xec, '[picture info]\n', 'APP12 PictureInfo'],
    [0xed, 'Adobe_CM', 'APP13 Adobe_CM'],
    [0xee, 'Adobf', 'APP14 that is not of Adobe'],
    [0xef, 'Q  90', 'APP15 GraphicConverter'],
  ];
  const unknown = Array.from(
    { length: 16 },
    (_, n): Segment => [0xe0 + n, `private\0${planter.plant(`APP${n} of an unknown kind`)}`],
  );
  return [...known.map(([marker, head, what]): Segment => [marker, head + planter.plant(what)]), ...unknown];
}

function standardSegments(planter: Planter): Segment[] {
  const extended = extendedXmpSegments(plantedXmp(planter, 'extended XMP'), [1, 0]);
  const manifest = jumbf('c2pa', planter.plant('JUMBF label'), utf8(planter.plant('JUMBF content')));
  const [head, data] = adobe(1);
  return [
    jfifWith(planter.plant('JFIF thumbnail', 9), 3),
    jfxx(plantedJpeg(planter, 'JFXX thumbnail')),
    [0xe0, concat('JFXX\0', [0x13, 3, 1], planter.plant('JFXX thumbnail in RGB', 9))],
    exifSegment(plantedExif(planter, 'Exif', { orientation: 6 })),
    exifSegment(plantedExif(planter, 'second Exif', { littleEndian: false })),
    xmpSegment(plantedXmp(planter, 'XMP')),
    xmpSegment(plantedXmp(planter, 'XMP in UTF-16', 'utf-16le')),
    ...extended.segments,
    ...photoshopSegments(plantedResources(planter, 'Photoshop'), 2),
    ...jumbfSegments(manifest),
    [head, concat(data, planter.plant('APP14 tail'))],
    [0xfe, concat(planter.plant('comment'), [0xe9])],
    ...iccSegments(icc({ name: profileName }), 3),
  ];
}

/** Every segment there is, in three scans. */
function everySegment(planter: Planter): Uint8Array {
  const file = jpeg({
    segments: [...standardSegments(planter), ...applicationSegments(planter)],
    between: [
      [0xfe, planter.plant('comment between scans')],
      [0xe1, planter.plant('APP1 between scans')],
      [0xe9, planter.plant('APP9 between scans')],
    ],
    coding: { mode: 'scans' },
    endOfImage: false,
  });
  return concat(
    file,
    segment(0xfe, planter.plant('comment before the end of the image')),
    segment(0xe2, planter.plant('APP2 before the end of the image')),
    [0xff, 0xd9],
    planter.plant('trailer of text'),
  );
}

/** Bytes that belong to no segment. */
function gaps(planter: Planter): Uint8Array {
  const { header, scans } = encodeJpeg(gradient());
  return concat(
    [0xff, 0xd8],
    segment(...jfifWith(planter.plant('JFIF tail'), 0)),
    planter.plant('between segments'),
    segment(0xfe, 'comment'),
    [0xff, 0xff, 0xff],
    header,
    ...scans,
    [0xff, 0xd9],
    planter.plant('after the end'),
  );
}

/** Colours that hang on the Exif block alone: its colour tags stay, what stands beside them goes. */
function colourTags(planter: Planter): Uint8Array {
  const block = exif({
    ifd0: [[0x013b, 'ASCII', planter.plant('Artist beside colour tags')]],
    exif: [
      [0x9003, 'ASCII', planter.plant('date beside colour tags')],
      [0xa001, 'SHORT', 0xffff],
    ],
    interop: [
      [0x0001, 'ASCII', 'R03'],
      [0x1000, 'ASCII', planter.plant('Interop beside colour tags')],
    ],
  });
  return jpeg({ segments: [exifSegment(block)] });
}

function halfProfile(planter: Planter): Uint8Array {
  const half = icc({ name: planter.plant('half a profile') }).subarray(0, 400);
  return jpeg({ segments: [[0xe2, concat('ICC_PROFILE\0', [1, 2], half)]] });
}

/** A depth map beside everything else that XMP may say; what its picture says is in base64. */
function depthSegments(planter: Planter): Segment[] {
  const data = Buffer.from(jpeg({ picture: gradient(8, 8, 1) })).toString('base64');
  const told = ['Manufacturer', 'Model', 'Software'].map(
    (name) => `GDepth:${name}="${planter.plant(`depth ${name}`)}"`,
  );
  const depth = `xmlns:GDepth="http://ns.google.com/photos/1.0/depthmap/" GDepth:Format="RangeLinear"
    GDepth:Near="1" GDepth:Far="9" GDepth:Mime="image/jpeg" GDepth:Data="${data}" ${told.join(' ')}`;
  const packet = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ${depth}/></rdf:RDF>`;
  return [xmpSegment(packet), xmpSegment(plantedXmp(planter, 'XMP beside a depth map'))];
}

const trailers: Record<string, (planter: Planter) => BytesLike> = {
  text: (planter) => planter.plant('text behind the end'),
  Samsung: (planter) =>
    samsungTrailer([
      { type: 0x0a01, name: planter.plant('Samsung block name'), data: utf8(planter.plant('Samsung block')) },
      { type: 0x0a30, name: 'MotionPhoto_Data', data: concat(tinyMp4(), planter.plant('Samsung video')) },
    ]),
  'motion video': (planter) => concat(tinyMp4(), planter.plant('motion video')),
  AFCP: (planter) => `AXS!${planter.plant('AFCP')}\0\0\0\0AXS!`,
  MIE: (planter) => `~\x10\x04\xfe0MIE\0\0\0\0${planter.plant('MIE')}~\0\x06\0MIE`,
  zip: (planter) => zip({ [planter.plant('zip file name')]: planter.plant('zip content') }),
  'second JPEG': (planter) => plantedJpeg(planter, 'second picture'),
  'Canon VRD': (planter) => `CANON OPTIONAL DATA\0${planter.plant('Canon VRD')}CANON OPTIONAL DATA\0`,
  PhotoMechanic: (planter) => `${planter.plant('PhotoMechanic')}cbipcbbl`,
  Vivo: (planter) => `vivo{"${planter.plant('Vivo')}"}`,
  'fill bytes': (planter) => concat(new Uint8Array(600), planter.plant('behind 600 zeros')),
};

export const plantedJpegs: readonly Planted[] = [
  { name: 'JPEG with every segment', make: everySegment, profile: true },
  { name: 'JPEG with gaps', make: gaps },
  { name: 'JPEG whose colours hang on Exif', make: colourTags },
  { name: 'JPEG with half an ICC profile', make: halfProfile },
  {
    name: 'JPEG with an ICC profile and bytes behind it',
    make: (planter) =>
      jpeg({
        segments: iccSegments(concat(icc({ name: profileName }), planter.plant('behind the profile')), 1),
      }),
    profile: true,
  },
  {
    name: 'JPEG of several pictures',
    make: (planter) =>
      mpfJpeg({
        segments: [jfif(), [0xfe, planter.plant('comment beside MPF')]],
        pictures: [
          plantedJpeg(planter, 'second picture of MPF'),
          plantedJpeg(planter, 'third picture of MPF'),
        ],
      }),
  },
  {
    name: 'JPEG of a motion photo whose video stays',
    make: (planter) =>
      jpeg({
        segments: [jfif(), xmpSegment(plantedXmp(planter, 'XMP of a motion photo'))],
        trailer: concat(
          planter.plant('before the video'),
          videoMp4((place, length) => planter.plant(place, length)),
          planter.plant('behind the video'),
        ),
      }),
    policy: { keep: ['motionVideo'] },
  },
  {
    name: 'JPEG whose depth map stays',
    make: (planter) => jpeg({ segments: depthSegments(planter) }),
    policy: { keep: ['depth'] },
  },
  ...Object.entries(trailers).map(
    ([kind, trailer]): Planted => ({
      name: `JPEG with a trailer: ${kind}`,
      make: (planter) => jpeg({ segments: [jfif()], trailer: trailer(planter) }),
    }),
  ),
];
