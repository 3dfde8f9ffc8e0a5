// Canon's records of colour: which layout a version has, and what its numbers mean (what is stored: the tag
// documentation of ExifTool's Canon.pm).
import { fixed } from '../../../../present/exposure.js';
import type { Conversions, Convert } from '../../../../tables/conversion.js';
import {
  decimals,
  known,
  number,
  onlyIf,
  remember,
  unlessZero,
  when,
} from '../../../../tables/number-conversions.js';
import { swappedHalves } from '../stored-numbers.js';

const ofVersion = (...versions: readonly number[]) =>
  when((scope) => versions.includes(known(scope, 'ColorDataVersion')));

/** Share of the flash's full light, in 16ths of stops; a code stands for none. */
const NO_OUTPUT = 255;
const flashOutput: Convert = number((code) => (code >= NO_OUTPUT ? NO_OUTPUT : 2 ** ((code - 200) / 16)));
const percent = decimals(0, '%');

export const colorData: Conversions = {
  'ColorData2 ColorData3 ColorData4 ColorData5 ColorData6 ColorData7 ColorData8 ColorData9 ColorData10 ColorData11 ColorData12':
    {
      tags: {
        ColorDataVersion: { raw: remember('ColorDataVersion') },
        NormalWhiteLevel: { raw: unlessZero },
        'RawMeasuredRGGB MeasuredRGGBData': { value: swappedHalves },
        FlashOutput: {
          value: flashOutput,
          print: number((share, scope) =>
            share === NO_OUTPUT ? 'Strobe or Misfire' : percent(share * 100, scope),
          ),
        },
        FlashBatteryLevel: {
          print: number((level) => (level === 0 ? 'n/a' : `${fixed((level * 5) / 186, 2)}V`)),
        },
        ColorTempFlashData: { raw: onlyIf((kelvin) => kelvin >= 2000 && kelvin <= 12_000) },
      },
    },
  ColorData4: {
    choose: {
      '692 696 697 698': ofVersion(4, 5),
      '715 720 721': ofVersion(6, 7),
      719: (scope) => (ofVersion(6, 7)(scope) === 0 ? 0 : ofVersion(9)(scope) === 0 ? 1 : -1),
      '723 724 725': ofVersion(9),
    },
  },
  ColorData5: {
    choose: {
      71: (scope) => [-3, -4].indexOf(known(scope, 'ColorDataVersion')),
      '264 662': ofVersion(-3),
      '333 1385 1386': ofVersion(-4),
    },
  },
  ColorData7: {
    choose: { '429 504 508 509 510': ofVersion(10), '619 728 732 733 734': ofVersion(11) },
  },
  ColorData8: {
    choose: {
      '556 560 561 562': ofVersion(14),
      '778 782 783 784': when((scope) => {
        const version = known(scope, 'ColorDataVersion');
        return version < 14 || version === 15;
      }),
    },
  },
};
