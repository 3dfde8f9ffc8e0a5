// Picture Controls: settings around a normal, and the portrait impression of the Z series. What is stored: the tag
// documentation of ExifTool's Nikon.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import { decimals, number, plus, signedDecimals, when } from '../../../../tables/number-conversions.js';
import { toNumber, toText, wordList } from '../../../../tables/value.js';
import { readable } from '../readable-text.js';
import { firmwareFrom } from '../stored-numbers.js';

/** Numbers that are no settings. */
const special: { readonly [code: number]: string } = { 127: 'n/a', '-128': 'Auto', '-127': 'User' };

/** A setting around 128: the word for its normal, else a number. */
function setting(normal: string, text: (number: number) => string): Conversion {
  return {
    value: plus(-128),
    print: number((value) => (value === 0 ? normal : (special[value] ?? text(value)))),
  };
}

const withSign = (value: number): string => (value > 0 ? `+${value}` : String(value));
const inQuarters = (value: number): string => fixed(value / 4, 2);

const quarters = setting('None', inQuarters);
const names: Conversion = { print: readable };

const NEUTRAL = 128;

/** Colour and brightness of a portrait, in quarters around 128. */
const portraitImpression: Convert = (value, scope) => {
  const text = toText(value);
  if (text === '0 0' || text === '255 255') return 'Off';
  const [color = 0, brightness = 0] = wordList(value).map((one) => toNumber(one) - NEUTRAL);
  const size = decimals(1)(Math.abs(color) / 4, scope);
  const hue = color === 0 ? 'Color: Neutral' : `${color > 0 ? 'Yellow' : 'Magenta'}: ${size}`;
  const light = brightness === 0 ? 'Neutral' : signedDecimals(1)(brightness / 4, scope);
  return `${hue} Brightness: ${light}`;
};

export const pictureControl: Conversions = {
  PictureControl: {
    tags: {
      'Contrast Brightness Saturation': setting('Normal', withSign),
      Sharpness: setting('No Sharpening', String),
      HueAdjustment: setting('None', withSign),
      ToningSaturation: { value: plus(-128), print: number((value) => (value === 127 ? 'n/a' : value)) },
    },
  },
  'PictureControl2 PictureControl3': {
    tags: {
      'Sharpness MidRangeSharpness Clarity Contrast Saturation Hue ToningSaturation': quarters,
      Brightness: setting('Normal', inQuarters),
    },
  },
  'PictureControl PictureControl2 PictureControl3': {
    tags: {
      'PictureControlName PictureControlBase': names,
      PictureControlQuickAdjust: setting('Normal', withSign),
    },
  },
  PortraitInfoZ7II: {
    choose: { 160: when(firmwareFrom('01.30')) },
    tags: { PortraitImpressionBalance: { print: portraitImpression } },
  },
};
