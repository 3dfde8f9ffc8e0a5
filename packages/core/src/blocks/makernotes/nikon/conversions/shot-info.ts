// Shot information: firmware, counts, and where the parts of it lie that others of these files are about. What is
// stored: the tag documentation of ExifTool's Nikon.pm.

import { fixed } from '../../../../present/exposure.js';
import type { Conversions } from '../../../../tables/conversion.js';
import {
  byModel,
  decimals,
  exposureTimeText,
  firstThat,
  inTurn,
  known,
  modelOf,
  number,
  onlyMatching,
  otherwise,
  plus,
  powerOfTwo,
  remember,
  setBits,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { toText } from '../../../../tables/value.js';
import type { Labels } from '../../../../types.js';
import {
  firmwareBefore,
  firmwareFrom,
  flashCompensation,
  isoFromTwelfths,
  isSingleShot,
} from '../stored-numbers.js';
import { firstAreaPlace } from './first-area.js';

const firmwareIs =
  (pattern: RegExp) =>
  ({ members }: Scope): boolean =>
    pattern.test(toText(members.get('FirmwareVersion')));

const versionIs = (version: string) => when(({ members }) => members.get('ShotInfoVersion') === version);

const isTiff = ({ members }: Scope): boolean => members.get('FILE_TYPE') === 'TIFF';
const isJpeg = ({ members }: Scope): boolean => members.get('FILE_TYPE') === 'JPEG';
const unlessTiff = when((scope) => !isTiff(scope));

const criteria: Labels = { 0: 'Distance', 1: 'Motion', 2: 'Subject Detection' };
const directions: Labels = {
  0: 'Top Left',
  1: 'Top Right',
  2: 'Bottom Left',
  3: 'Bottom Right',
  4: 'Left',
  5: 'Right',
  6: 'Top Center',
  7: 'Bottom Center',
};
const ALL_DIRECTIONS = 255;

/** Angles are stored from 0 to 360 degrees. */
const angle = { value: number((degrees) => (degrees <= 180 ? degrees : degrees - 360)), print: decimals(1) };

/** Tenths of a metre. */
const tenthsOfMetre = { print: number((tenths) => `${fixed(tenths / 10, 1)} m`) };

const withVersion1 = firmwareIs(/^1\.00/);

export const shotInfo: Conversions = {
  ShotInfo: {
    choose: {
      16: byModel([/P6000\b/]),
      '106 110 130': versionIs('0204'),
      117: versionIs('0207'),
      '343 430': versionIs('0205'),
      589: versionIs('0211'),
    },
    tags: {
      ShotInfoVersion: {
        raw: (value, { members }) => {
          members.set('ShotInfoVersion', toText(value));
          return /^\d+$/.test(toText(value)) ? value : undefined;
        },
      },
      FirmwareVersion: { raw: onlyMatching(/^\d\.\d+[^\n]\n?$/) },
      ShutterCount: { value: (value) => (value instanceof Uint8Array ? value[0]! * 256 + value[1]! : value) },
    },
  },
  ShotInfoD300b: { choose: { 732: firstThat(firmwareIs(/^1\.10B$/), otherwise) } },
  ShotInfoD3b: { choose: { 637: when(firmwareIs(/^1\.01/)), 639: when(firmwareIs(/^2\.0/)) } },
  ShotInfoD4S: {
    choose: {
      5965: unlessTiff,
      6301: when(withVersion1),
      '6338 6461': when((scope) => !withVersion1(scope)),
    },
  },
  ShotInfoD800: {
    tags: {
      RepeatingFlashOutputExternal: { value: powerOfTwo((sixths) => -sixths / 6), print: exposureTimeText },
      'RepeatingFlashRateExternal RepeatingFlashRateBuilt-in': { raw: unlessZero, print: withUnit(' Hz') },
      'RepeatingFlashCountExternal RepeatingFlashCountBuilt-in': { raw: unlessZero },
      FlashExposureComp2: flashCompensation,
    },
  },
  ShotInfoZ6III: {
    choose: {
      136: when(isSingleShot),
      144: when((scope) => /^NIKON Z6_3\b/i.test(modelOf(scope)) && firmwareBefore('02.00')(scope)),
    },
  },
  ShotInfoZ7II: {
    choose: {
      136: byModel([/^NIKON Z f\b/i]),
      152: byModel([/^NIKON Z (30|5|50|6|6_2|7|7_2|8|fc)\b/i]),
    },
  },
  ShotInfoZ8: { choose: { 128: when(firmwareFrom('02.00')), 132: when(isSingleShot) } },
  ShotInfoZ9: {
    choose: { 88: when(firmwareFrom('03.01')), 128: when(firmwareFrom('04.00')), 132: when(isSingleShot) },
  },
  'ShotInfoD300S ShotInfoD300a ShotInfoD300b ShotInfoD3S ShotInfoD3X ShotInfoD3a ShotInfoD3b': {
    tags: { ISO2: isoFromTwelfths },
  },
  'ShotInfoD5000 ShotInfoD700 ShotInfoD90 ISOInfo': { tags: { 'ISO ISO2': isoFromTwelfths } },
  'BracketingInfoD500 BracketingInfoD810': { choose: { '15 16': unlessTiff } },
  MoreSettingsD850: { choose: { 36: when(isJpeg) } },
  CustomSettingsD500: { choose: { 0: byModel([/\bD5\b/], 'others follow') } },
  'ShootingMenuD500 OtherInfoD500': { choose: { '2 532': byModel([/\bD500\b/]) } },
  RotationInfoD500: {
    choose: { '32 36': when((scope) => modelOf(scope) === 'NIKON D5' && firmwareFrom('1.40')(scope)) },
    tags: { 'Interval IntervalFrame': { print: number((count) => (count > 0 ? count : '')) } },
  },
  OrientationInfo: { tags: { 'RollAngle PitchAngle YawAngle': angle } },
  AutoCaptureInfo: {
    choose: {
      '1 55 56 74 78 95 99 100 105 106': when((scope) => known(scope, 'AutoCapturedFrame') !== 0),
    },
    tags: {
      AutoCaptureCriteria: { print: (value) => setBits(value, criteria) },
      'AutoCaptureDistanceFar AutoCaptureDistanceNear': tenthsOfMetre,
      AutoCaptureCriteriaMotionDirection: {
        print: (value) => (value === ALL_DIRECTIONS ? 'All' : setBits(value, directions)),
      },
      AutoCaptureCriteriaSubjectType: { value: plus(1) },
    },
  },
  Offset13InfoZ9: {
    choose: { '3048 3049 3050 3051': when(isSingleShot) },
    tags: {
      // In focus points, as the camera's menu gives them.
      AFAreaInitialWidth: {
        raw: inTurn(
          number((stored) => 1 + Math.trunc(stored / 4)),
          remember('AFAreaInitialWidth'),
        ),
      },
      AFAreaInitialHeight: {
        raw: inTurn(
          number((stored) => 1 + Math.trunc(stored / 7)),
          remember('AFAreaInitialHeight'),
        ),
      },
      ...firstAreaPlace,
    },
  },
};
