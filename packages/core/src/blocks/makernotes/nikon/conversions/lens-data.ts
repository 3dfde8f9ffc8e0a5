// Lenses: focal lengths, apertures and distances. What is stored: the tag documentation of ExifTool's Nikon.pm.
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  decimals,
  hexadecimal,
  is,
  known,
  number,
  over,
  powerOfTwo,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Known } from '../../../../tables/scope.js';
import { toText } from '../../../../tables/value.js';
import { apertureFrom24ths, focalLengthFrom24ths } from '../stored-numbers.js';

/** Distance of the exit pupil in mm; stored as its reciprocal, 0 for none. */
const exitPupil: Conversion = {
  value: number((stored) => (stored === 0 ? 0 : 2048 / stored)),
  print: decimals(1, ' mm'),
};

/** Focus distance in m, in 40ths of its power of 10 above 1 cm. */
const distance: Conversion = {
  value: number((stored) => 0.01 * 10 ** (stored / 40)),
  print: decimals(2, ' m'),
};

/** As many decimals as the distance is exact to. */
const exactDistance: Convert = (value, scope) => {
  const metres = Number(value);
  const digits = metres < 0.35 ? 4 : metres < 1 ? 3 : metres < 10 ? 2 : metres < 100 ? 1 : 0;
  return decimals(digits, ' m')(value, scope);
};

/** An f-number in 384ths of its power of 2, from f/0.5 on. */
const fineAperture: Conversion = { value: powerOfTwo((stored) => stored / 384 - 1), print: decimals(1) };

/** Release, version and revision in the upper byte and two halves of the lower one. */
const firmware = number((code) => `${code >> 8}.${(code >> 4) & 0xf}.${code & 0xf}`);

/** A part of the record that is all 0 but for its first byte is not there. */
const noteWhetherThere =
  (name: string): Convert =>
  (value, { members }) => {
    if (!/^.\0+$/s.test(toText(value))) members.set(name, 1);
    return undefined;
  };

/** A lens for the F mount is told in one part of the record, one for the Z mount in another. */
const isFMount = is('OldLensData', 1);
const isZMount = (scope: Known): boolean => is('NewLensData', 1)(scope) && !isFMount(scope);

/** Where a tag means something else of a lens for the Z mount. */
const byMount =
  (forZ: Convert, forF: Convert | undefined): Convert =>
  (value, scope) => {
    const convert = isZMount(scope) ? forZ : forF;
    return convert ? convert(value, scope) : value;
  };

export const lensData: Conversions = {
  LensData0800: {
    choose: {
      '4 5 11 12 13 14 15 16 17 18 19 20': when(isFMount),
      '48 54 56 60': when(isZMount),
      '52 78 90': when((scope) => isZMount(scope) && known(scope, 'LensID') !== 0),
    },
    tags: {
      OldLensData: { raw: noteWhetherThere('OldLensData') },
      NewLensData: { raw: noteWhetherThere('NewLensData') },
      LensFirmwareVersion: { print: firmware },
      'MaxAperture FNumber': fineAperture,
      FocalLength: { print: byMount(withUnit(' mm'), focalLengthFrom24ths.print) },
      FocusDistance: {
        // In the fraction of a byte; of the other mount there is none.
        raw: over(256),
        value: byMount(
          powerOfTwo((stored) => (stored - 80) / 12),
          distance.value,
        ),
        print: byMount(exactDistance, distance.print),
      },
    },
  },
  'LensData00 LensData01 LensData0204 LensData0800': {
    tags: {
      ExitPupilPosition: exitPupil,
      'AFAperture MaxApertureAtMinFocal MaxApertureAtMaxFocal EffectiveMaxAperture': apertureFrom24ths,
      FocusPosition: { print: hexadecimal(2) },
      FocusDistance: distance,
      'FocalLength MinFocalLength MaxFocalLength': focalLengthFrom24ths,
      LensFStops: { value: over(12), print: decimals(2) },
    },
  },
};
