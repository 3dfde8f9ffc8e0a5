// The entries of the note itself, and of the cameras that write all into it. What is stored: the tag documentation of
// ExifTool's Olympus.pm.
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import {
  decimals,
  exposureTimeText,
  firstThat,
  known,
  number,
  otherwise,
  powerOfTwo,
  remember,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toNumber, toText, wordList } from '../../../../tables/value.js';

/** Early cameras hold a directory in the bytes of the entry, later ones point to it. */
const inEntry = ({ format }: Scope): boolean => format !== 'ifd' && format !== 'int32u';
/** Notes of other makers that have some of these tags. */
const isOthers = (scope: Scope): boolean => known(scope, 'OlympusCAMER') === 1;

const ofErf = when(({ members }) => members.get('FileType') === 'ERF');

const shots = ['Normal', '', 'Fast', 'Panorama'];
const directions = ['(none)', 'Left to Right', 'Right to Left', 'Bottom to Top', 'Top to Bottom'];

/** How pictures were taken, the number in the row, and which way a panorama goes. */
const specialMode: Convert = (value) => {
  const [mode, sequence, direction] = wordList(value);
  if (mode === undefined || sequence === undefined || direction === undefined) return value;
  const named = (names: readonly string[], key: string | number) =>
    names[toNumber(key)] || `Unknown (${key})`;
  return `${named(shots, mode)}, Sequence: ${sequence}, Panorama: ${named(directions, direction)}`;
};

const qualities: { readonly [code: string]: string } = {
  1: 'SQ (Low)',
  2: 'HQ (Normal)',
  3: 'SHQ (Fine)',
  4: 'RAW',
  5: 'Medium-Fine',
  6: 'Small-Fine',
  33: 'Uncompressed',
};
/** Of cameras whose type begins with SX, but for one, and of another. */
const sxQualities: typeof qualities = { 0: 'SQ (Low)', 1: 'HQ (Normal)', 2: 'SHQ (Fine)', 6: 'RAW' };

const quality: Convert = (value, { members }) => {
  const isSx = /^(SX(?!151\b)|D4322)/.test(toText(members.get('CameraType')));
  return (isSx ? sxQualities : qualities)[toText(value)] ?? `Unknown (${toText(value)})`;
};

/** The first of two levels, in 256ths. */
const firstLevel: Convert = number((level) => level / 256);

export const olympusMain: Conversions = {
  'Olympus::Main': {
    choose: {
      519: when(({ head }) => head !== 'NORMAL'),
      '1024 1025': ofErf,
      '8208 8224 8240 8241 8256 8448 8704 8960 9216 9472 9728 9984 10240 10496 12288 16384 20480': firstThat(
        inEntry,
        otherwise,
      ),
      8272: firstThat(
        (scope) => inEntry(scope) && !isOthers(scope),
        (scope) => !isOthers(scope),
        otherwise,
      ),
    },
    tags: {
      SpecialMode: { print: specialMode },
      Quality: { print: quality },
      DigitalZoom: { print: (value) => (toText(value).includes('.') ? value : `${toText(value)}.0`) },
      FocalPlaneDiagonal: { print: withUnit(' mm') },
      CameraType: { raw: remember('CameraType'), value: (value) => toText(value).trimEnd() },
      ShutterSpeedValue: {
        value: number((apex) => (Math.abs(apex) < 100 ? 2 ** -apex : 0)),
        print: exposureTimeText,
      },
      ISOValue: {
        value: powerOfTwo((steps) => steps - 5, 100),
        print: number((speed) => Math.trunc(speed * 100 + 0.5) / 100),
      },
      ApertureValue: { value: powerOfTwo((apex) => apex / 2), print: decimals(1) },
      ManualFocusDistance: { print: withUnit(' mm') },
      'RedBalance BlueBalance': { value: firstLevel },
    },
  },
  TextInfo: { tags: { CameraType: { raw: remember('CameraType') } } },
};
