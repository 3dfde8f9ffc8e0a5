// Application segments that are one record of values at fixed places.

import { join } from '../../bytes/block-view.js';
import { oncePer } from '../../bytes/once.js';
import { fixed } from '../../present/exposure.js';
import { binaryText } from '../../present/plain.js';
import { lazy } from '../../tables/lazy.js';
import { recordTags } from '../../tables/record.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/app.generated.js';
import type { Tag, TagValue } from '../../types.js';
import { bitNames } from '../bits.js';
import { type AppSegment, type AppStandard, after, signed, tag } from './segment.js';

type Numbers = readonly number[];

const adobeLayout = lazy(() =>
  defineRecord(generated.adobe, {
    APP14Flags0: { print: (value) => bitNames(Number(value), { 15: 'Encoded with Blend=1 downsampling' }) },
    APP14Flags1: { print: (value) => bitNames(Number(value), {}) },
  }),
);

const adobeCm = lazy(() => defineRecord(generated.adobeCm));
const avi1 = lazy(() => defineRecord(generated.avi1));
const spiff = lazy(() =>
  defineRecord(generated.spiff, {
    SPIFFVersion: { print: (value) => (value as Numbers).join('.') },
  }),
);
const nitf = lazy(() =>
  defineRecord(generated.nitf, {
    NITFVersion: {
      value: (stored) => `${(stored as Numbers)[0]}.${String((stored as Numbers)[1]).padStart(2, '0')}`,
    },
    ImageFormat: { value: (stored) => String.fromCharCode(Number(stored)) },
    Flags: { print: (value) => `0x${Number(value).toString(16)}` },
  }),
);

/** The Adobe segment's fields (Adobe technical note 5116), which start right after `Adobe`. */
export function adobeTags({ view, start, end }: AppSegment): Tag[] {
  return recordTags(view, start, end, adobeLayout());
}

const fixedRecord = (layout: () => RecordLayout, skip: number) => (segment: AppSegment) => {
  const { view, start, end } = after(segment, skip);
  return recordTags(view, start, end, layout());
};

const spiffStandard = signed('APP8', 'SPIFF\0', fixedRecord(spiff, 6));

/** A gain curve of HDR pictures: a count and as many numbers, printed by the length of their text. */
const gainCurve = signed('APP10', 'AROT\0\0', ({ view, start, end }) => {
  if (start + 10 > end) return [];
  const size = view.u32(start + 6);
  const count = Math.min(size, Math.floor((end - start - 10) / 4));
  const numbers = Array.from({ length: count }, (_, i) => view.u32(start + 10 + 4 * i, true));
  const curve = {
    name: 'HDRGainCurve',
    print: (value: TagValue) => binaryText((value as Numbers).join(' ').length),
  };
  return [
    ...tag('APP10', 'AROT', { name: 'HDRGainCurveSize' }, size),
    ...(count > 0 ? tag('APP10', 'AROT', curve, numbers) : []),
  ];
});

/** AVI1 (Microsoft DIB), SPIFF (ISO/IEC 10918-3), NITF (MIL-STD-188-198A), Adobe's colour management, gain curves. */
export const recordStandards: readonly AppStandard[] = [
  gainCurve,
  signed('APP0', 'AVI1', fixedRecord(avi1, 4)),
  signed('APP6', 'NITF\0', fixedRecord(nitf, 5)),
  signed('APP13', 'Adobe_CM', fixedRecord(adobeCm, 8)),
  {
    ...spiffStandard,
    matches: (segment, all) => segment.end - segment.start === 32 && spiffStandard.matches(segment, all),
  },
];

const fixedDigits = (digits: number, unit = '', factor = 1) => ({
  print: (value: TagValue) => `${fixed(Number(value) * factor, digits)}${unit}`,
});
const celsius = fixedDigits(2, ' C');
const percent = fixedDigits(1, ' %', 100);

const thermal: () => { readonly [label: string]: { readonly layout: RecordLayout; readonly least: number } } =
  lazy(() => ({
    APP2: { layout: defineRecord(generated.infiRayVersion), least: 0 },
    APP4: { layout: defineRecord(generated.infiRayFactory), least: 120 },
    APP5: {
      layout: defineRecord(generated.infiRayPicture, {
        EnvironmentTemp: celsius,
        ReferenceTemp: celsius,
        Distance: fixedDigits(2, ' m'),
        Emissivity: fixedDigits(2),
        Humidity: percent,
      }),
      least: 38,
    },
    APP6: { layout: defineRecord(generated.infiRayMixMode, { FusionIntensity: percent }), least: 129 },
    APP7: { layout: defineRecord(generated.infiRayOpMode, { DeviceTemp: celsius }), least: 32 },
    APP8: { layout: defineRecord(generated.infiRayIsothermal), least: 32 },
    APP9: {
      layout: defineRecord(generated.infiRaySensor, {
        IRSensorAperture: fixedDigits(2),
        IRFocalLength: fixedDigits(2),
      }),
      least: 768,
    },
  }));

const isThermalVersion = ({ label, view, start, end }: AppSegment): boolean =>
  label === 'APP2' && start + 10 <= end && view.latin1(start + 4, start + 10) === 'IJPEG\0';

const isThermalFile = oncePer((all: readonly AppSegment[]) => all.some(isThermalVersion));

/** InfiRay thermal cameras: an APP2 segment that tells so, records in most of the following, pictures in APP3. */
export const infiRay: AppStandard = {
  matches(segment, all) {
    if (!isThermalFile(all)) return false;
    if (segment.label === 'APP2') return isThermalVersion(segment);
    const least = segment.label === 'APP3' ? 0 : thermal()[segment.label]?.least;
    return least !== undefined && segment.end - segment.start >= least;
  },
  decode(segments) {
    const pictures = segments.filter(({ label }) => label === 'APP3');
    const data = join(pictures.map(({ view, start, end }) => view.slice(start, end)));
    return [
      ...segments.flatMap(({ label, view, start, end }) => {
        const record = thermal()[label];
        return record ? recordTags(view, start, end, record.layout, { littleEndian: true }) : [];
      }),
      ...(pictures.length > 0 ? tag('APP3', 'InfiRay', { name: 'ImagingData' }, data) : []),
    ];
  },
};

/** GraphicConverter's JPEG quality, `Q 70`. */
export const graphicConverter: AppStandard = {
  matches: ({ label, view, start, end }) =>
    label === 'APP15' && end - start === 4 && /^Q\s*\d/.test(view.latin1(start, end)),
  decode: (segments) =>
    segments.flatMap(({ view, start, end }) => {
      const quality = Number(/\d+/.exec(view.latin1(start, end))![0]);
      return tag('APP15', 'GraphConv', { name: 'Quality' }, quality);
    }),
};
