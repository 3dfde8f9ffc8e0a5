// Custom settings of each camera, as its menu has them. What is stored: the tag documentation of ExifTool's
// NikonCustom.pm.
import type { Conversion, Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  exposureTimeText,
  firstThat,
  is,
  modelOf,
  number,
  otherwise,
  over,
  plus,
  powerOfTwo,
  signedDecimals,
  signedOrZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { outputFraction } from '../stored-numbers.js';

const reflexCameras =
  'SettingsD3 SettingsD4 SettingsD5 SettingsD500 SettingsD5000 SettingsD5100 SettingsD5200 SettingsD610 ' +
  'SettingsD700 SettingsD7000 SettingsD80 SettingsD800 SettingsD810 SettingsD850 SettingsD90';
const mirrorlessCameras = 'SettingsZ6III SettingsZ8 SettingsZ9 SettingsZ9v4';

const frames = withUnit(' fps');
const fineTuning =
  'FineTuneOptMatrixMetering FineTuneOptCenterWeighted FineTuneOptSpotMetering FineTuneOptHighlightWeighted';

/** Sixths of a stop in four bits, the upper half of them below 0. */
const fourBitSixths = number((bits) => (bits > 7 ? bits - 16 : bits) / 6);

// Flashes in D-series menus: built in, or commanded.

const MANUAL = 1;
const REPEATING = 2;
const COMMANDER = 3;
const flashIs = (control: number) => when(is('FlashControlBuilt-in', control));

const manualOutputs =
  'ManualFlashOutput CommanderInternalManualOutput CommanderGroupAManualOutput CommanderGroupBManualOutput';
const commanderCompensations =
  'CommanderInternalTTLComp CommanderInternalTTLCompBuiltin CommanderInternalTTLCompGroupA ' +
  'CommanderInternalTTLCompGroupB CommanderGroupA_TTL-AAComp CommanderGroupB_TTL-AAComp ' +
  'CommanderGroupA_TTLComp CommanderGroupB_TTLComp';

/** Counts from 1 to 10, those behind them go on by `step` from `next`. */
const countedInSteps = (step: number, next: number) =>
  number((stored) => (stored < 10 ? stored + 1 : next + step * (stored - 10)));

const flash: { readonly [names: string]: Conversion } = {
  // Thirds of a stop below full output.
  [manualOutputs]: { value: powerOfTwo((thirds) => -thirds / 3), print: outputFraction },
  // Stops below a quarter of full output.
  RepeatingFlashOutput: { value: powerOfTwo((stops) => -stops - 2), print: exposureTimeText },
  RepeatingFlashCount: { value: countedInSteps(5, 15) },
  RepeatingFlashRate: { value: countedInSteps(10, 20), print: withUnit(' Hz') },
  CommanderChannel: { value: plus(1) },
  // Thirds of a stop around 9.
  [commanderCompensations]: { value: number((stored) => (stored - 9) / 3), print: signedOrZero(1) },
};

/** Full output or whole stops below it. */
const outputInStops: Conversion = { value: powerOfTwo((stops) => -stops), print: outputFraction };

const isD3 = byModel([/D3[SX]?\b/]);
const isD3S = byModel([/D3S\b/]);
const isD300 = byModel([/D300S?\b/]);
const hasLaterMenu = (scope: Scope): boolean => /(D3S|D300S)\b/.test(modelOf(scope));

/** Times of the Z series are in 24ths of a power of 2, but for whole seconds. */
const flashShutterSpeed = number((stored) =>
  (stored - 16) % 24 === 0 ? 2 + (stored - 16) / 24 : stored / 24,
);

export const customSettings: Conversions = {
  SettingsD3: {
    choose: {
      '1.5 9.2': when((scope) => isD3S(scope) !== 0),
      '2.3 7.1 9.3 12.2 14.1 14.2 15.1 15.2 16.1 16.2 20.1': byModel([/D3[SX]?\b/], 'others follow'),
      '2.4 3.1 3.2 10.3 12.3 12.4': isD3,
      '2.5 3.3 12.5 12.6 13.3 13.4': isD300,
      '4.1 4.2 4.3 4.4 13.5': isD3S,
      12.7: when(hasLaterMenu),
      '21.1 21.2 21.3': firstThat((scope) => !hasLaterMenu(scope), otherwise),
    },
  },
  SettingsD4: { choose: { '50.1 50.2 50.3 51.1 54.1 55.1': byModel([/\bD4S/]) } },
  SettingsD40: {
    tags: { ManualFlashOutput: outputInStops, FlashLevel: { value: over(6), print: signedDecimals(1) } },
  },
  SettingsD700: {
    choose: {
      16.2: flashIs(MANUAL),
      '17.1 17.2 18.1': flashIs(REPEATING),
      '18.2 20.1 21.1 22.1': flashIs(COMMANDER),
    },
  },
  'SettingsD7000 SettingsD800': {
    choose: {
      23.2: flashIs(MANUAL),
      '24.1 24.2 25.1': flashIs(REPEATING),
      '26.1 27.1 28.1': flashIs(COMMANDER),
    },
  },
  SettingsD80: {
    tags: {
      [manualOutputs]: outputInStops,
      FlashShutterSpeed: { value: powerOfTwo((stops) => stops - 6), print: exposureTimeText },
    },
  },
  [mirrorlessCameras]: {
    choose: { '186 190': firstThat(is('CmdDialsReverseRotExposureComp', 0), otherwise) },
    tags: {
      [fineTuning]: { value: over(6), print: signedOrZero(2) },
      'CLModeShootingSpeed CHModeShootingSpeed': { value: plus(1), print: frames },
      MaxContinuousRelease: { value: (shots) => (shots === -1 ? 'No Limit' : shots) },
      FlashSyncSpeed: { value: number((stored) => (stored - 144) / 8) },
      FlashShutterSpeed: { value: flashShutterSpeed },
      MovieAFSpeed: { value: plus(-5) },
    },
  },
  [reflexCameras]: {
    tags: {
      ...flash,
      [fineTuning]: { value: fourBitSixths, print: signedOrZero(2) },
      CLModeShootingSpeed: { print: frames },
    },
  },
};
