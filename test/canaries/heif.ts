// HEIC and AVIF files with a canary in every place that removal empties.
import {
  av1AlphaItem,
  av1Item,
  av1Unit,
  be16,
  be32,
  box,
  concat,
  exifItem,
  fullBox,
  gridItem,
  heif,
  hevcItem,
  hevcUnit,
  type Item,
  icc,
  jumbf,
  mirror,
  nclx,
  pixelInformation,
  profileProperty,
  rotation,
  seiMessage,
  seiMessages,
  spatialExtents,
  uuidBox,
  xmpItem,
} from '../../fixtures/build/index.js';
import { plantedExif, plantedXmp } from './blocks.js';
import { type Planted, profileName } from './planted.js';
import type { Planter } from './planter.js';

/** The uuid of C2PA manifests in ISOBMFF (C2PA 2.1, A.5). */
const c2paUuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');

const manifest = (content: string): Uint8Array => jumbf('c2pa', 'c2pa', new TextEncoder().encode(content));

function metadataItems(planter: Planter): Item[] {
  const text = (place: string): string => planter.plant(place);
  return [
    {
      ...exifItem(plantedExif(planter, 'Exif item', { orientation: 6 })),
      name: text('name of the Exif item'),
    },
    exifItem(plantedExif(planter, 'Exif item in idat', { littleEndian: false }), { id: 12, construction: 1 }),
    exifItem(plantedExif(planter, 'Exif item in extents'), { id: 13, extents: 3 }),
    { ...xmpItem(plantedXmp(planter, 'XMP item')), name: text('name of the XMP item') },
    xmpItem(plantedXmp(planter, 'XMP item in idat'), { id: 14, construction: 1, extents: 2 }),
    { id: 15, type: 'mime', contentType: text('content type'), data: text('mime item') },
    { id: 16, type: 'uri ', contentType: text('uri of an item'), data: text('uri item') },
    { id: 17, type: 'ekit', name: text('name of a private item'), data: text('private item') },
    { id: 18, type: 'jumb', data: manifest(text('jumb item')) },
  ];
}

const description = (planter: Planter, where: string): Uint8Array =>
  fullBox('udes', 0, 0, `en\0${planter.plant(`${where} name`)}\0${planter.plant(`${where} text`)}\0tags\0`);

function metaBoxes(planter: Planter): Uint8Array[] {
  const text = (place: string): string => planter.plant(place);
  return [
    uuidBox(text('uuid box in meta')),
    box('free', text('free box in meta')),
    box('skip', text('skip box in meta')),
    fullBox('xml ', 0, 0, `<a>${text('xml box')}</a>`),
    box('udta', box('name', text('user data in meta'))),
    box(
      'dinf',
      fullBox('dref', 0, 0, be32(1), fullBox('url ', 0, 1, `${text('location in a data reference')}\0`)),
    ),
    box('ekit', text('private box in meta')),
  ];
}

function fileBoxes(planter: Planter): Uint8Array[] {
  const text = (place: string): string => planter.plant(place);
  return [
    uuidBox(text('uuid box')),
    box('uuid', c2paUuid, fullBox('ekit', 0, 0, `manifest\0${text('C2PA box')}`)),
    box('free', text('free box')),
    box('skip', text('skip box')),
    manifest(text('jumb box')),
    box('mdat', text('mdat box of nobody')),
    box('ekit', text('private box')),
    box('udta', box('auth', text('user data'))),
  ];
}

/** A picture of HEVC or AV1 with everything around it. */
function everything(planter: Planter, brand: 'heic' | 'avif', version: 1 | 2): Uint8Array {
  const properties = [
    profileProperty(icc({ name: profileName })),
    { essential: rotation(1) },
    description(planter, 'description property'),
    uuidBox(planter.plant('uuid property')),
  ];
  const name = planter.plant('name of the picture item');
  const picture = brand === 'heic' ? hevcItem({ properties, name }) : av1Item({ properties, name });
  const alpha = brand === 'avif' ? [av1AlphaItem(1, { name: planter.plant('name of the alpha item') })] : [];
  return heif({
    brand,
    version,
    wide: version === 2,
    items: [picture, ...alpha, ...metadataItems(planter)],
    boxes: metaBoxes(planter),
    extra: fileBoxes(planter),
    handlerName: planter.plant('name of the handler'),
    unowned: { mdat: planter.plant('mdat bytes of nobody'), idat: planter.plant('idat bytes of nobody') },
    trailer: concat(box('free', planter.plant('free box at the end')), planter.plant('behind the boxes')),
  });
}

/** Boxes with 64-bit sizes, meta at the end. */
function metaBehind(planter: Planter): Uint8Array {
  return heif({
    meta: 'after',
    largeBoxes: true,
    items: [
      hevcItem(),
      exifItem(plantedExif(planter, 'Exif before meta')),
      xmpItem(plantedXmp(planter, 'XMP before meta')),
    ],
    unowned: { mdat: planter.plant('mdat bytes of nobody before meta') },
    trailer: uuidBox(planter.plant('uuid box behind meta')),
  });
}

