// ICC profile tags by signature, and the records inside a profile, with their printed forms.
import { toHex } from '../../bytes/text.js';
import { manufacturers } from '../../labels/icc.generated.js';
import { perlNumber } from '../../present/number.js';
import type { TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { defineRecord, labelsOf, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/icc.generated.js';
import type { TagDef, TagValue } from '../../types.js';

const number = (value: TagValue, index = 0): number => Number(Array.isArray(value) ? value[index] : value);
const two = (value: number): string => String(value).padStart(2, '0');

/** Four letters as the number that their bytes are. */
export function signatureOf(letters: string): number {
  let number = 0;
  for (let i = 0; i < 4; i++) number = number * 256 + letters.charCodeAt(i);
  return number;
}

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
  return bytes.some((byte) => byte !== 0) ? toHex(bytes) : '0';
}

/** The first 128 bytes (ICC.1:2022 section 7.2). */
export const profileHeader: () => RecordLayout = lazy(() =>
  defineRecord(generated.header, headerConversions()),
);

/** What is known of a tag of a profile's table. */
export interface ProfileTag {
  readonly signature: string;
  /** Of one that is a record: its layout, and the signature of the type that it must have. */
  readonly record?: RecordLayout;
  readonly type?: number;
  /** Of the others. */
  readonly def: TagDef;
}

function recordTag(signature: string, layout: RecordLayout, type?: string): ProfileTag {
  return {
    signature,
    record: layout,
    def: { name: signature },
    ...(type !== undefined && { type: signatureOf(type) }),
  };
}

const flare: TagConversions = {
  MeasurementFlare: { print: (value) => `${perlNumber(number(value) * 100)}%` },
};

/** The tags of a profile's tag table by their signatures (ICC.1:2022 section 9.2 and vendors' own). */
export const profile: () => ReadonlyMap<number, ProfileTag> = lazy(() => {
  const known = generated.profile
    .split('\n')
    .filter((row) => row !== '')
    .map((row): ProfileTag => {
      const [signature = '', name = '', ...cells] = row.split('\t');
      return { signature, def: { name, ...(cells.length > 0 && { labels: labelsOf(cells) }) } };
    });
  const records = [
    recordTag('cicp', defineRecord(generated.colorRepresentation)),
    recordTag('view', defineRecord(generated.viewingConditions), 'view'),
    recordTag('meas', defineRecord(generated.measurement, flare), 'meas'),
    recordTag('chrm', defineRecord(generated.chromaticity), 'chrm'),
    recordTag('clrt', defineRecord(generated.colorantTable), 'clrt'),
  ];
  return new Map([...known, ...records].map((tag) => [signatureOf(tag.signature), tag]));
});
