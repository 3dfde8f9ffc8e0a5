// What each group stands for in every standard: tables of ids and names, and the selection made of them.

/**
 * What can be removed alone; all else stays byte for byte: `gps` (coordinates, and the time at them), `location`
 * (these and the names of places), `captions` (titles, descriptions, keywords, comments, persons), `creator` (who
 * made it, and who owns the camera), `copyright` (rights and licences), `dates` (all dates and times),
 * `serialNumbers` (of camera and lens, ids of the picture), `makernote`, `thumbnail`.
 *
 * The maker note goes with `makernote`, with `serialNumbers` and `dates`, as nearly every maker's holds some in a
 * form of its own, and with the others where it is known to state what they name.
 */
export type OnlyGroup =
  | 'gps'
  | 'location'
  | 'captions'
  | 'creator'
  | 'copyright'
  | 'dates'
  | 'serialNumbers'
  | 'makernote'
  | 'thumbnail';

/** One group in each standard. */
interface GroupTable {
  /** EXIF, TIFF and DNG tag ids, in any directory (Exif 3.0 section 4.6, DNG 1.7.1). */
  readonly exif?: readonly number[];
  /** XMP properties as `prefix:name` under the prefixes of `tags/xmp-namespaces.ts`; `*` for all names. */
  readonly xmp?: readonly string[];
  /** IPTC datasets, record * 256 + dataset (IIM 4.2). */
  readonly iptc?: readonly number[];
  /** PNG keywords. */
  readonly keywords?: readonly string[];
  /** PNG chunks. */
  readonly chunks?: readonly string[];
  /** Photoshop image resource ids. */
  readonly resources?: readonly number[];
  /** Tag ids of the GPS directory. */
  readonly gpsIfd?: readonly number[];
  /** User data, item list and item property boxes (QuickTime, 3GPP TS 26.244 section 8, ISO/IEC 23008-12). */
  readonly boxes?: readonly string[];
  /** Names of QuickTime metadata keys. */
  readonly boxKeys?: RegExp;
}

const placeNames: GroupTable = {
  xmp: [
    ...['City', 'State', 'Country'].map((name) => `photoshop:${name}`),
    ...['Location', 'CountryCode'].map((name) => `Iptc4xmpCore:${name}`),
    ...['LocationCreated', 'LocationShown', 'City', 'CountryCode', 'CountryName', 'ProvinceState'].map(
      (name) => `Iptc4xmpExt:${name}`,
    ),
    ...['Sublocation', 'WorldRegion', 'LocationId', 'LocationName'].map((name) => `Iptc4xmpExt:${name}`),
    'photomech:CountryCode',
    'dc:coverage',
    'dcterms:Location',
    'xmpDM:shotLocation',
    'prism:location',
  ],
  iptc: [26, 27, 90, 92, 95, 100, 101].map((dataset) => 512 + dataset),
  keywords: ['Location', 'City', 'Country'],
};

/** Coordinates. GeoTIFF's entries (OGC 19-008) count: they place the picture on the map. */
const coordinates: GroupTable = {
  exif: [0x830e, 0x8480, 0x8482, 0x85d8, 0x87af, 0x87b0, 0x87b1],
  xmp: [
    'geo:*',
    ...['AbsoluteAltitude', 'RelativeAltitude', 'Latitude', 'Longitude'].map((name) => `drone-dji:${name}`),
    ...['RtkFlag', 'RtkStdHgt', 'RtkStdLat', 'RtkStdLon'].map((name) => `drone-dji:${name}`),
  ],
  boxes: ['\xa9xyz', 'loci', 'gps ', 'GPS '],
  boxKeys: /location|gps|latitude|longitude/i,
};

