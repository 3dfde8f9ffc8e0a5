// What the tables of Nikon's notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { asIs, remember } from '../../../../tables/number-conversions.js';
import { remembered } from '../stored-numbers.js';
import { afInfo } from './af-info.js';
import { capture } from './capture.js';
import { customSettings } from './custom-settings.js';
import { flashInfo } from './flash-info.js';
import { lensData } from './lens-data.js';
import { nikonMain } from './main.js';
import { menuSettings } from './menu-settings.js';
import { pictureControl } from './picture-control.js';
import { nikonSettings } from './settings.js';
import { shotInfo } from './shot-info.js';
import { whiteBalance } from './white-balance.js';

/** Tags that say how others are to be read. */
const known: Conversions = {
  '*': {
    tags: {
      ...remembered(
        'AFAreaMode',
        'AFAreaXPosition',
        'AFAreaYPosition',
        'AFCoordinatesAvailable',
        'AFDetectionMethod',
        'AutoCapturedFrame',
        'BracketProgram',
        'BracketSet',
        'CmdDialsReverseRotExposureComp',
        'ColorBalanceVersion',
        'FacesDetected',
        'FirmwareVersion',
        'FlashControlBuilt-in',
        'FlashControlMode',
        'FlashGroupAControlMode',
        'FlashGroupBControlMode',
        'FlashGroupCControlMode',
        'FocusPointSchema',
        'FocusShiftNumberShots',
        'FocusShiftShooting',
        'HDMIBitDepth',
        'HDR',
        'IntervalFrame',
        'IntervalShooting',
        'Intervals',
        'LensID',
        'MultipleExposureMode',
        'PhaseDetectAF',
        'PixelShiftActive',
        'PixelShiftShooting',
        'PlaybackFlickDown',
        'PlaybackFlickUp',
        'RetouchInfoVersion',
        'ShotsPerInterval',
        'ShutterMode',
        'SingleFrame',
        'TextEncoding',
      ),
      'AFInfo2Version DynamicAFAreaSize FlashMasterControlMode FocusMode HDMIOutputHDR MovieType': {
        raw: asIs,
      },
      PhotoShootingMenuBankImageArea: { raw: remember('ImageArea') },
    },
  },
};

export const nikonConversions: readonly Conversions[] = [
  nikonMain,
  shotInfo,
  menuSettings,
  customSettings,
  nikonSettings,
  lensData,
  flashInfo,
  afInfo,
  pictureControl,
  whiteBalance,
  capture,
  known,
];
