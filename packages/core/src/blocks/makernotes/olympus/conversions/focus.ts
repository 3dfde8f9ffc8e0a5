// Focus, flash and the sensor at the time. What is stored: the tag documentation of ExifTool's Olympus.pm.
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  byModel,
  decimals,
  firstThat,
  modelOf,
  number,
  otherwise,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { isSet, toNumber, toText, wordList } from '../../../../tables/value.js';

const INFINITE = 0xffffffff;

/** Metres from the first of two numbers; 0 where it is far. */
const distance: Conversion = {
  value: (value) => {
    const millimetres = toNumber(value);
    return millimetres === INFINITE ? 0 : millimetres / 1000;
  },
  print: (value) => (isSet(value) ? `${toText(value)} m` : 'inf'),
};

/** The point, and how it was chosen. */
const pointAndChoice: Conversion = { value: number((code) => `${code & 0x1f} ${code & 0xffe0}`) };

/** Bits, each part of them by how far from the lowest and how wide. */
const detailParts: readonly (readonly [shift: number, mask: number])[] = [
  ...([
    [13, 7],
    [12, 1],
    [11, 1],
    [8, 3],
    [7, 1],
    [5, 1],
    [4, 1],
    [3, 1],
    [0, 7],
  ] as const),
];

const manualFlash: Convert = (value) => {
  const [isOn, divisor = 0] = wordList(value);
  if (!isSet(isOn)) return 'Off';
  return `On (${toNumber(divisor) === 1 ? 'Full' : `1/${divisor}`} strength)`;
};

const MODE = 44;

/** Bytes of what moved the sensor: all 0 where nothing did. */
const stabilization: Convert = (value) => {
  const bytes = toText(value);
  if (bytes.startsWith('\0\0\0\0')) return 'Off';
  if (bytes.length < MODE) return undefined;
  return `On, Mode ${bytes.charCodeAt(MODE) & 1 ? 1 : 2}`;
};

const writesOwnTemperature = (scope: Scope): boolean =>
  /E-(1|M5)\b/.test(modelOf(scope)) || scope.count !== 1;

export const olympusFocus: Conversions = {
  FocusInfo: {
    choose: {
      776: firstThat(
        (scope) => /E-(3|5|30)\b/.test(modelOf(scope)),
        (scope) => /E-(520|600|620)\b/.test(modelOf(scope)),
        (scope) => !/^(E-M|OM-)/.test(modelOf(scope)),
        otherwise,
      ),
      795: byModel([/^E-M|^OM-/], 'others follow'),
      5376: firstThat(writesOwnTemperature, otherwise),
      5632: when(({ members }) => !members.has('ImageStabilization')),
    },
    tags: {
      FocusDistance: distance,
      'AFPoint/0 AFPoint/1': pointAndChoice,
      'AFPoint/2': { raw: (value, scope) => (isSet(value) || modelOf(scope) !== 'E-P1' ? value : undefined) },
      'AFPointDetails/0': {
        value: number((bits) => detailParts.map(([shift, mask]) => (bits >> shift) & mask).join(' ')),
      },
      ManualFlash: { print: manualFlash },
      'SensorTemperature/0': { print: (value) => `${toText(value).replace(/ 0 0$/, '')} C` },
      'SensorTemperature/1': {
        raw: (value) => (isSet(value) && toText(value) !== '-32768' ? value : undefined),
        value: number((stored) => 84 - (3 * stored) / 26),
        print: decimals(1, ' C'),
      },
      ImageStabilization: { print: stabilization },
    },
  },
};
