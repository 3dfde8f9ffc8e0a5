// The twelve edits of the matrix, as exifkit and as ExifTool are told them.
import { isElsewhere, isInStep } from './compare.mjs';

export const long = 'Caption of the sea. '.repeat(3600);

const withIptc = /^(jpe?g|jps|mpo|thm|png|tiff?|btf|arw|cr2|dng|iiq|kdc|nef|raw|rw2|exif)$/;

/** Each: what is set, what deletes it, what ExifTool reads then, and its own arguments for the same. */
export const edits = {
  ascii: {
    set: { exif: { Artist: 'Ana' } },
    expect: { 'EXIF:Artist': 'Ana' },
    args: ['-EXIF:Artist=Ana'],
  },
  rational: {
    set: { exif: { ExposureTime: '1/125', FNumber: 2.8 } },
    expect: { 'EXIF:ExposureTime': '1/125', 'EXIF:FNumber': 2.8 },
    args: ['-EXIF:ExposureTime=1/125', '-EXIF:FNumber=2.8'],
  },
  list: {
    set: { exif: { LensInfo: [24, 70, 2.8, 4], SubjectArea: [100, 200, 30, 40] } },
    expect: { 'EXIF:LensInfo': '24-70mm f/2.8-4', 'EXIF:SubjectArea': '100 200 30 40' },
    args: ['-EXIF:LensInfo=24-70mm f/2.8-4', '-EXIF:SubjectArea=100 200 30 40'],
  },
  gps: {
    set: { gps: { latitude: -6.2, longitude: 106.8, altitude: 12 } },
    unset: {
      gps: {
        GPSLatitude: null,
        GPSLatitudeRef: null,
        GPSLongitude: null,
        GPSLongitudeRef: null,
        GPSAltitude: null,
        GPSAltitudeRef: null,
      },
    },
    expect: {
      'EXIF:GPSLatitude': '6 deg 12\' 0.00"',
      'EXIF:GPSLatitudeRef': 'South',
      'EXIF:GPSLongitude': '106 deg 48\' 0.00"',
      'EXIF:GPSLongitudeRef': 'East',
      'EXIF:GPSAltitude': '12 m',
      'EXIF:GPSAltitudeRef': 'Above Sea Level',
    },
    args: [
      '-EXIF:GPSLatitude=-6.2',
      '-EXIF:GPSLatitudeRef=S',
      '-EXIF:GPSLongitude=106.8',
      '-EXIF:GPSLongitudeRef=E',
      '-EXIF:GPSAltitude=12',
      '-EXIF:GPSAltitudeRef=Above Sea Level',
    ],
  },
  dates: {
    set: {
      exif: {
        DateTimeOriginal: '2024:05:01 10:11:12',
        OffsetTimeOriginal: '+07:00',
        ModifyDate: '2024:05:02 10:11:12',
      },
    },
    expect: {
      'EXIF:DateTimeOriginal': '2024:05:01 10:11:12',
      'EXIF:OffsetTimeOriginal': '+07:00',
      'EXIF:ModifyDate': '2024:05:02 10:11:12',
    },
    args: [
      '-EXIF:DateTimeOriginal=2024:05:01 10:11:12',
      '-EXIF:OffsetTimeOriginal=+07:00',
      '-EXIF:ModifyDate=2024:05:02 10:11:12',
    ],
  },
  keywords: {
    set: { iptc: { Keywords: ['sea', 'laut biru'] } },
    expect: { 'IPTC:Keywords': ['sea', 'laut biru'] },
    args: ['-IPTC:Keywords=sea', '-IPTC:Keywords=laut biru'],
    only: withIptc,
    also: /^(CodedCharacterSet|ApplicationRecordVersion|EnvelopeRecordVersion|IPTC-NAA)$/,
  },
  langalt: {
    set: { xmp: { dc: { title: { 'x-default': 'Sea', id: 'Laut' } } } },
    expect: { 'XMP:Title': 'Sea', 'XMP:Title-id': 'Laut' },
    names: /^Title/,
    args: ['-XMP:Title=Sea', '-XMP:Title-id=Laut'],
  },
  structure: {
    set: { xmp: { Iptc4xmpExt: { LocationCreated: [{ City: 'Bandung', CountryCode: 'ID' }] } } },
    expect: { 'XMP:LocationCreatedCity': 'Bandung', 'XMP:LocationCreatedCountryCode': 'ID' },
    names: /^LocationCreated/,
    args: ['-XMP:LocationCreated={City=Bandung,CountryCode=ID}'],
  },
  rating: {
    set: { xmp: { xmp: { Rating: 4 } } },
    expect: { 'XMP:Rating': 4 },
    args: ['-XMP:Rating=4'],
  },
  orientation: {
    set: { orientation: 6 },
    unset: { exif: { Orientation: null } },
    expect: { 'EXIF:Orientation': 'Rotate 90 CW' },
    args: ['-EXIF:Orientation=Rotate 90 CW'],
    only: /^(?!gif$)/,
  },
  caption: {
    set: { xmp: { dc: { description: { 'x-default': long } } } },
    expect: { 'XMP:Description': long },
    names: /^(Description|HasExtendedXMP)/,
    args: [`-XMP:Description=${long}`],
  },
};
const merged = (key) => Object.assign({}, ...Object.values(edits).map(({ set }) => set[key]));
edits.all = {
  set: {
    exif: merged('exif'),
    gps: edits.gps.set.gps,
    iptc: edits.keywords.set.iptc,
    xmp: {
      dc: { title: { 'x-default': 'Sea', id: 'Laut' }, description: { 'x-default': long } },
      xmp: { Rating: 4 },
      Iptc4xmpExt: edits.structure.set.xmp.Iptc4xmpExt,
    },
    orientation: 6,
  },
  expect: Object.assign({}, ...Object.values(edits).map(({ expect }) => expect)),
  names: /^(Title|LocationCreated|Description|HasExtendedXMP)/,
  also: edits.keywords.also,
  args: Object.values(edits).flatMap(({ args }) => args),
};

