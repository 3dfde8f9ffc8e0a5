// The enciphered records 0x2010, 0x9405 and 0x9416: exposure, focal lengths and the lens. Models that have the same
// layout in the main are told apart here. What is stored: the tag documentation of ExifTool's Sony.pm.
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  byModel,
  is,
  isModel,
  isNotModel,
  number,
  over,
  remember,
  when,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { asBytes } from '../../../../tables/value.js';
import { adaptedLens } from '../lens.js';
import {
  apertureIn256ths,
  countedFrom0,
  isoIn256ths,
  longestFocalLength,
  millimetresInTenths,
  plusSigned,
  secondsAsStored,
  stopsAboveBaseIso,
  timeIn256ths,
  turnedStopsIn256ths,
  zoomPosition,
} from '../stored-numbers.js';

/** A year of two bytes, then month, day, hour, minute and second. */
const dateTime: Convert = (value) => {
  const [low = 0, high = 0, ...rest] = asBytes(value);
  if (rest.length < 5) return undefined;
  const [month, day, ...clock] = rest.map((part) => String(part).padStart(2, '0'));
  return `${String(low + 256 * high).padStart(4, '0')}:${month}:${day} ${clock.slice(0, 3).join(':')}`;
};

/** The mount, left for the lenses behind; compacts have none. */
const mountBut = (without: RegExp): Conversion => ({
  raw: (value, scope) => {
    remember('LensMount')(value, scope);
    return isModel(without)(scope) ? undefined : value;
  },
});

const compact = /^DSC-/;
const compactOrStellar = /^(DSC-|Stellar)/;
const notCompact = when(isNotModel(compact));
const notCompactOrStellar = when(isNotModel(compactOrStellar));
const aMount = when(is('LensMount', 1));
const eMount = when(is('LensMount', 2));

const rx100 = /^(DSC-RX100|Stellar)\b/;
const simple2010e = /^(SLT-A58|ILCE-(3000|3500)|NEX-3N|DSC-(HX300|HX50V|WX60|WX80|WX200|WX300|TX30))\b/;

/** Cameras of one generation share the place of the vignetting and chromatic corrections. */
const first9405b = /^(ILCA-(68|77M2)|ILCE-(5000|5100|6000|7|7R|7S|QX1)|Lusso)\b/;
const early9416 = /^(ILCE-(1|7SM3)|ILME-FX3A?)\b/;
const later9416 = /^(ILCE-(1M2|6700|7CM2|7CR|7RM5)|ILME-(FX2|FX30)|ZV-(E1|E10M2))\b/;

/** Models whose records are longer or shorter in places. */
const shiftedBy =
  (bytes: number, model: RegExp) =>
  (scope: Scope): number =>
    isModel(model)(scope) ? bytes : 0;
const latest = /^ILCE-(7M5|7RM6)/;
const none: Convert = () => undefined;

