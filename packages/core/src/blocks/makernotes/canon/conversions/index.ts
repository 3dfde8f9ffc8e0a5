// What the tables of Canon's notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { cameraInfo } from './camera-info.js';
import { colorData } from './color-data.js';
import { customFunctions } from './custom-functions.js';
import { main } from './main.js';
import { settings } from './settings.js';

export const canonConversions: readonly Conversions[] = [
  main,
  settings,
  cameraInfo,
  colorData,
  customFunctions,
];
