// Computed tags about where and when.
import { degreesMinutesSeconds } from '../present/coordinates.js';
import { asNumber } from '../present/exposure.js';
import { perlNumber } from '../present/number.js';
import type { TagValue } from '../types.js';
import { type CompositeTag, type Computed, sameText } from './definition.js';
import { type Lookup, perlNumberOf } from './lookup.js';

export const placeAndTimeComposites: readonly CompositeTag[] = [
  coordinate('GPSLatitude', 'N', 'S'),
  coordinate('GPSLongitude', 'E', 'W'),
  coordinate('GPSDestLatitude', 'N', 'S'),
  coordinate('GPSDestLongitude', 'E', 'W'),
  { name: 'GPSAltitude', needs: ['GPSAltitude'], compute: altitude },
  {
    name: 'GPSPosition',
    needs: ['GPSLatitude'],
    compute(tags) {
      const latitude = tags.find('GPSLatitude');
      const longitude = tags.find('GPSLongitude');
      if (!latitude || !longitude) return undefined;
      if (String(latitude.value) === '' && String(longitude.value) === '') return undefined;
      return {
        value: `${printed(latitude.value)} ${printed(longitude.value)}`,
        text: `${latitude.text}, ${longitude.text}`,
      };
    },
  },
  reference('GPSLatitudeRef', 'GPSLatitude', { N: 'North', S: 'South' }),
  reference('GPSLongitudeRef', 'GPSLongitude', { E: 'East', W: 'West' }),
  reference('GPSDestLatitudeRef', 'GPSDestLatitude', { N: 'North', S: 'South' }),
  reference('GPSDestLongitudeRef', 'GPSDestLongitude', { E: 'East', W: 'West' }),
  {
    name: 'GPSDateTime',
    needs: ['GPSDateStamp'],
    compute(tags) {
      const date = tags.value('GPS:GPSDateStamp');
      const time = tags.value('GPS:GPSTimeStamp');
      return date === undefined || time === undefined ? undefined : sameText(`${date} ${time}Z`);
    },
  },
  subSecond('SubSecDateTimeOriginal', 'DateTimeOriginal', 'SubSecTimeOriginal', 'OffsetTimeOriginal'),
  subSecond('SubSecCreateDate', 'CreateDate', 'SubSecTimeDigitized', 'OffsetTimeDigitized'),
  subSecond('SubSecModifyDate', 'ModifyDate', 'SubSecTime', 'OffsetTime'),
  joined('DateTimeCreated', 'IPTC:DateCreated', 'IPTC:TimeCreated'),
  joined('DigitalCreationDateTime', 'IPTC:DigitalCreationDate', 'IPTC:DigitalCreationTime'),
  {
    name: 'DateTimeOriginal',
    needs: ['TimeCreated'],
    compute(tags) {
      if (tags.find('DateTimeOriginal')) return undefined;
      const date = tags.value('DateCreated');
      const time = tags.value('TimeCreated');
      if (!date || !time || date === '0' || time === '0') return undefined;
      const created = tags.value('Composite:DateTimeCreated');
      return sameText(typeof created === 'string' && created.includes(' ') ? created : `${date} ${time}`);
    },
  },
];

const printed = (value: TagValue): string => (typeof value === 'number' ? perlNumber(value) : String(value));

/** Degrees with the sign that the reference gives. */
function coordinate(name: string, positive: string, negative: string): CompositeTag {
  const [own, side] = [`GPS:${name}`, `GPS:${name}Ref`];
  return {
    name,
    needs: [name],
    compute(tags) {
      const degrees = tags.find(own);
      const reference = tags.value(side);
      if (!degrees || reference === undefined) return undefined;
      const turned = String(reference).toUpperCase().startsWith(negative);
      // nothing is 0 where its sign is turned
      const amount = turned && degrees.value === '' ? 0 : perlNumberOf(degrees.value);
      if (amount === undefined) return sameText(String(degrees.value));
      const value = turned && amount !== 0 ? -amount : amount;
      return { value, text: `${degreesMinutesSeconds(value)} ${value < 0 ? negative : positive}` };
    },
  };
}

const heights = [
  { own: 'GPS:GPSAltitude', other: 'XMP:GPSAltitude' },
  { own: 'XMP:GPSAltitude', other: 'GPS:GPSAltitude' },
] as const;

function altitude(tags: Lookup): Computed | undefined {
  for (const { own, other } of heights) {
    const height = tags.find(own);
    const reference = tags.find(`${own}Ref`);
    const metres = asNumber(height?.value);
    if (metres === undefined || !reference) continue;
    const below = !['0', ''].includes(String(reference.value));
    const value = below ? -Math.abs(metres) : metres;
    const label = [reference, tags.find(`${other}Ref`)].find((tag) => String(tag?.text).includes('Sea'));
    const tenths = Math.trunc((label ? metres : value) * 10) / 10;
    const side = label ? String(label.text) : `${tenths < 0 ? 'Below' : 'Above'} Sea Level`;
    return { value, text: `${perlNumber(label ? tenths : Math.abs(tenths))} m ${side}` };
  }
  return undefined;
}

/** The hemisphere out of an XMP coordinate. */
function reference(
  name: string,
  source: string,
  labels: { readonly [letter: string]: string },
): CompositeTag {
  const place = `XMP-exif:${source}`;
  return {
    name,
    needs: [source],
    compute(tags) {
      const value = tags.value(place);
      if (value === undefined) return undefined;
      const [positive = '', negative = ''] = Object.keys(labels);
      const letter =
        typeof value === 'number'
          ? value < 0
            ? negative
            : positive
          : [positive, negative].find((candidate) => String(value).includes(candidate));
      return letter === undefined ? undefined : { value: letter, text: labels[letter]! };
    },
  };
}

/** Date and time with the fraction of the second and the offset that stand in tags of their own. */
function subSecond(name: string, date: string, fraction: string, offset: string): CompositeTag {
  const [whole, part, hours] = [`EXIF:${date}`, `EXIF:${fraction}`, `EXIF:${offset}`];
  return {
    name,
    needs: [fraction, offset],
    compute(tags) {
      const base = tags.value(whole);
      if (typeof base !== 'string') return undefined;
      const digits = /^\d+/.exec(String(tags.value(part) ?? ''))?.[0];
      let value = digits === undefined ? base : base.replace(/( \d{2}:\d{2}:\d{2})(?!\.\d)/, `$1.${digits}`);
      const zone = /^([-+])(\d{1,2}):(\d{2})/.exec(String(tags.value(hours) ?? ''));
      if (zone && !/[-+]/.test(base)) value += `${zone[1]}${zone[2]!.padStart(2, '0')}:${zone[3]}`;
      return value === base ? undefined : sameText(value);
    },
  };
}

function joined(name: string, date: string, time: string): CompositeTag {
  return {
    name,
    needs: [date.slice(date.indexOf(':') + 1)],
    compute(tags) {
      const day = tags.value(date);
      const clock = tags.value(time);
      return day === undefined || clock === undefined ? undefined : sameText(`${day} ${clock}`);
    },
  };
}
