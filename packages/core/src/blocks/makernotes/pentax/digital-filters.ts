// Filters that the camera made the picture with: a number of the filter, then pairs of a setting and its value
// (ExifTool's Pentax.pm has the list).

import type { Conversion, Convert } from '../../../tables/conversion.js';
import { asBytes, isSet, toText, wordList } from '../../../tables/value.js';
import type { Labels } from '../../../types.js';

const [signed, plain] = ['+', ''];
const onOff = ['Off', 'On'];
const colors = ['', 'Red', 'Magenta', 'Blue', 'Cyan', 'Green', 'Yellow'];
const strengths = ['', 'Weak', 'Medium', 'Strong'];
const levels = ['', 'Low', 'Medium', 'High'];

/** By number: the name of a setting, and its values by name, or what stands before its number where that is above 0. */
const settings: Readonly<Record<string, readonly [name: string, values: readonly string[] | string]>> = {
  1: ['Brightness', signed],
  2: ['Saturation', signed],
  3: ['Hue', signed],
  4: ['Contrast', signed],
  5: ['Sharpness', signed],
  6: ['SoftFocus', plain],
  7: ['ShadowBlur', onOff],
  8: ['HighContrast', plain],
  9: ['Color', colors],
  10: ['Density', ['', 'Light', 'Standard', 'Dark']],
  11: ['ExtractedColor', ['Off', ...colors.slice(1)]],
  12: ['ColorRange', signed],
  13: ['FilterEffect', ['Off', 'Red', 'Green', 'Blue', 'Infrared']],
  14: ['ToningBA', signed],
  15: ['InvertColor', onOff],
  16: ['Slim', signed],
  17: ['EffectDensity', ['', 'Sparse', 'Normal', 'Dense']],
  18: ['Size', ['', 'Small', 'Medium', 'Large']],
  19: ['Angle', ['0deg', '', '30deg', '45deg', '60deg']],
  20: ['Fisheye', strengths],
  21: ['DistortionType', plain],
  22: ['DistortionLevel', ['Off', ...strengths.slice(1)]],
  23: ['ShadingType', plain],
  24: ['ShadingLevel', signed],
  25: ['Shading', plain],
  26: ['Blur', plain],
  27: ['ToneBreak', ['Off', 'Red', 'Green', 'Blue', 'Yellow']],
  28: ['Toning', signed],
  29: ['FrameComposite', ['None', 'Thin', 'Medium', 'Thick']],
  30: ['PastelStrength', strengths],
  31: ['Intensity', plain],
  32: ['Saturation2', ['Off', ...levels.slice(1)]],
  33: ['HDR', strengths],
  35: ['FocusPlane', signed],
  36: ['FocusWidth', ['', 'Narrow', 'Middle', 'Wide']],
  37: ['PlaneAngle', ['Horizontal', 'Vertical', 'Positive slope', 'Negative slope']],
  38: ['Blur2', plain],
  39: ['Shape', ['', 'Cross', 'Star', 'Snowflake', 'Heart', 'Note']],
  40: ['Posterization', plain],
  41: ['Contrast2', levels],
  42: ['ScratchEffect', onOff],
  45: ['ToneExpansion', levels],
  47: ['UnicolorBold', colors],
  48: ['BoldMonochrome', plain],
  49: ['OriginalColor', colors],
  50: ['NewColor', colors],
  51: ['ColorScale', plain],
  52: ['Toning2', signed],
};

/** The number of the filter in a byte, all else in signed ones; nothing where there is no filter. */
const numbers: Convert = (value) => {
  const bytes = asBytes(value);
  return bytes[0] ? [bytes[0], ...new Int8Array(bytes.subarray(1))] : undefined;
};

/** The filter and each of its settings. */
function filterTexts(value: Parameters<Convert>[0], labels: Labels): readonly string[] {
  const [filter = '', ...pairs] = wordList(value).map(toText);
  const texts = [labels[filter] || `Unknown (${filter})`];
  for (let i = 0; i + 1 < pairs.length; i += 2)
    if (isSet(pairs[i])) texts.push(settingText(pairs[i]!, pairs[i + 1]!));
  return texts;
}

function settingText(setting: string, value: string): string {
  const [name, values] = settings[setting] ?? [];
  if (name === undefined || values === undefined) return `Unknown(${setting})=${value}`;
  if (typeof values !== 'string') return `${name}=${values[Number(value)] || `Unknown(${value})`}`;
  return `${name}=${Number(value) > 0 ? values : ''}${value}`;
}

export const digitalFilter: Conversion = {
  raw: numbers,
  isTextList: true,
  unlabelled: (value, _, labels) => filterTexts(value, labels),
};
