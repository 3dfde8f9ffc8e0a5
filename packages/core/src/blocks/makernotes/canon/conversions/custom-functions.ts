// Canon's custom functions: the same number means other settings from camera to camera (what is stored: the tag
// documentation of ExifTool's CanonCustom.pm).
import type { Conversion, Conversions } from '../../../../tables/conversion.js';
import {
  asIs,
  byCount,
  byModel,
  decimals,
  exposureTimeText,
  firstThat,
  hexadecimal,
  modelOf,
  number,
  otherwise,
  powerOfTwo,
  prefixed,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toNumber, toText } from '../../../../tables/value.js';
import { aperture, apertureText, isoByte, stops } from '../stored-numbers.js';

/** On, with a number where it is not 1. */
const onWithNumber: Conversion = {
  print: (value) => {
    const setting = toNumber(value);
    return setting === 0 ? 'Off' : setting === 1 ? 'On' : `On (${toText(value)})`;
  },
};

/** A limit of time: 5 stops off; of aperture: 8 stops off. */
const timeLimit: Conversion = {
  raw: number((code) => Math.max(code, 0)),
  value: powerOfTwo((code) => -stops(4 * code), 1000 / 8),
  print: exposureTimeText,
};
const apertureLimit: Conversion = {
  raw: number((code) => Math.max(code, 0)),
  value: number((code, scope) => aperture(4 * code - 32, scope)),
  print: apertureText,
};

const flags = hexadecimal(1, 'Flags 0x');
const onlyOne = byCount([[1]], 'others follow');
const count = (scope: Scope): number => scope.count;
const isModel =
  (pattern: RegExp) =>
  (scope: Scope): boolean =>
    pattern.test(modelOf(scope));

const range = byCount([[3], [4]]);
/** Eighths of stops. */
const timeInEighths = powerOfTwo((code) => 7 - code / 8);
const apertureInEighths = powerOfTwo((code) => (code / 8 - 1) / 2);
/** 1600ths of the natural logarithm's steps, and 2400ths. */
const timeInSteps = number((code) => Math.exp(-code / (1600 * Math.log(2))));
const apertureInSteps = number((code) => Math.exp(code / 2400));
/** A code below 2 is a setting. */
const isoLimit = number((code, scope) => (code < 2 ? code : code < 1000 ? isoByte(code, scope) : 0));

const highTime = prefixed('Hi ', exposureTimeText);
const lowTime = prefixed('Lo ', exposureTimeText);
const open = prefixed('Open ', apertureText);
const speeds = ['Hi ', 'Cont ', 'Lo ', 'Soft ', 'Soft LS '].map((name) => prefixed(name, asIs));

const entryLevel =
  /\b(1000D|XS|Kiss F|500D|T1i|Kiss X3|550D|T2i|Kiss X4|600D|T3i|Kiss X5|1100D|T3|Kiss X50)\b/;

