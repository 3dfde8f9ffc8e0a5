// Colour balance: levels of red, green and blue. What is stored: the tag documentation of ExifTool's Nikon.pm.
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import { modelOf, when } from '../../../../tables/number-conversions.js';
import { toNumber, toText, wordList } from '../../../../tables/value.js';

/** Red and blue are stored as halves. */
const doubled: Convert = (value) => {
  const levels = wordList(value).map(toNumber);
  return levels.length < 4 ? value : levels.map((level, i) => (i === 0 || i === 3 ? level * 2 : level));
};

const lights =
  ' Daylight Cloudy Shade Tungsten FluorescentW FluorescentN FluorescentD Flash HTMercury Custom Auto'.split(
    ' ',
  );

export const whiteBalance: Conversions = {
  ColorBalanceA: { choose: { 690: when((scope) => modelOf(scope) !== 'E8700') } },
  ColorBalanceC: {
    choose: { 116: when(({ members }) => toText(members.get('ColorBalanceVersion')) >= '0104') },
  },
  'ColorBalanceB ColorBalanceC': {
    tags: { [lights.map((light) => `WB_RGGBLevels${light}`).join(' ')]: { value: doubled } },
  },
};
