// What the tables of Sony's notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { isNotModel, when } from '../../../../tables/number-conversions.js';
import { cameraInfo } from './camera-info.js';
import { cameraSettings } from './camera-settings.js';
import { sonyMain } from './main.js';
import { metering } from './metering.js';
import { rawData } from './raw-data.js';
import { tag2010 } from './tag-2010.js';
import { tag9050 } from './tag-9050.js';

const faces: Conversions = {
  Tag900b: { choose: { 189: when(isNotModel(/^DSLR-(A450|A500|A550)$/)) } },
};

export const sonyConversions: readonly Conversions[] = [
  sonyMain,
  cameraSettings,
  cameraInfo,
  metering,
  tag2010,
  tag9050,
  faces,
  rawData,
];
