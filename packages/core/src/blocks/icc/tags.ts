// ICC profile tags by signature, and the records inside a profile, with their printed forms.
import { manufacturers } from '../../labels/icc.generated.js';
import { perlNumber } from '../../present/number.js';
import type { TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { defineRecord, labelsOf, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/icc.generated.js';
import type { TagDef, TagValue } from '../../types.js';

const number = (value: TagValue, index = 0): number => Number(Array.isArray(value) ? value[index] : value);
const two = (value: number): string => String(value).padStart(2, '0');

/** Six numbers as a date and time, `2005:01:31 23:59:00`. */
export function dateTime(parts: readonly number[]): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = `${String(year).padStart(4, '0')}:${two(month)}:${two(day)}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}`;
}

function headerConversions(): TagConversions {
  const makers = labelsOf(manufacturers.split('\n')[1]!.split('\t'));
  return {
    ProfileCMMType: { labels: makers },
    DeviceManufacturer: { labels: makers },
    ProfileCreator: { labels: makers },
    ProfileVersion: {
      print: (value) => `${number(value) >> 8}.${(number(value) & 0xf0) >> 4}.${number(value) & 0x0f}`,
    },
    ProfileDateTime: { value: (stored) => dateTime(stored as number[]) },
    CMMFlags: {
      print: (value) =>
        `${number(value) & 1 ? 'Embedded' : 'Not Embedded'}, ${number(value) & 2 ? 'Not Independent' : 'Independent'}`,
    },
    DeviceAttributes: { print: printAttributes },
    ProfileID: { print: printProfileId },
  };
}

/** The low word of the device attributes (ICC.1:2022 table 22). */
function printAttributes(value: TagValue): string {
  const bits = number(value, 1);
  return [
    bits & 1 ? 'Transparency' : 'Reflective',
    bits & 2 ? 'Matte' : 'Glossy',
    bits & 4 ? 'Negative' : 'Positive',
    bits & 8 ? 'B&W' : 'Color',
  ].join(', ');
}

/** The profile's MD5 in hexadecimal; `0` where none was computed. */
function printProfileId(value: TagValue): string {
  const bytes = value as readonly number[];
  return bytes.some((byte) => byte !== 0)
    ? bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : '0';
}

/** The first 128 bytes (ICC.1:2022 section 7.2). */
export const profileHeader: () => RecordLayout = lazy(() =>
  defineRecord(generated.header, headerConversions()),
);

/** A tag type that is a record: the type signature it must have, and its layout. */
export interface RecordType {
  readonly type?: string;
  readonly layout: RecordLayout;
}

/** Tag types that are records, by tag signature. */
export const tagRecords: () => { readonly [signature: string]: RecordType } = lazy(() => ({
  cicp: { layout: defineRecord(generated.colorRepresentation) },
  view: { type: 'view', layout: defineRecord(generated.viewingConditions) },
  meas: {
    type: 'meas',
    layout: defineRecord(generated.measurement, {
      MeasurementFlare: { print: (value) => `${perlNumber(number(value) * 100)}%` },
    }),
  },
  chrm: { type: 'chrm', layout: defineRecord(generated.chromaticity) },
  clrt: { type: 'clrt', layout: defineRecord(generated.colorantTable) },
}));

/** The tags of a profile's tag table by their signatures (ICC.1:2022 section 9.2 and vendors' own). */
export const profile: () => ReadonlyMap<string, TagDef> = lazy(
  () =>
    new Map(
      generated.profile
        .split('\n')
        .filter((row) => row !== '')
        .map((row): [string, TagDef] => {
          const [signature = '', name = '', ...cells] = row.split('\t');
          return [signature, { name, ...(cells.length > 0 && { labels: labelsOf(cells) }) }];
        }),
    ),
);
