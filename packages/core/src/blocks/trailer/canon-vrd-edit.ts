// The edit records of Canon's recipe data: values at fixed places, of which some move by what stands before.
import type { View } from '../../bytes/view.js';
import { fixedDecimals, significant } from '../../present/number.js';
import { parseLabels, type TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { recordTags } from '../../tables/record.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/canon-vrd.generated.js';
import type { Tag, TagDef, TagValue, Text } from '../../types.js';
import { trailerTag } from './trailer.js';

type Conversion = Omit<TagDef, 'name'>;

/** Bytes of the record of version 1.0. */
export const version1Length = 0x272;

/** Up to ten points, their count before them. */
function curvePoints(value: TagValue): Text {
  const numbers = value as readonly number[];
  const count = Array.isArray(value) && value.length === 21 ? numbers[0]! : 0;
  if (count < 2 || count > 10) return Array.isArray(value) ? numbers.join(' ') : String(value);
  return Array.from({ length: count }, (_, i) => `(${numbers[1 + 2 * i]},${numbers[2 + 2 * i]})`).join(' ');
}

const curve: Conversion = { print: curvePoints };
const sevenDigits: Conversion = { print: (value) => significant(Number(value), 7) };

/** The record that every version has. */
export const version1: () => RecordLayout = lazy(() =>
  defineRecord(generated.version1, {
    VRDVersion: { print: (value) => String(value).replace(/^(\d)(\d*)(\d)$/, '$1.$2.$3') },
    RawBrightnessAdj: {
      value: (stored) => Number(stored) / 6000,
      print: (value) => fixedDecimals(Number(value), 2),
    },
    LuminanceCurvePoints: curve,
    RedCurvePoints: curve,
    GreenCurvePoints: curve,
    BlueCurvePoints: curve,
    RGBCurvePoints: curve,
    ConstrainedCropWidth: sevenDigits,
    ConstrainedCropHeight: sevenDigits,
  }),
);

const percent = (value: TagValue): string => `${fixedDecimals(Number(value) * 100, 0)}%`;
const share: Conversion = { value: (stored) => Number(stored) / 0x400, print: percent };
/** 100 % is infinity; 0x7fff stands for none. */
const distance: Conversion = {
  value: (stored) => (stored === 0x7fff ? undefined : 1 - Number(stored) / 0x400),
  print: percent,
};
const tenth: Conversion = { value: (stored) => Number(stored) / 10 };
const hundredth: Conversion = { value: (stored) => Number(stored) / 100 };

const styles = ['Standard', 'Portrait', 'Landscape', 'Neutral', 'Faithful', 'Monochrome', 'Custom'];

const conversions: TagConversions = {
  ...Object.fromEntries(
    styles.flatMap((style) => [
      [`${style}RawHighlight`, tenth],
      [`${style}RawShadow`, tenth],
    ]),
  ),
  ChromaticAberration: share,
  DistortionCorrection: share,
  PeripheralIllumination: share,
  AberrationCorrectionDistance: distance,
  DLOShootingDistance: distance,
  LuminanceNR_TIFF_JPEG: tenth,
  AngleAdj: hundredth,
};

/** From version 3.3.0 on, the levels of noise reduction are other numbers, unknown ones printed in hexadecimal. */
function laterConversions(): TagConversions {
  const later = [...parseLabels(generated.version330Labels)].map(([name, labels]): [string, Conversion] => [
    name,
    {
      print: (value) => {
        const level = Number(value);
        return labels[String(level)] ?? `Unknown (0x${BigInt.asUintN(64, BigInt(level)).toString(16)})`;
      },
    },
  ]);
  return { ...conversions, ...Object.fromEntries(later) };
}

/** Where the variable pieces stand: the custom picture style, and the data of the lens optimizer. */
const styleDataAt = 0x58 * 2;
const optimizerAt = 0xe0 * 2;
const optimizerHeader = 0x16;

interface Version2 {
  readonly first: RecordLayout;
  readonly second: RecordLayout;
  readonly third: RecordLayout;
}

function version2(own: TagConversions): Version2 {
  const layout = defineRecord(generated.version2, own);
  const between = (from: number, to: number): RecordLayout => ({
    ...layout,
    fields: layout.fields.filter(({ at }) => at >= from && at < to),
  });
  return {
    first: between(0, styleDataAt),
    second: between(styleDataAt, optimizerAt),
    third: between(optimizerAt, Number.POSITIVE_INFINITY),
  };
}

const earlier = lazy(() => version2(conversions));
const later = lazy(() => version2(laterConversions()));
const optimizer = lazy(() => defineRecord(generated.lensOptimizer));

/** The record of version 2 and later in `[start, end)`. */
export function version2Tags(view: View, start: number, end: number, version: number): readonly Tag[] {
  const { first, second, third } = version < 330 ? earlier() : later();
  const tags: Tag[] = recordTags(view, start, end, first);
  const styleData = start + styleDataAt;
  if (styleData + 2 > end) return tags;
  const styleLength = Math.min(view.u16(styleData) + 2, end - styleData);
  if (styleLength > 2) {
    const def = { name: 'CustomPictureStyleData' };
    tags.push(
      ...trailerTag('CanonVRD', 'CanonVRD', 0x58, def, view.slice(styleData, styleData + styleLength)),
    );
  }
  // what follows stands behind the style data, which counts as one value of two bytes
  const moved = start + styleLength - 2;
  const settings = recordTags(view, moved, end, second);
  tags.push(...settings);
  const of = (name: string): number => Number(settings.find((one) => one.name === name)?.value ?? 0);
  if (!of('DLOOn')) return [...tags, ...recordTags(view, moved, end, third)];
  const from = moved + optimizerAt;
  const dataLength = of('DLODataLength');
  tags.push(...recordTags(view, from, end, optimizer()));
  const dataStart = from + 0x0a * 2;
  if (dataStart < end) {
    const def = { name: 'DLOData' };
    tags.push(
      ...trailerTag(
        'CanonVRD',
        'CanonVRD',
        0x0a,
        def,
        view.slice(dataStart, Math.min(dataStart + dataLength, end)),
      ),
    );
  }
  return [...tags, ...recordTags(view, moved + dataLength + optimizerHeader, end, third)];
}
