// ICC profile tags by signature, and the records inside a profile: what their values mean.
import { toHex } from '../../bytes/text.js';
import { perlNumber } from '../../present/number.js';
import type { Conversion, Conversions } from '../../tables/conversion.js';
import { number } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { toNumber, type Value, wordList } from '../../tables/value.js';
import { labels, rows } from '../../tags/icc.generated.js';

const two = (value: number): string => String(value).padStart(2, '0');

/** Six numbers as a date and time, `2005:01:31 23:59:00`. */
export function dateTime(parts: Value): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = wordList(parts).map(toNumber);
  const date = `${String(year).padStart(4, '0')}:${two(month)}:${two(day)}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** The low word of the device attributes (ICC.1:2022 table 22). */
function attributes(value: Value): string {
  const bits = toNumber(wordList(value)[1]);
  return [
    bits & 1 ? 'Transparency' : 'Reflective',
    bits & 2 ? 'Matte' : 'Glossy',
    bits & 4 ? 'Negative' : 'Positive',
    bits & 8 ? 'B&W' : 'Color',
  ].join(', ');
}

/** The profile's MD5 in hexadecimal; `0` where none was computed. */
function profileId(value: Value): string {
  const bytes = wordList(value).map(toNumber);
  return bytes.some((byte) => byte !== 0) ? toHex(bytes) : '0';
}

/** Text up to the first null of its last line. */
const beforeNull = (value: Value): Value =>
  typeof value === 'string' ? value.replace(/\0[^\n]*/, '').replaceAll('\0', '') : value;

/** Longer targets are data. */
const maxTarget = 128;

function target(value: Value): Value {
  const text = beforeNull(value);
  return typeof text === 'string' && text.length > maxTarget ? new TextEncoder().encode(text) : text;
}

/** A record of the type that its signature names. */
const ofType = (type: string): Conversion => ({ valid: (_, { head }) => head.startsWith(type) });

export const iccConversions: Conversions = {
  Header: {
    tags: {
      ProfileVersion: {
        print: number((version) => `${version >> 8}.${(version & 0xf0) >> 4}.${version & 0x0f}`),
      },
      ProfileDateTime: { value: dateTime },
      CMMFlags: {
        print: number(
          (flags) =>
            `${flags & 1 ? 'Embedded' : 'Not Embedded'}, ${flags & 2 ? 'Not Independent' : 'Independent'}`,
        ),
      },
      DeviceAttributes: { print: attributes },
      ProfileID: { print: profileId },
    },
  },
  Main: {
    tags: {
      Chromaticity: ofType('chrm'),
      ColorantTable: ofType('clrt'),
      Measurement: ofType('meas'),
      Metadata: ofType('dict'),
      ViewingConditions: ofType('view'),
      ProfileCopyright: { value: beforeNull },
      CharTarget: { value: target },
    },
  },
  Measurement: { tags: { MeasurementFlare: { print: number((share) => `${perlNumber(share * 100)}%`) } } },
};

/** The header (ICC.1:2022 section 7.2), and the table of tags (section 9.2 and vendors' own). */
export const HEADER = 'ICC_Profile::Header';
export const TAGS = 'ICC_Profile::Main';

export const iccRecords: Records = new Records({ rows, labels, conversions: [iccConversions] });
