// Shooting menus of the Z series and late DSLRs, and sequences of shots: intervals, focus shift, bracketing. What is
// stored: the tag documentation of ExifTool's Nikon.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import {
  atLeast,
  firstThat,
  is,
  known,
  modelOf,
  number,
  otherwise,
  over,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toNumber, toText } from '../../../../tables/value.js';
import { firmwareBefore, firmwareFrom, isSingleShot } from '../stored-numbers.js';

const DYNAMIC_AREA = 2;

const hasIntervals = atLeast('IntervalShooting', 1);
const inInterval = when((scope) => isSingleShot(scope) && hasIntervals(scope));
const inFocusShift = when((scope) => isSingleShot(scope) && known(scope, 'FocusShiftShooting') > 0);
const inMultipleExposure = when((scope) => known(scope, 'MultipleExposureMode') !== 0);
const bracketsExposure = when((scope) => known(scope, 'BracketSet') < 3);
const hasHdr = when((scope) => known(scope, 'HDR') !== 0);
const inDynamicArea = when(is('AFAreaMode', DYNAMIC_AREA));
const inPixelShift = when((scope) => known(scope, 'PixelShiftShooting') > 0);

/** Bytes that a firmware has put in behind a field. */
const since =
  (version: string, bytes: number) =>
  (scope: Scope): number =>
    firmwareFrom(version)(scope) ? bytes : 0;

/** Where the custom settings of the Z 8 begin moves with its firmware. */
const sinceFirmware = ({ members }: Scope): number => {
  const version = toText(members.get('FirmwareVersion'));
  if (version.startsWith('02.10')) return 4;
  return version >= '03.0' ? 8 : 0;
};

/** Which interval and frame this is. */
const intervalText: Convert = (value, scope) => {
  const interval = toNumber(value);
  if (interval === 0) return 'Off';
  const shots = known(scope, 'ShotsPerInterval');
  const frame = shots > 1 ? ` Frame ${known(scope, 'IntervalFrame')} of ${shots}` : '';
  return `On: Interval ${interval} of ${known(scope, 'Intervals')}${frame}`;
};

/** Which frame this is; with pixel shift too, how many there are is not known. */
const focusShiftText: Convert = (value, scope) => {
  const frame = toNumber(value);
  if (frame === 0) return 'Off';
  const shifted = known(scope, 'PixelShiftActive') === 1;
  return `On: Frame ${frame}${shifted ? '' : ` of ${known(scope, 'FocusShiftNumberShots')}`}`;
};

const secondsText = number((seconds) => (seconds === 1 ? '1 Second' : `${seconds} Seconds`));
const delayText = number((seconds) => (seconds === 0 ? 'No Delay' : `${seconds} sec`));
/** Thousandths of a second. */
const exposureDelay = number((stored) => (stored === 0 ? 'Off' : `${fixed(stored / 1000, 1)} sec`));

const CONTINUOUS = 5;

export const menuSettings: Conversions = {
  MenuInfoZ8: { choose: { 16: firstThat(firmwareBefore('02.00'), firmwareFrom('02.00')) } },
  MenuInfoZ9: { choose: { 16: firstThat(firmwareBefore('03.00'), firmwareBefore('04.00'), otherwise) } },
  MenuSettingsZ6III: {
    choose: {
      446: inMultipleExposure,
      '840 842': bracketsExposure,
      864: hasHdr,
      880: inDynamicArea,
      '906 908 910': inPixelShift,
    },
    tags: { 'PixelShiftDelay PixelShiftInterval': { print: delayText } },
  },
  MenuSettingsZ7II: {
    tags: {
      ReleaseMode: { value: (value, scope) => (known(scope, 'SingleFrame') === 0 ? CONTINUOUS : value) },
    },
  },
  MenuSettingsZ8: {
    choose: {
      154: inMultipleExposure,
      '184 188 192 200 204 208 210': inInterval,
      '244 248 252': inFocusShift,
      '556 558': bracketsExposure,
      582: hasHdr,
      596: inDynamicArea,
    },
    tags: {
      HighFrameRate: { shift: since('02.10', 4) },
      HighFrequencyFlickerReduction: { shift: since('03.00', 4) },
    },
  },
  MenuSettingsZ8v2: {
    choose: { '2048 2050': inPixelShift },
    tags: { MenuSettingsZ8: { shift: sinceFirmware } },
  },
  MenuSettingsZ9: {
    choose: {
      142: inMultipleExposure,
      '188 192': inInterval,
      '232 236 240': inFocusShift,
      '536 538': bracketsExposure,
      576: inDynamicArea,
    },
  },
  'MenuSettingsZ9v3 MenuSettingsZ9v4': {
    choose: {
      156: inMultipleExposure,
      '204 208': inInterval,
      '248 252 256': inFocusShift,
      '556 558': bracketsExposure,
      582: hasHdr,
      596: inDynamicArea,
    },
  },
  MenuSettingsZ9v4: { tags: { HighFrameRate: { shift: since('05.10', 4) } } },
  IntervalInfoD6: { choose: { '380 384 388 390': when(hasIntervals) } },
  'IntervalInfoZ7II SeqInfoD6': { choose: { 40: when(hasIntervals) } },
  SeqInfoZ9: {
    choose: { '32 40': when(isSingleShot), 42: inInterval },
    tags: {
      FocusShiftShooting: {
        print: focusShiftText,
        shift: (scope) => (/^NIKON Z 8/.test(modelOf(scope)) ? since('03.00', 2)(scope) : 0),
      },
    },
  },
  '*': {
    tags: {
      IntervalShooting: { print: intervalText },
      FocusShiftInterval: { print: secondsText },
      // In stops of the power of 2 that a time is.
      ISOAutoShutterTime: { value: over(8) },
      ExposureDelay: { print: exposureDelay },
    },
  },
};
