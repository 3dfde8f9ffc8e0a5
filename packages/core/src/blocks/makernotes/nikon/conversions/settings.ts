// The list of settings that the D6, D780 and the first Z series store. What is stored: the tag documentation of
// ExifTool's NikonSettings.pm.
import type { Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  firstThat,
  is,
  known,
  number,
  plus,
  signedOrZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';

const isD6 = /^NIKON D6\b/i;
const isEarlyZ = /^NIKON Z (5|50|6|6_2|7|7_2|fc)\b/i;

/** Many settings have other labels for the D6 than for the Z series. */
const byCamera = byModel([isD6, isEarlyZ]);

const WHITE_BALANCE = 4;
const ACTIVE_D_LIGHTING = 5;

/** Exposure, flash or both. */
const bracketsExposure = (scope: Scope): boolean => known(scope, 'BracketSet') < WHITE_BALANCE;
const bracketsWhiteBalance = is('BracketSet', WHITE_BALANCE);
const bracketsLighting = is('BracketSet', ACTIVE_D_LIGHTING);

/** There is an increment unless the program is the one that stands for none. */
const hasProgramBut = (disabled: number) => (scope: Scope) => known(scope, 'BracketProgram') !== disabled;

const TEN_BITS = 2;
const LOW_SPEED_OF_SLR = 62;

/** Frames a second, counted down from the fastest. */
const framesBelow = (fastest: number) => number((stored) => fastest - stored);

export const nikonSettings: Conversions = {
  'NikonSettings::Main': {
    choose: {
      '1 2 13': byModel([isD6, /^NIKON Z (7|7_2)\b/i]),
      '29 32 45 52 71 82 83 84 108 128 151 163 165 167 177 179 182': byCamera,
      // The first depend on settings that are not among the known ones.
      90: () => 2,
      139: () => 1,
      '160 162': byModel([isD6, /^NIKON Z [67]\b/, isEarlyZ]),
      237: byModel([isD6], 'others follow'),
      '259 260': when(is('HDMIBitDepth', TEN_BITS)),
      266: firstThat(bracketsExposure, bracketsWhiteBalance, bracketsLighting),
      267: firstThat(
        (scope) => bracketsExposure(scope) && hasProgramBut(19)(scope),
        (scope) => bracketsWhiteBalance(scope) && hasProgramBut(5)(scope),
      ),
      268: when((scope) => bracketsLighting(scope) && hasProgramBut(10)(scope)),
      314: when(is('PlaybackFlickUp', 1)),
      316: when(is('PlaybackFlickDown', 1)),
    },
    tags: {
      'FineTuneOptMatrixMetering FineTuneOptCenterWeighted FineTuneOptSpotMetering FineTuneOptHighlightWeighted':
        {
          value: number((sixths) => (sixths - 7) / 6),
          print: signedOrZero(2),
        },
      SelfTimerShotCount: { value: number((stored) => 10 - stored) },
      CLModeShootingSpeed: {
        value: (value, scope) => framesBelow(scope.id === LOW_SPEED_OF_SLR ? 6 : 11)(value, scope),
        print: withUnit(' fps'),
      },
      CHModeShootingSpeed: { value: framesBelow(15), print: withUnit(' fps') },
      'MovieAFSpeed MonitorBrightness': { value: plus(-6) },
      BracketIncrement: { print: plus(-6) },
    },
  },
};