export const customFunctions: Conversions = {
  PersonalFuncs: { tags: { '*': onWithNumber } },
  PersonalFuncValues: {
    tags: {
      'PF4ExposureTimeMin PF4ExposureTimeMax': timeLimit,
      'PF5ApertureMin PF5ApertureMax': apertureLimit,
    },
  },
  Functions2: {
    choose: {
      257: byModel([/\b1Ds?\b/], 'others follow'),
      259: byModel([/\b1D/], 'others follow'),
      262: firstThat(isModel(/\b90D\b/), (scope) => count(scope) === 1, otherwise),
      '265 266 1554': onlyOne,
      '268 269': range,
      271: byModel(
        [
          /\b(40D|1Ds Mark III)\b/,
          /\b(50D|60D|7D)\b/,
          /\b(450D|XSi|Kiss X2|1000D|XS|Kiss F)\b/,
          /\bEOS-1Ds? Mark III\b/,
          /\bEOS-1D Mark IV\b/,
        ],
        'others follow',
      ),
      514: byModel(
        [/\b(50D|60D|5D Mark II|7D|500D|T1i|Kiss X3|550D|T2i|Kiss X4|600D|T3i|Kiss X5|1100D|T3|Kiss X50)\b/],
        'others follow',
      ),
      516: byModel([/\b(50D|5D Mark II|500D|T1i|Kiss X3|1D Mark IV)\b/], 'others follow'),
      1033: byModel([/\b1Ds? Mark III\b/], 'others follow'),
      1288: byModel([/\b5D Mark II\b/, /\b1Ds Mark III\b/], 'others follow'),
      '1289 1290': byModel([/\b1D Mark IV\b/], 'others follow'),
      1292: byModel([/\b1D\b/], 'others follow'),
      1294: byModel([/\b(1D Mark IV|6D)\b/], 'others follow'),
      1295: firstThat((scope) => !isModel(/\b60D\b/)(scope), otherwise),
      1296: byModel([/\b7D\b/], 'others follow'),
      1297: byModel([/\b40D\b/], 'others follow'),
      1552: byCount([[6], [5]], 'others follow'),
      1793: firstThat(isModel(entryLevel), (scope) => count(scope) === 2, isModel(/\b60D\b/), otherwise),
      1796: firstThat(
        isModel(/\b(40D|50D|5D Mark II)\b/),
        isModel(/\b60D\b/),
        isModel(/\b(450D|XSi|Kiss X2|550D|T2i|Kiss X4|600D|T3i|Kiss X5)\b/),
        isModel(/\b(1100D|T3|Kiss X50)\b/),
        isModel(/\b(1000D|XS|Kiss F)\b/),
        isModel(/\b(500D|T1i|Kiss X3)\b/),
        (scope) => count(scope) === 2,
        otherwise,
      ),
      2059: byModel(
        [/\b(40D|50D|60D)\b/, /\b5D Mark II\b/, /\b6D\b/, /\b7D Mark II\b/, /\b1D X\b/],
        'others follow',
      ),
      2060: byCount([[3]], 'others follow'),
    },
    tags: {
      ISOSpeedRange: {
        values: [undefined, isoLimit, isoLimit],
        prints: [undefined, prefixed('Max ', decimals(0)), prefixed('Min ', decimals(0))],
      },
      'UsableShootingModes UsableMeteringModes RestrictDriveModes SelectAFAreaSelectMode': {
        print: flags,
        prints: [undefined, flags],
      },
      'ShutterSpeedRange/0': {
        values: [undefined, timeInEighths, timeInEighths],
        prints: [undefined, highTime, lowTime],
      },
      'ShutterSpeedRange/1': {
        values: Array.from({ length: 4 }, () => timeInSteps),
        prints: [prefixed('Manual: ', highTime), lowTime, prefixed('Auto: ', highTime), lowTime],
      },
      'ApertureRange/0': {
        values: [undefined, apertureInEighths, apertureInEighths],
        prints: [undefined, prefixed('Closed ', apertureText), open],
      },
      'ApertureRange/1': {
        values: Array.from({ length: 4 }, () => apertureInSteps),
        prints: [
          prefixed('Manual: Closed ', apertureText),
          open,
          prefixed('Auto: Closed ', apertureText),
          open,
        ],
      },
      'ContinuousShootingSpeed/0': { prints: [undefined, ...speeds] },
      'ContinuousShootingSpeed/1': { prints: speeds },
      'ContinuousShootingSpeed/2': { prints: [undefined, speeds[0], speeds[2]] },
      ContinuousShotLimit: { prints: [undefined, withUnit(' shots')] },
      TimerLength: { prints: ['6 s: ', '16 s: ', 'After release: '].map((name) => prefixed(name)) },
      'TimerLength/1': {
        prints: [undefined, ...['6 s: ', '16 s: ', 'After release: '].map((name) => prefixed(name))],
      },
    },
  },
};
