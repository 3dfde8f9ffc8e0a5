// What the tables of Canon's notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { canonCameraInfo } from './camera-info.js';
import { ciff } from './ciff.js';
import { colorData } from './color-data.js';
import { customFunctions } from './custom-functions.js';
import { canonMain } from './main.js';
import { canonSettings } from './settings.js';

export const canonConversions: readonly Conversions[] = [
  canonMain,
  canonSettings,
  canonCameraInfo,
  colorData,
  customFunctions,
  ciff,
];
