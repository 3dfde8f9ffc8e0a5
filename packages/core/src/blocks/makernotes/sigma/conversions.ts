// What the table of Sigma's notes does not hold. What is stored: the tag documentation of ExifTool's Sigma.pm.
import type { Conversion, Conversions } from '../../../tables/conversion.js';
import {
  both,
  decimals,
  exposureTimeText,
  firstThat,
  isModel,
  isNotModel,
  known,
  otherwise,
  times,
  when,
} from '../../../tables/number-conversions.js';
import type { Known, Scope } from '../../../tables/scope.js';
import { isSet, toText } from '../../../tables/value.js';
import type { Note } from '../note.js';

const VERSION = 'MakerNoteSigmaVer';

/** A byte behind the maker's name tells the version; some notes have another beginning. */
export function findVersion(note: Note): void {
  const { offset } = note.ref;
  const view = note.reach.view(offset, offset + 10);
  const isStated = view?.latin1(offset, offset + 8) === 'SIGMA\0\0\0';
  note.members.set(VERSION, isStated ? view.u8(offset + 9) : -1);
}

const isNew = (scope: Known): boolean => known(scope, VERSION) >= 3;
const isOld = (scope: Known): boolean => known(scope, VERSION) < 3;
const isOfType =
  (type: string) =>
  ({ format }: Scope): boolean =>
    format === type;
const isText = isOfType('string');
const isNumber = isOfType('int32u');

/** Behind a word that tells what it is. */
const behind = (word: string): Conversion => ({
  value: (value) => toText(value).replace(new RegExp(`${word}:\\s*`), ''),
});
const range: Conversion = { print: (value) => toText(value).replace(' ', ' to ') };
const seconds: Conversion = { print: exposureTimeText };
const millionths: Conversion = { value: times(1e-6), print: exposureTimeText };

export const sigmaConversions: readonly Conversions[] = [
  {
    'Sigma::Main': {
      choose: {
        12: when(isText),
        '13 14 15 16 17 18 20': firstThat(isText, otherwise),
        '26 27': firstThat(isNumber, isText),
        28: firstThat(isOld, isNumber),
        29: firstThat(isOld, isNumber),
        31: firstThat(isOld, otherwise),
        48: firstThat(isOld, otherwise),
        '34 36 49 50 52 53 57 58 59 60': when(isOld),
        '30 38 42 43 72 73 74 77 85 86 88 89': when(isNew),
        39: firstThat(both(isNew, isText), isNew),
        44: when(isNumber),
        51: when(
          both(isNotModel(/ (SD1|SD9|SD15|Merrill|Quattro|fp)$/), (scope) => known(scope, VERSION) < 4),
        ),
        75: firstThat(isModel(/^SIGMA (SD1( Merrill)?|DP\d Merrill)$/), isModel(/^SIGMA dp\d Quattro$/i)),
        87: when(isText),
      },
      tags: {
        'ExposureCompensation/0': behind('Expo'),
        Contrast: behind('Cont'),
        Shadow: behind('Shad'),
        Highlight: behind('High'),
        Saturation: behind('Satu'),
        Sharpness: behind('Shar'),
        X3FillLight: behind('Fill'),
        ColorAdjustment: behind('CC'),
        Quality: behind('Qual'),
        ChrominanceNoiseReduction: behind('Chro'),
        LuminanceNoiseReduction: behind('Luma'),
        AutoBracket: { print: (value) => toText(value).replace(/(\d)of(\d)/, '$1 of $2') },
        PreviewImageSize: { print: (value) => toText(value).replaceAll(' ', 'x') },
        LensType: {
          value: (value) => {
            const text = toText(value);
            return /^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : value;
          },
        },
        'LensFocalRange LensMaxApertureRange': range,
        FNumber: { print: decimals(1) },
        ExposureTime: seconds,
        ExposureTime2: millionths,
        ExposureCompensation: {
          print: (value) => (isSet(value) ? toText(value).replace(/^(\d)/, '+$1') : value),
        },
        SensorTemperature: {
          print: (value) => (/^[+-]?\d+$/.test(toText(value)) ? `${toText(value)} C` : value),
        },
      },
    },
  },
];