/** mdat that reaches to the end of the file. */
function openEnd(planter: Planter): Uint8Array {
  return heif({
    openEnd: true,
    items: [hevcItem({ properties: [nclx()] }), exifItem(plantedExif(planter, 'Exif in an open mdat'))],
    trailer: planter.plant('end of an open mdat'),
  });
}

/** XMP whose bytes lie in another item. */
function itemInItem(planter: Planter): Uint8Array {
  const packet = plantedXmp(planter, 'XMP in another item');
  return heif({
    version: 1,
    items: [
      hevcItem(),
      { id: 9, type: 'mime', contentType: 'application/octet-stream', data: packet, hidden: true },
      xmpItem(packet, { construction: 2, source: 9, ranges: [[0, packet.length]] }),
    ],
  });
}

/** A grid in idat, with a thumbnail and metadata of a tile. */
function grid(planter: Planter): Uint8Array {
  const tile = (id: number): Item =>
    hevcItem({ id, hidden: true, name: planter.plant(`name of tile ${id}`) });
  return heif({
    version: 1,
    items: [
      gridItem(2, 2, 128, 128, [2, 3, 4, 5], { construction: 1 }),
      ...[2, 3, 4, 5].map(tile),
      hevcItem({ id: 6, references: { thmb: [1] } }),
      { ...exifItem(plantedExif(planter, 'Exif of a tile')), references: { cdsc: [3] } },
    ],
    unowned: { idat: planter.plant('idat bytes before a grid') },
  });
}

/** Properties and a grid with more than they should hold. */
function longProperties(planter: Planter): Uint8Array {
  const longer = (bytes: Uint8Array, what: string): Uint8Array => {
    const type = new TextDecoder().decode(bytes.subarray(4, 8));
    return box(type, bytes.subarray(8), planter.plant(`tail of ${what}`));
  };
  const tiles = [2, 3, 4, 5];
  const picture = gridItem(2, 2, 128, 128, tiles);
  return heif({
    items: [
      {
        ...picture,
        data: concat(picture.data ?? '', planter.plant('tail of the grid')),
        properties: [
          longer(spatialExtents(128, 128), 'ispe'),
          longer(pixelInformation(8, 8, 8), 'pixi'),
          longer(nclx(), 'nclx'),
          longer(profileProperty(icc({ name: profileName })), 'the profile'),
          { essential: longer(rotation(1), 'irot') },
          { essential: longer(mirror(1), 'imir') },
          longer(box('pasp', be32(1), be32(1)), 'pasp'),
        ],
      },
      ...tiles.map((id) => hevcItem({ id, hidden: true })),
    ],
  });
}

/** A coded picture and the configuration of its decoder. */
function coded(): { readonly sample: Uint8Array; readonly configuration: Uint8Array } {
  const { data, properties } = hevcItem();
  const first = properties?.[0];
  if (!(data instanceof Uint8Array) || first === undefined || !('essential' in first))
    throw new Error('no HEVC');
  return { sample: data, configuration: first.essential };
}

const identity = concat(...[0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(be32));

/** A track of one picture whose sample lies at `offset`; version 1 boxes have dates of eight bytes. */
function track(planter: Planter, offset: number, sample: Uint8Array): Uint8Array {
  const { configuration } = coded();
  const text = (place: string): string => planter.plant(place);
  const dates = (where: string): Uint8Array =>
    concat(planter.plant(`creation date of ${where}`, 8), planter.plant(`modification date of ${where}`, 8));
  const entry = box(
    'hvc1',
    new Uint8Array(6),
    be16(1),
    new Uint8Array(16),
    be16(64),
    be16(64),
    be32(0x480000),
    be32(0x480000),
    be32(0),
    be16(1),
    [7],
    text('compressor name'),
    new Uint8Array(24),
    be16(24),
    [0xff, 0xff],
    configuration,
  );
  const table = box(
    'stbl',
    fullBox('stsd', 0, 0, be32(1), entry),
    fullBox('stts', 0, 0, be32(1), be32(1), be32(1000)),
    fullBox('stsc', 0, 0, be32(1), be32(1), be32(1), be32(1)),
    fullBox('stsz', 0, 0, be32(sample.length), be32(1)),
    fullBox('stco', 0, 0, be32(1), be32(offset)),
  );
  const reference = box('dinf', fullBox('dref', 0, 0, be32(1), fullBox('url ', 0, 1)));
  const media = box(
    'mdia',
    fullBox('mdhd', 1, 0, dates('the media'), be32(1000), be32(0), be32(1000), be16(0x55c4), be16(0)),
    fullBox('hdlr', 0, 0, be32(0), 'pict', new Uint8Array(12), `${text('name of the track handler')}\0`),
    box('minf', fullBox('vmhd', 0, 1, new Uint8Array(8)), reference, table),
  );
  const header = fullBox(
    'tkhd',
    1,
    7,
    dates('the track'),
    be32(1),
    be32(0),
    be32(0),
    be32(1000),
    new Uint8Array(16),
    identity,
    be32(64 << 16),
    be32(64 << 16),
  );
  return box(
    'trak',
    header,
    media,
    box('udta', box('name', text('user data of the track'))),
    box('free', text('free box in the track')),
    fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, be32(0), 'mdta', new Uint8Array(12), [0]),
      box('ilst', text('metadata of the track')),
    ),
  );
}