const tables: Record<OnlyGroup, readonly GroupTable[]> = {
  gps: [coordinates],
  location: [coordinates, placeNames],
  captions: [
    {
      exif: [0x010d, 0x010e, 0x9286, 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f, 0xa436],
      xmp: [
        ...['title', 'description', 'subject'].map((name) => `dc:${name}`),
        ...['Headline', 'Instructions', 'SupplementalCategories'].map((name) => `photoshop:${name}`),
        ...['AltTextAccessibility', 'ExtDescrAccessibility'].map((name) => `Iptc4xmpCore:${name}`),
        ...['Event', 'PersonInImage', 'PersonInImageWDetails'].map((name) => `Iptc4xmpExt:${name}`),
        ...['exif:UserComment', 'tiff:ImageDescription', 'tiff:DocumentName', 'lr:hierarchicalSubject'],
        ...['MicrosoftPhoto:LastKeywordXMP', 'MicrosoftPhoto:LastKeywordIPTC', 'digiKam:TagsList'],
        ...['acdsee:caption', 'acdsee:keywords', 'acdsee:notes', 'mediapro:People', 'mediapro:Event'],
        ...['pdf:Keywords', 'xmp:Label', 'xmp:Nickname'],
      ],
      iptc: [5, 25, 40, 105, 120, 121].map((dataset) => 512 + dataset),
      keywords: ['Title', 'Description', 'Comment', 'Caption', 'Keywords', 'Warning', 'Disclaimer'],
      boxes: [
        ...['\xa9nam', '\xa9cmt', '\xa9des', '\xa9inf', '\xa9key', 'titl', 'dscp', 'desc', 'ldes', 'kywd'],
        'udes',
      ],
      boxKeys: /title|description|comment|keywords|displayname/i,
    },
  ],
  creator: [
    {
      exif: [0x013b, 0x9c9d, 0xa430, 0xa437, 0xa438],
      xmp: [
        ...['dc:creator', 'dc:contributor', 'photoshop:AuthorsPosition', 'photoshop:CaptionWriter'],
        ...['photoshop:Credit', 'tiff:Artist', 'exifEX:CameraOwnerName', 'exifEX:Photographer'],
        ...['exifEX:ImageEditor', 'aux:OwnerName', 'Iptc4xmpCore:CreatorContactInfo', 'xmpRights:Owner'],
        ...['plus:ImageCreator', 'plus:ImageCreatorName', 'plus:ImageCreatorID', 'xmp:Author', 'pdf:Author'],
        ...['acdsee:author', 'Iptc4xmpExt:AOCreator'],
      ],
      iptc: [80, 85, 110, 118, 122].map((dataset) => 512 + dataset),
      keywords: ['Author', 'Artist', 'Creator'],
      boxes: ['\xa9ART', '\xa9aut', '\xa9dir', '\xa9prd', '\xa9wrt', 'auth', 'perf'],
      boxKeys: /author|artist|creator|director|producer|owner/i,
    },
  ],
  copyright: [
    {
      exif: [0x8298],
      xmp: [
        ...['dc:rights', 'xmpRights:*', 'cc:*', 'acdsee:rights', 'pur:rightsOwner'],
        ...['rights', 'accessRights', 'rightsHolder'].map((name) => `dcterms:${name}`),
        ...['TermsAndConditionsText', 'TermsAndConditionsURL', 'OtherConstraints'].map(
          (name) => `plus:${name}`,
        ),
      ],
      iptc: [512 + 116],
      resources: [0x040a, 0x040b],
      boxes: ['\xa9cpy', 'cprt'],
      boxKeys: /copyright|licen[cs]e/i,
    },
  ],
  dates: [
    {
      exif: [
        ...[0x0132, 0x882a, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292, 0xc71b, 0xc763],
      ],
      gpsIfd: [0x07, 0x1d],
      xmp: ['stEvt:when', 'xmpDM:shotDay'],
      iptc: [
        ...[70, 80].map((dataset) => 256 + dataset),
        ...[30, 35, 37, 38, 47, 55, 60, 62, 63].map((dataset) => 512 + dataset),
      ],
      keywords: [
        'Creation Time',
        'Date',
        'Modification Time',
        'date:create',
        'date:modify',
        'date:timestamp',
      ],
      chunks: ['tIME'],
      boxes: ['\xa9day', 'yrrc', 'crtt', 'mdft'],
      boxKeys: /date|year/i,
    },
  ],
  serialNumbers: [
    {
      exif: [0xa420, 0xa431, 0xa435, 0xc62f, 0xc65d, 0xfde9],
      xmp: [
        ...['aux:SerialNumber', 'aux:LensSerialNumber', 'aux:ImageNumber', 'exif:ImageUniqueID'],
        ...[
          'exifEX:BodySerialNumber',
          'exifEX:LensSerialNumber',
          'exifEX:ImageUniqueID',
          'exifEX:SerialNumber',
        ],
        ...['drone-dji:CameraSerialNumber', 'drone-dji:DroneSerialNumber', 'drone-dji:LensSerialNumber'],
        ...['MicrosoftPhoto:CameraSerialNumber', 'tiff:CameraSerialNumber'],
      ],
    },
  ],
  makernote: [],
  thumbnail: [{ xmp: ['xmp:Thumbnails'], resources: [0x0409, 0x040c] }],
};

