// Tags by the numbers and signs that files hold, under the names that the rules are asked for.
import { entryRows } from '../../blocks/exif/definition.js';
import { boxRow, keyName } from '../../blocks/heif/user-data.js';
import { iptcRecords, recordTables } from '../../blocks/iptc/tags.js';
import { riffRecords } from '../../blocks/riff/records.js';
import { GEO_KEYS, GPS_IFD } from '../../structures/tiff/ids.js';
import { lazy } from '../../tables/lazy.js';
import { exifRows } from '../../tags/exif.generated.js';
import { gpsRows } from '../../tags/gps.generated.js';
import type { NamedTag } from './index.js';

/** Entries that hold whole structures, which no table names. */
const structures: readonly (readonly [id: number, name: string])[] = [
  [GEO_KEYS, 'GeoTiffDirectory'],
  [GPS_IFD, 'GPSInfo'],
];
const exifNames = lazy(() => new Map([...namesIn(exifRows), ...structures]));
const gpsNames = lazy(() => new Map(namesIn(gpsRows)));

function namesIn(rows: string): [number, string][] {
  return Array.from(entryRows(rows), ({ id, name }) => [id, name]);
}

const numbered = (id: number): string => `0x${id.toString(16).padStart(4, '0')}`;

/** An entry of an EXIF, TIFF or DNG directory, by ExifTool's name of the directory (`IFD0`, `ExifIFD`, `GPS` ...). */
export function exifTag(id: number, directory: string): NamedTag {
  const names = directory === 'GPS' ? gpsNames() : exifNames();
  return { family: 'EXIF', group: directory, name: names.get(id) ?? numbered(id) };
}

/** Ids of the EXIF tags that tables name: those of every directory but GPS. */
export function exifIds(): Iterable<number> {
  return exifNames().keys();
}

/** An IPTC dataset. */
export function iptcTag(record: number, dataset: number): NamedTag {
  const name = iptcRecords.row(recordTables[record] ?? '', dataset)?.name;
  return { family: 'IPTC', group: 'IPTC', name: name ?? `${record}:${dataset}` };
}

/** PNG chunks that are one statement. */
const chunkNames: { readonly [type: string]: string } = { tIME: 'ModifyDate' };

/** A PNG chunk that is no text. */
export function chunkTag(type: string): NamedTag {
  return { family: 'PNG', group: 'PNG', name: chunkNames[type] ?? type };
}

/** Image resources that ExifTool names for what the rules ask (Photoshop File Formats, image resource ids). */
const resourceNames: { readonly [id: number]: string } = {
  [0x03ed]: 'ResolutionInfo',
  [0x0409]: 'PhotoshopBGRThumbnail',
  [0x040a]: 'CopyrightFlag',
  [0x040b]: 'URL',
  [0x040c]: 'PhotoshopThumbnail',
  [0x0419]: 'GlobalAltitude',
  [0x041e]: 'URL_List',
  [0x0425]: 'IPTCDigest',
};

/** A Photoshop image resource. */
export function resourceTag(id: number): NamedTag {
  return { family: 'Photoshop', group: 'Photoshop', name: resourceNames[id] ?? numbered(id) };
}

/** Boxes that QuickTime's tables lack: HEIF's user description and dates (ISO/IEC 23008-12, 6.5.20), old GPS lists. */
const boxNames: { readonly [type: string]: string } = {
  'gps ': 'GPSDataList',
  'GPS ': 'GPSDataList',
  udes: 'UserDescription',
  ldes: 'LongDescription',
  crtt: 'CreationTime',
  mdft: 'ModificationTime',
  '\xa9TIM': 'StartTimecode',
};

/** A box of user data, of an item list or of item properties. */
export function boxTag(type: string): NamedTag {
  const name = boxNames[type] ?? boxRow(type)?.name ?? type.replace('\xa9', '');
  return { family: 'QuickTime', group: 'UserData', name };
}

/** A chunk of a RIFF's list, by the table of such lists. */
export function listTag(table: string, type: string): NamedTag {
  return { family: 'RIFF', group: 'RIFF', name: riffRecords.row(table, type)?.name ?? type };
}

/** A QuickTime metadata key, by its name and namespace (`mdta`, `udta`). */
export function keyTag(key: string, namespace: string): NamedTag {
  return { family: 'QuickTime', group: 'Keys', name: keyName(key, namespace) };
}
