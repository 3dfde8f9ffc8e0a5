// Arguments `NAME=VALUE` as the changes that they ask for.
import type { Changes } from 'exifkit';
import { UsageError } from './usage.js';

const pattern = /^([A-Za-z](?:[\w-]*\w)?(?::[A-Za-z](?:[\w-]*\w)?)?)([+-]?)=([\s\S]*)$/;

/** Whether an argument sets something; a file of such a name is given as `./NAME=VALUE`. */
export function isAssignment(argument: string): boolean {
  return pattern.test(argument);
}

/** What is asked of a tag: the values that it is set to, gets and loses; with no value, that it goes. */
interface Assigned {
  readonly set: string[];
  readonly add: string[];
  readonly remove: string[];
}

type Value = string | readonly string[] | { add: readonly string[]; remove: readonly string[] } | null;

/** Said in all standards in step, where no group is named. */
const common: ReadonlyMap<string, string> = new Map([
  ...['Title', 'Description', 'Keywords', 'Creator', 'Rating'].map(
    (name) => [name, name.toLowerCase()] as const,
  ),
]);
const exifGroups = /^(EXIF|IFD0|ExifIFD|InteropIFD)$/i;

/** The changes that the arguments ask for. Throws {@link UsageError} for a group that cannot be written. */
export function changesOf(assignments: readonly string[]): Changes {
  const byName = new Map<string, Assigned>();
  for (const assignment of assignments) {
    const [, name = '', sign, value = ''] = pattern.exec(assignment) ?? [];
    const asked = byName.get(name) ?? { set: [], add: [], remove: [] };
    byName.set(name, asked);
    const into = sign === '+' ? asked.add : sign === '-' ? asked.remove : asked.set;
    into.push(value);
  }
  const changes: { [group: string]: { [name: string]: unknown } } = {};
  let orientation: string | undefined;
  const put = (group: string, name: string, value: unknown): void => {
    changes[group] = { ...changes[group], [name]: value };
  };
  for (const [name, asked] of byName) {
    const value = valueFor(asked);
    const colon = name.indexOf(':');
    const [group, tag] = colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
    if (group === '' && common.has(tag))
      put('common', common.get(tag)!, tag === 'Rating' ? asNumber(value) : value);
    else if (group === '' && tag === 'Orientation' && typeof value === 'string') orientation = value;
    else if (tag === 'GPSPosition' && (group === '' || /^(GPS|Composite)$/i.test(group)))
      putPosition(value, put);
    else if (/^GPS$/i.test(group) || (group === '' && tag.startsWith('GPS'))) put('gps', tag, value);
    else if (group === '' || exifGroups.test(group)) put('exif', tag, value);
    else if (/^IPTC$/i.test(group)) put('iptc', tag, value);
    else if (/^XMP-/i.test(group)) {
      const prefix = group.slice('XMP-'.length);
      changes['xmp'] = {
        ...changes['xmp'],
        [prefix]: { ...(changes['xmp']?.[prefix] as object), [tag]: value },
      };
    } else
      throw new UsageError(`${group} cannot be written: give EXIF, GPS, IPTC or XMP-prefix, as XMP-dc:Title`);
  }
  // What is wrong in it the edit says.
  return {
    ...(changes as Changes),
    ...(orientation !== undefined && { orientation: orientationOf(orientation) }),
  };
}

function valueFor({ set, add, remove }: Assigned): Value {
  if (add.length > 0 || remove.length > 0) {
    if (set.length > 0) throw new UsageError('give NAME=VALUE, or NAME+=VALUE and NAME-=VALUE, not both');
    return { add, remove };
  }
  if (set.length === 1) return set[0] === '' ? null : set[0]!;
  return set;
}

function asNumber(value: Value): number | Value {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : value;
}

function orientationOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** `-6.2, 106.8`, and metres above sea level as a third number. */
function putPosition(value: Value, put: (group: string, name: string, value: unknown) => void): void {
  if (value === null) {
    for (const name of [
      'GPSLatitude',
      'GPSLatitudeRef',
      'GPSLongitude',
      'GPSLongitudeRef',
      'GPSAltitude',
      'GPSAltitudeRef',
    ])
      put('gps', name, null);
    return;
  }
  const numbers =
    typeof value === 'string'
      ? value
          .split(/[,\s]+/)
          .filter(Boolean)
          .map(Number)
      : [];
  const [latitude, longitude, altitude] = numbers;
  if (latitude === undefined || longitude === undefined || numbers.length > 3 || numbers.some(Number.isNaN))
    throw new UsageError('GPSPosition takes degrees as "-6.2, 106.8"');
  put('gps', 'latitude', latitude);
  put('gps', 'longitude', longitude);
  if (altitude !== undefined) put('gps', 'altitude', altitude);
}
