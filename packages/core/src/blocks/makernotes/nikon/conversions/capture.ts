// Edits of Nikon Capture, and what Nikon's scanners store. What is stored: the tag documentation of ExifTool's
// NikonCapture.pm and Nikon.pm.
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import { decimals, number, over, plus, times } from '../../../../tables/number-conversions.js';
import { toText, wordList } from '../../../../tables/value.js';

const startsWithVersion = { valid: (value: Parameters<Convert>[0]) => toText(value).startsWith('0100') };

const eachWithTwoDecimals: Convert = (value, scope) =>
  wordList(value)
    .map((one) => decimals(2)(one, scope))
    .join(' ');

export const capture: Conversions = {
  'Nikon::Main': { tags: { 'NikonCaptureOffsets NikonCaptureOutput': startsWithVersion } },
  Brightness: { tags: { BrightnessAdj: { value: times(50) } } },
  CropData: { tags: { 'CropLeft CropTop CropRight CropBottom CropSourceResolution': { value: over(2) } } },
  Exposure: { tags: { ExposureAdj: { value: over(100) }, ExposureAdj2: { print: decimals(4) } } },
  PictureCtrl: {
    tags: {
      'QuickAdjust HueAdj': { value: plus(-128) },
      'SharpeningAdj ContrastAdj BrightnessAdj SaturationAdj': {
        value: number((stored) => (stored === 0 ? 'Auto' : stored - 128)),
      },
    },
  },
  Scan: { tags: { MasterGain: { print: decimals(2) }, ColorGain: { print: eachWithTwoDecimals } } },
  GEM: { tags: { DigitalGEM: { value: number((stored) => (stored < 95 ? stored / 20 - 1 : 4)) } } },
  ROC: { tags: { DigitalROC: { value: over(10) } } },
};
