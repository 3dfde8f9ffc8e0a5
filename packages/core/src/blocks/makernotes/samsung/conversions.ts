// What the entries of Samsung's directory mean (ExifTool's Samsung.pm).
import type { Conversions, Convert } from '../../../tables/conversion.js';
import {
  asIs,
  decimals,
  exposureTimeText,
  over,
  plus,
  startsWith,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';

const keyName = 'EncryptionKey';
const unsigned = { least: 0, most: 0xffffffff };
const signed = { least: -0x80000000, most: 0x7fffffff };

/** Numbers enciphered with those of the key, from its number `salt` on: they are to be added, or taken off. */
const deciphered =
  ({ least, most }: typeof signed, isAdded: boolean, salt: number): Convert<Scope> =>
  (value, { members }) => {
    const key = wordList(members.get(keyName)).map(toNumber);
    if (key.length === 0) return undefined;
    const sign = isAdded ? 1 : -1;
    return wordList(value).map((one, i) => {
      const sum = toNumber(one) + sign * key[(salt + i) % key.length]!;
      if (isAdded) return sum > most ? sum - (most - least + 1) : sum;
      return sum < least ? sum + (most - least + 1) : sum;
    });
  };

/** Two lists in one, the first number that of the first: the second list is enciphered the other way. */
const decipheredLists: Convert<Scope> = (value, scope) => {
  const all = wordList(value);
  const first = toNumber(all[0]) === 0 ? all.length : 1 + toNumber(all[0]);
  const [own, other] = [all.slice(1, first), all.slice(first)];
  const lists = [deciphered(unsigned, true, 0)(own, scope), deciphered(unsigned, false, 0)(other, scope)];
  if (lists.some((list) => list === undefined)) return undefined;
  return [...all.slice(0, 1), ...lists.flatMap(wordList)];
};

/** Up to a space. */
const firstOf: Convert = (value) => toText(value).replace(/ .*/, '');

/** Places behind each other, a null and spaces between, two nulls at their end. */
function placeNames(value: Value): string {
  return toText(value)
    .replace(/\0\0[^\n]*/, '')
    .replace(/\0 */g, '\n');
}

export const samsungConversions: Conversions = {
  PreviewIFD: { tags: { SubfileType: { raw: asIs } } },
  // Of the directory that may lie there no entry is known.
  Main: { choose: { 11: () => -1 } },
  PictureWizard: {
    tags: { 'PictureWizardSaturation PictureWizardSharpness PictureWizardContrast': { value: plus(-4) } },
  },
  Type2: {
    choose: {
      32: (scope) => (startsWith(/^\0{4}/)(scope) ? 0 : 1),
      53: ({ members }) => {
        if (members.get('FileType') !== 'SRW') return -1;
        return members.get('Model') === 'EK-GN120' ? 1 : 0;
      },
      40962: when(startsWith(/^\w{5}/)),
    },
    tags: {
      LocalLocationName: { value: placeNames },
      CameraTemperature: {
        print: (value) => (/\d/.test(toText(value)) ? `${toText(value)} C` : toText(value)),
      },
      ExposureTime: { value: firstOf, print: exposureTimeText },
      FNumber: { value: firstOf, print: decimals(1) },
      FocalLengthIn35mmFormat: { value: over(10), print: withUnit(' mm') },
      EncryptionKey: {
        raw(value, { members }) {
          members.set(keyName, value);
          return value;
        },
      },
      WB_RGGBLevelsUncorrected: { raw: deciphered(unsigned, false, 0) },
      WB_RGGBLevelsAuto: { raw: deciphered(unsigned, false, 4) },
      WB_RGGBLevelsIlluminator1: { raw: deciphered(unsigned, false, 8) },
      WB_RGGBLevelsIlluminator2: { raw: deciphered(unsigned, false, 1) },
      WB_RGGBLevelsBlack: { raw: deciphered(signed, false, 0) },
      'ColorMatrix ColorMatrixSRGB ColorMatrixAdobeRGB CbCrMatrixDefault': {
        raw: deciphered(signed, true, 0),
      },
      CbCrMatrix: { raw: deciphered(signed, true, 4) },
      CbCrGainDefault: { raw: deciphered(unsigned, false, 0) },
      CbCrGain: { raw: deciphered(unsigned, false, 2) },
      'ToneCurveSRGBDefault ToneCurveAdobeRGBDefault ToneCurveSRGB ToneCurveAdobeRGB': {
        raw: decipheredLists,
      },
    },
  },
};