/** Names of all groups, for messages and checks. */
export const onlyGroups: readonly OnlyGroup[] = Object.keys(tables) as OnlyGroup[];

/** What goes, as the editors of the standards ask it. */
export interface Selection {
  readonly groups: ReadonlySet<OnlyGroup>;
  /** Coordinates go, or are made coarse. */
  readonly position: boolean;
  /** Kilometres of the grid that coordinates are set to; `undefined` where they go. */
  readonly coarsen: number | undefined;
  readonly placeNames: boolean;
  readonly exif: ReadonlySet<number>;
  readonly iptc: ReadonlySet<number>;
  readonly resources: ReadonlySet<number>;
  /** Whether an XMP property of this usual prefix and name goes. */
  xmp(prefix: string, name: string): boolean;
  /** Whether a PNG text of this keyword goes. */
  keyword(keyword: string): boolean;
  readonly chunks: ReadonlySet<string>;
  readonly gpsIfd: ReadonlySet<number>;
  readonly boxes: ReadonlySet<string>;
  /** Whether a QuickTime metadata key of this name goes. */
  boxKey(name: string): boolean;
  readonly dates: boolean;
  /** Every maker note goes. */
  readonly makerNotes: boolean;
  readonly thumbnail: boolean;
  /** JPEG and GIF comments. */
  readonly comments: boolean;
}

const positionName = /^gps|latitude|long?titude|longitude|coordinates/i;

/** Google's cameras put theirs into XMP, ImageMagick any into a text of PNG. */
const makerNoteName = /maker_?note/i;

/** Names of XMP properties that go in whatever namespace they stand. */
const xmpNames: Partial<Record<OnlyGroup, RegExp>> = {
  gps: positionName,
  location: positionName,
  copyright: /copyright|licens/i,
  dates: /Date|^date|Time(Stamp|Created)|^(OffsetTime|SubSecTime|TimeZone)|[Mm]aker_?[Nn]ote/,
  serialNumbers: makerNoteName,
  makernote: makerNoteName,
};

/** Keywords of PNG texts that go beside those of the tables. */
const keywordNames: Partial<Record<OnlyGroup, RegExp>> = {
  gps: /^(exif:)?gps|latitude|longitude|coordinates/i,
  location: /^(exif:)?gps|latitude|longitude|coordinates/i,
  copyright: /copyright|licen[cs]e/i,
  dates: /date|(creation|modification) ?time|timestamp|subsectime|offsettime|makernote/i,
  serialNumbers: makerNoteName,
  makernote: makerNoteName,
};

/** The selection of `groups`; with `coarsen`, positions are made coarse to that many kilometres. */
export function selectionOf(asked: readonly OnlyGroup[], coarsen?: number): Selection {
  const groups = new Set(asked);
  if (coarsen !== undefined && !groups.has('location')) groups.add('gps');
  const used = [...groups].flatMap((name) => tables[name]);
  const position = groups.has('gps') || groups.has('location');
  const dates = groups.has('dates');
  const xmp = new Set(used.flatMap((table) => table.xmp ?? []).map((name) => name.toLowerCase()));
  const patterns = [...groups].flatMap((group) => xmpNames[group] ?? []);
  const keywords = new Set(used.flatMap((table) => table.keywords ?? []).map((word) => word.toLowerCase()));
  return {
    groups,
    position,
    coarsen,
    placeNames: groups.has('location'),
    exif: new Set(used.flatMap((table) => table.exif ?? [])),
    iptc: new Set(used.flatMap((table) => table.iptc ?? [])),
    resources: new Set(used.flatMap((table) => table.resources ?? [])),
    xmp: (prefix, name) =>
      xmp.has(`${prefix}:${name}`.toLowerCase()) ||
      xmp.has(`${prefix}:*`.toLowerCase()) ||
      patterns.some((pattern) => pattern.test(name)),
    keyword: (keyword) =>
      keywords.has(keyword.toLowerCase()) || [...groups].some((group) => keywordNames[group]?.test(keyword)),
    chunks: new Set(used.flatMap((table) => table.chunks ?? [])),
    gpsIfd: new Set(used.flatMap((table) => table.gpsIfd ?? [])),
    boxes: new Set(used.flatMap((table) => table.boxes ?? [])),
    boxKey: (name) => used.some(({ boxKeys }) => boxKeys?.test(name)),
    dates,
    makerNotes: dates || groups.has('makernote') || groups.has('serialNumbers'),
    thumbnail: groups.has('thumbnail'),
    comments: groups.has('captions'),
  };
}