/** An image sequence, with a still picture beside it. */
function sequence(planter: Planter): Uint8Array {
  const compatible = ['mif1', 'heic', 'msf1', 'hevc', 'miaf'];
  const sample = withMessages(planter, coded().sample, 'a sample');
  const offset = 16 + compatible.length * 4 + 8;
  const text = (place: string): string => planter.plant(place);
  const dates = concat(
    text('creation date of the movie').padEnd(8),
    text('modification date of the movie').padEnd(8),
  );
  const header = fullBox(
    'mvhd',
    1,
    0,
    dates,
    be32(1000),
    be32(0),
    be32(1000),
    be32(0x10000),
    be16(0x100),
    new Uint8Array(10),
    identity,
    new Uint8Array(24),
    be32(2),
  );
  const movie = box(
    'moov',
    header,
    track(planter, offset, sample),
    box('udta', box('auth', text('user data of the movie')), box('loci', text('place in user data'))),
    fullBox(
      'meta',
      0,
      0,
      fullBox('hdlr', 0, 0, be32(0), 'mdta', new Uint8Array(12), [0]),
      box('ilst', text('metadata of the movie')),
    ),
  );
  return heif({
    compatible,
    items: [hevcItem(), exifItem(plantedExif(planter, 'Exif beside a sequence'))],
    extra: [box('mdat', sample), movie],
  });
}

/** Units of HEVC that no decoder needs, around a picture. */
function withMessages(
  planter: Planter,
  data: Uint8Array,
  where: string,
  ...others: Uint8Array[]
): Uint8Array {
  const text = (place: string): string => planter.plant(`${place} of ${where}`);
  return concat(
    seiMessages(39, seiMessage(5, `0123456789abcdef${text('user data')}`)),
    seiMessages(39, seiMessage(4, `\xb5${text('registered user data')}`), ...others),
    hevcUnit(35, [0x50], text('delimiter')),
    hevcUnit(41, text('reserved unit')),
    data,
    seiMessages(40, seiMessage(202, text('labels of regions'))),
    hevcUnit(38, text('filler')),
    hevcUnit(62, text('unspecified unit')),
  );
}

/** What encoders say in coded data, alone and beside what a display needs. */
function messages(planter: Planter): Uint8Array {
  const { sample } = coded();
  const light = seiMessage(144, [0, 100, 0, 50]);
  return heif({
    items: [
      gridItem(1, 2, 128, 64, [2, 3]),
      hevcItem({ id: 2, hidden: true, data: withMessages(planter, sample, 'a tile', light) }),
      hevcItem({ id: 3, hidden: true, data: withMessages(planter, sample, 'another tile'), extents: 3 }),
    ],
  });
}

/** The same in AV1, with sizes of layers that count what goes. */
function openMessages(planter: Planter): Uint8Array {
  const around = (item: Item, where: string): Item => {
    const text = (place: string): string => planter.plant(`${place} of ${where}`);
    const data = concat(
      av1Unit(5, [4, 0xb5], text('T.35'), [0x80]),
      av1Unit(5, [1, 0, 100, 0, 50, 0x80]),
      av1Unit(9, text('reserved unit')),
      item.data ?? '',
      av1Unit(5, [31], text('unknown metadata'), [0x80]),
      av1Unit(5, [1, 0, 1, 0, 1], text('end of light levels'), [0x80]),
      av1Unit(15, text('padding')),
      text('no unit'),
    );
    return { ...item, data };
  };
  const layers = box('a1lx', [0], be16(120), be16(0), be16(0));
  return heif({
    brand: 'avif',
    items: [around(av1Item({ properties: [layers] }), 'the picture'), around(av1AlphaItem(1), 'its alpha')],
  });
}

export const plantedHeifs: readonly Planted[] = [
  { name: 'HEIC with everything', make: (planter) => everything(planter, 'heic', 1), profile: true },
  { name: 'HEIC with wide offsets', make: (planter) => everything(planter, 'heic', 2), profile: true },
  { name: 'AVIF with everything', make: (planter) => everything(planter, 'avif', 1), profile: true },
  { name: 'HEIC with meta at the end', make: metaBehind },
  { name: 'HEIC with an open end', make: openEnd },
  { name: 'HEIC with an item in another', make: itemInItem },
  { name: 'HEIC with a grid', make: grid },
  { name: 'HEIC image sequence', make: sequence },
  { name: 'HEIC with messages in its coded data', make: messages },
  { name: 'AVIF with messages in its coded data', make: openMessages },
  { name: 'HEIC with properties that are too long', make: longProperties, profile: true },
];