export const tag2010: Conversions = {
  'Tag2010a Tag2010b Tag2010c Tag2010d Tag2010e Tag2010f Tag2010g Tag2010h Tag2010i Tag9405a Tag9405b Tag9416':
    {
      tags: {
        StopsAboveBaseISO: stopsAboveBaseIso,
        BrightnessValue: { value: number((code) => code / 256 - 56.6) },
        ExposureCompensation: turnedStopsIn256ths,
        'SequenceImageNumber SequenceFileNumber': countedFrom0,
        SonyDateTime: { value: dateTime },
        'SonyISO BaseISO': isoIn256ths,
        DigitalZoomRatio: { value: over(16) },
        'FocalLength MinFocalLength': millimetresInTenths,
        MaxFocalLength: longestFocalLength,
        LensType: { unlabelled: adaptedLens },
        SonyExposureTime2: timeIn256ths,
        ExposureTime: secondsAsStored,
        'SonyFNumber SonyFNumber2 SonyMaxApertureValue': apertureIn256ths,
        Sharpness: { print: plusSigned },
        LensZoomPosition: zoomPosition,
      },
    },
  'Tag2010e Tag9405a': { tags: { LensMount: mountBut(compactOrStellar) } },
  'Tag2010g Tag2010h Tag2010i Tag9405b Tag9416': { tags: { LensMount: mountBut(compact) } },
  Tag2010e: {
    choose: {
      4692: byModel([/^(SLT-(A99|A99V)|NEX-(5R|5T|6|VG900|VG30E)|DSC-RX100|Stellar|HV)\b/]),
      4696: byModel([/^DSC-(RX1|RX1R)\b/]),
      '4728 4730 4732 4736': byModel([simple2010e]),
      '6256 6289 6296': notCompactOrStellar,
      6291: eMount,
      6294: aMount,
      6297: notCompact,
      6444: when(isNotModel(rx100)),
      6792: byModel([rx100]),
    },
  },
  Tag2010g: { choose: { '6300 6333 6340 6341': notCompact, 6335: eMount, 6338: aMount } },
  Tag2010h: { choose: { '6348 6381 6388 6389': notCompact, 6383: eMount, 6386: aMount } },
  Tag2010i: { choose: { '6096 6129 6136 6137': notCompact, 6131: eMount, 6134: aMount } },
  Tag9405a: {
    choose: { '1536 1539 1610 1642 1738': notCompactOrStellar, 1541: eMount, 1544: aMount },
  },
  Tag9405b: {
    choose: {
      20: when(isNotModel(/^(DSC-|ZV-)/)),
      '90 93 100': notCompact,
      96: eMount,
      98: aMount,
      834: when(
        isNotModel(
          /^(ILCA-|ILCE-(7RM2|7M3|7RM3A?|7RM4A?|7SM2|6100|6300|6400|6500|6600|7C|9|9M2)|DSC-(HX80|HX90V|HX99|RX0|RX10M2|RX10M3|RX10M4|RX100M4|RX100M5|RX100M5A|RX100M6|RX100M7|WX500)|ZV-)/,
        ),
      ),
      '842 892': byModel([first9405b]),
      846: byModel([
        /^(DSC-(RX100M5|RX100M5A|RX100M6|RX100M7|RX10M4|HX99)|ILCE-(6100|6400|6600|7C|7M3|7RM3A?|7RM4A?|9M2)|ZV-E10)/,
      ]),
      '848 900': byModel([/^ILCE-7M2/]),
      858: byModel([/^(ILCE-(7RM2|7SM2)|DSC-(HX80|HX90V|RX10M2|RX10M3|RX100M4|WX500))/]),
      860: byModel([/^(ILCA-99M2|ILCE-(6100|6400|6500|6600|7C|7M3|7RM3A?|7RM4A?|9|9M2)|ZV-E10)/]),
      '872 924': byModel([/^ILCE-(6300|7RM2|7SM2)/]),
      944: byModel([/^(ILCA-99M2|ILCE-6500)/]),
      952: byModel([/^(ILCE-(6100|6400|6600|7C|7M3|7RM3A?|7RM4A?|9|9M2)|ZV-E10)/]),
    },
  },
  Tag9416: {
    choose: {
      '72 73': notCompact,
      75: eMount,
      77: aMount,
      1794: byModel([/^ILCE-7M5\b/]),
      1800: byModel([/^ILCE-7RM6\b/]),
      '1866 2107': byModel([/^ILCE-7M5/]),
      '1871 2115': byModel([/^ILCE-7RM6/]),
      '2191 2229 2324': byModel([early9416]),
      '2193 2231 2326': byModel([/^ILCE-7M4/]),
      '2205 2373': byModel([later9416]),
      2277: byModel([/^(ILCE-(1M2|7CM2|7CR|7RM5)|ZV-E1)\b/]),
    },
    tags: {
      Tag9416_0000: { raw: none, print: asIs, shift: shiftedBy(4, latest) },
      ReleaseMode2: { shift: shiftedBy(-2, latest) },
      CreativeStyle: { shift: shiftedBy(1, /^(ILME-FX2|ILCE-(7M5|7RM6))/) },
    },
  },
};