/** What deletes all that an edit set. */
export function deleting(set) {
  const nulls = (value) => Object.fromEntries(Object.keys(value).map((key) => [key, null]));
  const out = {};
  if (set.exif) out.exif = nulls(set.exif);
  if (set.gps) out.gps = edits.gps.unset.gps;
  if (set.iptc) out.iptc = nulls(set.iptc);
  if (set.xmp)
    out.xmp = Object.fromEntries(Object.entries(set.xmp).map(([prefix, own]) => [prefix, nulls(own)]));
  if (set.orientation) out.exif = { ...out.exif, Orientation: null };
  return out;
}

/** All is to be as before; but a thumbnail turned with its picture turns back with it, and what stood twice stands once. */
export function returning({ set, also }) {
  const names = new Set([...Object.keys(set.exif ?? {}), ...(set.orientation ? ['Orientation'] : [])]);
  const follows = (key, was, is) =>
    (set.orientation !== undefined && isInStep(key, was, is)) ||
    (names.has(key.split(':').at(-1)) && isElsewhere(key, was, is));
  return { expect: {}, also, follows };
}

/** EXIF's directories that are edited by name. */
const edited = /^(IFD0|ExifIFD|InteropIFD|GPS)$/;
const spelled = { Iptc4xmpExt: 'iptcExt' };
const first = (name) => name[0].toUpperCase() + name.slice(1);

/** What sets all that an edit changes to what a file says, as exifkit reads it; `undefined` where that is a structure. */
export function restoring(set, says) {
  const { exif, gps, xmp } = says;
  // What is no number is told as it is printed.
  const printed = new Map();
  // Of several records of IPTC the first is edited.
  let keywords = null;
  for (const { family, group, name, text } of says.tags?.() ?? []) {
    if (family === 'EXIF' && edited.test(group) && !printed.has(name)) printed.set(name, text);
    if (group === 'IPTC' && name === 'Keywords') keywords = [text].flat();
  }
  const valuesOf = (names, from) =>
    Object.fromEntries(names.map((name) => [name, from?.[name] ?? printed.get(name) ?? null]));
  const out = {};
  if (set.exif) out.exif = valuesOf(Object.keys(set.exif), exif);
  if (set.orientation) {
    const isKnown = exif?.Orientation >= 1 && exif.Orientation <= 8;
    if (isKnown) out.orientation = exif.Orientation;
    else out.exif = { ...out.exif, Orientation: printed.get('Orientation') ?? null };
    if (xmp?.tiff?.Orientation) out.xmp = { tiff: { Orientation: xmp.tiff.Orientation } };
  }
  if (set.gps) out.gps = valuesOf(Object.keys(edits.gps.unset.gps), gps);
  if (set.iptc) out.iptc = { Keywords: keywords };
  for (const [prefix, properties] of Object.entries(set.xmp ?? {})) {
    const own = xmp?.[spelled[prefix] ?? prefix] ?? {};
    out.xmp ??= {};
    out.xmp[prefix] = {};
    for (const [name, value] of Object.entries(properties)) {
      const shown = first(name);
      if (Array.isArray(value)) {
        if (own[shown] !== undefined) return undefined;
        out.xmp[prefix][name] = null;
      } else if (typeof value !== 'object') out.xmp[prefix][name] = own[shown] ?? null;
      else {
        const texts = Object.keys(value).map((tag) => [
          tag,
          own[tag === 'x-default' ? shown : `${shown}-${tag}`] ?? null,
        ]);
        const isNew = texts.every(([, text]) => text === null);
        out.xmp[prefix][name] = isNew ? null : Object.fromEntries(texts);
      }
    }
  }
  return out;
}

/** A position in BigTIFF, whose GPS directory ExifTool reads by EXIF's names. */
const bigPosition = {
  'EXIF:InteropVersion': '6 12 0',
  'EXIF:Exif_0x0003': 'E',
  'EXIF:Exif_0x0004': '106 48 0',
  'EXIF:Exif_0x0005': 0,
  'EXIF:Exif_0x0006': 12,
};

/** As ExifTool reads it in BigTIFF. */
export function inBigTiff(kind) {
  if (!kind) return kind;
  const also = new RegExp(`^(Exif_0x0000|InteropIndex|ApplicationNotes)$|${kind.also?.source ?? '^$'}`);
  if (!kind.set.gps) return { ...kind, also };
  const rest = Object.entries(kind.expect).filter(([key]) => !key.startsWith('EXIF:GPS'));
  return { ...kind, expect: { ...Object.fromEntries(rest), ...bigPosition }, also };
}

/** Without what the format has no place for; `undefined` where nothing is left. */
export function suited(kind, ext) {
  const { set, expect, args } = kind;
  if (kind.only && !kind.only.test(ext)) return undefined;
  if (withIptc.test(ext) || (!set.iptc && ext !== 'gif')) return kind;
  const { iptc, exif, gps, orientation, ...xmp } = set;
  const left = ext === 'gif' ? xmp : { exif, gps, orientation, ...xmp };
  const families = ext === 'gif' ? /^XMP/ : /^(XMP|EXIF)/;
  const kept = Object.entries(expect).filter(([key]) => families.test(key));
  if (kept.length === 0) return undefined;
  const own = ext === 'gif' ? /^-XMP/ : /^-(XMP|EXIF)/;
  return { ...kind, set: left, expect: Object.fromEntries(kept), args: args.filter((arg) => own.test(arg)) };
}
