// Flash units: modes, output and compensation of the camera's and of each group. What is stored: the tag documentation
// of ExifTool's Nikon.pm.
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import {
  atLeast,
  firstThat,
  is,
  number,
  otherwise,
  padded,
  signedOrZero,
  unless,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import { wordList } from '../../../../tables/value.js';
import { flashCompensation, flashOutput, stopsFromTurnedSixths } from '../stored-numbers.js';

/** From this control mode on a flash has an output of its own, below it a compensation. */
const MANUAL = 6;

const outputOf = (mode: string) => firstThat(atLeast(mode, MANUAL), otherwise);
const ofCamera = outputOf('FlashControlMode');
const ofGroupA = outputOf('FlashGroupAControlMode');
const ofGroupB = outputOf('FlashGroupBControlMode');
const ofGroupC = outputOf('FlashGroupCControlMode');
/** In these records ExifTool tells a compensation of group B in every mode. */
const asCompensation = (): number => 1;

/** A firmware of no flash that is known: release and revision. */
const unknownFirmware: Convert = (value, scope) => {
  const [release, revision] = wordList(value);
  return `${release}.${padded(2)(revision, scope)} (Unknown model)`;
};

const ifSet = unless(0, 255);

export const flashInfo: Conversions = {
  FlashInfo0100: { choose: { 10: ofCamera, 17: ofGroupA, 18: ofGroupB } },
  FlashInfo0102: { choose: { 10: ofCamera, 18: ofGroupA, 19: asCompensation, 20: ofGroupC } },
  FlashInfo0103: { choose: { 10: ofCamera, 19: ofGroupA, 20: asCompensation, 21: ofGroupC } },
  FlashInfo0106: { choose: { 39: ofCamera, 40: ofGroupA, 41: asCompensation, 42: ofGroupC } },
  FlashInfo0107: { choose: { 40: ofGroupA, 41: ofGroupB, 42: ofGroupC } },
  FlashInfo0300: {
    choose: {
      10: when(is('FlashControlMode', 1, 2)),
      33: when(atLeast('FlashControlMode', MANUAL)),
      40: ofGroupA,
      41: ofGroupB,
      42: ofGroupC,
    },
    tags: {
      'FlashGroupACompensation FlashGroupBCompensation FlashGroupCCompensation': {
        value: number((sixths) => (2 - sixths) / 6),
      },
    },
  },
  'FlashInfo0100 FlashInfo0102': {
    tags: { 'FlashFocalLength RepeatingFlashRate RepeatingFlashCount': { raw: unlessZero } },
  },
  'FlashInfo0100 FlashInfo0102 FlashInfo0103 FlashInfo0106 FlashInfo0107 FlashInfo0300': {
    tags: {
      ExternalFlashFirmware: { unlabelled: unknownFirmware },
      'FlashOutput FlashGroupAOutput FlashGroupBOutput FlashGroupCOutput': flashOutput,
      'FlashCompensation ExternalFlashCompensation FlashExposureComp3 FlashExposureComp4': flashCompensation,
      'FlashGroupACompensation FlashGroupBCompensation FlashGroupCCompensation': {
        value: stopsFromTurnedSixths,
        print: signedOrZero(1),
      },
      FlashFocalLength: { raw: ifSet, print: withUnit(' mm') },
      RepeatingFlashRate: { raw: ifSet, print: withUnit(' Hz') },
      RepeatingFlashCount: { raw: ifSet },
    },
  },
};
