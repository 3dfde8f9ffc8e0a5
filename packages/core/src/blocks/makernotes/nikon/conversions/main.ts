// The entries of the note itself, and which layout each of its records has. What is stored: the tag documentation of
// ExifTool's Nikon.pm.
import { utf8Text } from '../../../../bytes/text.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  byModel,
  decimals,
  facePositions,
  firstThat,
  known,
  lensRangeText,
  modelOf,
  number,
  otherwise,
  padded,
  setBits,
  signedOrZero,
  startsWith,
  stopsText,
  timeZone,
  unlessZero,
  when,
  withUnit,
} from '../../../../tables/number-conversions.js';
import type { Scope } from '../../../../tables/scope.js';
import { asBytes, toText, wordList } from '../../../../tables/value.js';
import { readable } from '../readable-text.js';

/** By the version that each layout has, any other for the last one. */
const byVersion = (...versions: readonly RegExp[]) => firstThat(...versions.map(startsWith), otherwise);

/** A version, and the lengths of records of it that have this layout. */
const ofLength =
  (version: RegExp, ...lengths: readonly number[]) =>
  (scope: Scope): boolean =>
    startsWith(version)(scope) && lengths.includes(scope.count);

const shotInfo = firstThat(
  startsWith(/^0209/), // D40
  startsWith(/^0208/), // D80
  startsWith(/^0213/), // D90
  ofLength(/^0210/, 5399), // D3, firmware 0.37 and 1.00
  ofLength(/^0210/, 5408, 5412), // D3, later firmware
  ofLength(/^0214/, 5409), // D3X
  ofLength(/^0218/, 5356, 5388), // D3S
  ofLength(/^0210/, 5291), // D300, firmware 1.00
  ofLength(/^0210/, 5303), // D300, firmware 1.10
  ofLength(/^0216/, 5311), // D300S
  ofLength(/^0212/, 5312), // D700
  startsWith(/^0245/), // D780
  startsWith(/^0242/), // D7500
  startsWith(/^0222/), // D800
  startsWith(/^0233/), // D810
  startsWith(/^0243/), // D850
  ofLength(/^0215/, 6745), // D5000
  ofLength(/^0221/, 8902), // D5100
  ofLength(/^0226/, 11587), // D5200
  startsWith(/^0220/), // D7000
  startsWith(/^0223/), // D4
  startsWith(/^0231/), // D4S
  startsWith(/^023[89]/), // D5 and D500
  startsWith(/^0246/), // D6
  startsWith(/^0232/), // D610
  startsWith(/^08(09|10|11)/), // Z6III
  startsWith(/^080[0123478]/), // Z7II
  startsWith(/^0806/), // Z8
  startsWith(/^0805/), // Z9
  startsWith(/^0[28]/), // any other that is enciphered
  otherwise, // any other
);

const colorBalance = byVersion(
  /^0100/,
  /^0102/,
  /^0103/,
  /^0205/,
  /^02(09|12|14)/,
  /^02(0\d|10)/,
  /^0211/,
  /^0213/,
  /^021[567]/,
  /^02(19|2[1234])/,
  /^0(220|6)/,
  /^0(18|[248])/,
);

/** Whether this record is little-endian whatever the note is: by which order gives numbers that may be. */
function fileInfoIsLittleEndian(scope: Scope): boolean {
  const { head } = scope;
  const plausible = (high: number, low: number): boolean => {
    const number = (at: number): number => head.charCodeAt(at + high) * 256 + head.charCodeAt(at + low);
    return number(6) >= 100 && number(6) <= 999 && number(8) <= 9999;
  };
  const little = head.length >= 10 && plausible(1, 0);
  const big = head.length >= 10 && plausible(0, 1);
  if (little !== big) return little;
  return /^NIKON (D4S|D750|D810|D3300|D5200|D5300|D5500|D7100)$/.test(modelOf(scope));
}

/** Three bytes: a count of steps, and what part of a stop a step is, as dividend and divisor. */
const steps =
  (signed: boolean): Convert =>
  (value) => {
    const bytes = asBytes(value);
    const [count = 0, dividend = 0, divisor = 0] = signed ? new Int8Array(bytes) : bytes;
    return divisor === 0 ? 0 : count * (dividend / divisor);
  };

const stops: Conversion = { value: steps(true), print: stopsText };

const lensBits = { 0: 'MF', 1: 'D', 2: 'G', 3: 'VR', 4: '1', 5: 'FT-1', 6: 'E', 7: 'AF-P' };

/** Bits of the lens, in the order in which lens names have them. */
const lensType = number((bits) => {
  if (bits === 0) return 'AF';
  let text = setBits(bits, lensBits)
    .replaceAll(',', '')
    .replace(/\bD G\b/, 'G');
  if (/ E\b/.test(text)) text = text.replace(/ E\b/, '').replace(/^(G )?/, 'E ');
  if (text.includes(' 1')) text = `1 ${text.replace(' 1', '')}`;
  return text.includes('FT-1 ') ? `${text.replace('FT-1 ', '')} FT-1` : text;
});

const releaseBits = {
  0: 'Continuous',
  1: 'Delay',
  2: 'PC Control',
  3: 'Self-timer',
  4: 'Exposure Bracketing',
  5: 'Auto ISO',
  6: 'White-Balance Bracketing',
  7: 'IR Control',
  8: 'D-Lighting Bracketing',
  11: 'Pre-capture',
};
const SEVERAL_FRAMES = 0x87;

/** How the shutter was released, and what was bracketed. */
const shootingMode = number((bits, scope) => {
  const isSingle = (bits & SEVERAL_FRAMES) === 0;
  if (bits === 0) return 'Single-Frame';
  const isD70 = /D70\b/.test(modelOf(scope));
  const names = setBits(bits, isD70 ? { ...releaseBits, 5: 'Unused LE-NR Slowdown' } : releaseBits);
  return isSingle ? `Single-Frame, ${names}` : names;
});

/** A year in the note's byte order, then month, day, hour, minute and second in a byte each. */
const powerUpTime: Convert<Scope> = (value, scope) => {
  const bytes = asBytes(value);
  if (bytes.length < 7) return value;
  const [high, low] = scope.littleEndian ? [1, 0] : [0, 1];
  const year = String(bytes[high!]! * 256 + bytes[low!]!).padStart(4, '0');
  const [month, day, ...clock] = Array.from(bytes.subarray(2, 7), (part) => String(part).padStart(2, '0'));
  return `${year}:${month}:${day} ${clock.join(':')}`;
};

/** A crop's name with the sizes before and after it, and where it begins. */
const cropText: Conversion['unlabelled'] = (value, _, names) => {
  const [crop, ...numbers] = wordList(value);
  if (crop === undefined || numbers.length !== 6) return `Unknown (${toText(value)})`;
  const [width, height, toWidth, toHeight, x, y] = numbers;
  const name = names[toText(crop)] ?? `Unknown (${toText(crop)})`;
  return `${name} (${width}x${height} cropped to ${toWidth}x${toHeight} at pixel ${x},${y})`;
};

/** Four digits as text or as bytes. */
const versionDigits: Convert = (value) =>
  /^[\0-\x09]/.test(toText(value)) && value instanceof Uint8Array ? value.join('') : value;

const NOT_COUNTED = 4294965247;
const UTF16 = 2;

/** Where the picture was taken, in the encoding that the record tells. */
const location: Convert = (value, scope) => {
  if (!(value instanceof Uint8Array)) return value;
  const isUtf16 = known(scope, 'TextEncoding') === UTF16;
  return isUtf16
    ? new TextDecoder('utf-16be').decode(value).replace(/\0.*$/s, '')
    : utf8Text(value).replace(/\0+$/, '');
};

export const nikonMain: Conversions = {
  'Nikon::Main': {
    choose: {
      20: firstThat(
        ({ format, count }) => format === 'undef' && count === 2560,
        startsWith(/^NRW 0100/),
        startsWith(/^NRW /),
      ),
      35: byVersion(/^01/, /^02/, /^03/),
      53: firstThat(({ count }) => count !== 6, otherwise),
      136: byModel([/^NIKON D/i], 'others follow'),
      145: shotInfo,
      151: colorBalance,
      152: byVersion(/^0100/, /^0101/, /^020[1-3]/, /^0204/, /^040[01]/, /^0402/, /^0403/, /^080[012]/),
      168: byVersion(/^010[01]/, /^0102/, /^010[345]/, /^0106/, /^010[78]/, /^030[01]/),
      176: firstThat(startsWith(/^0100/), startsWith(/^0101/), startsWith(/^010[23]/)),
      183: firstThat(
        startsWith(/^0100/),
        startsWith(/^0101/),
        startsWith(/^020[01]/),
        startsWith(/^030[01]/),
        startsWith(/^040[012]/),
      ),
      184: firstThat(fileInfoIsLittleEndian, otherwise),
      // The versions of an edited picture are told by their length only.
      3603: () => 1,
    },
    tags: {
      MakerNoteVersion: {
        value: versionDigits,
        print: (value) =>
          toText(value)
            .replace(/^(\d{2})/, '$1.')
            .replace(/^0/, ''),
      },
      ISO: {
        raw: (value) => (toText(value) === '\0\0\0\0' ? undefined : value),
        print: (value) =>
          toText(value)
            .replace(/^0 /, '')
            .replace(/^1 (\d+)/, 'Hi $1'),
      },
      ISOSetting: { print: (value) => toText(value).replace(/^0 /, '') },
      'ProgramShift FlashExposureComp ExternalFlashExposureComp ExposureTuning': stops,
      ExposureDifference: { value: steps(true), print: signedOrZero(1) },
      FlashExposureBracketValue: { value: steps(true), print: decimals(1) },
      ExposureBracketValue: {
        print: (value, scope) => (toText(value).includes('undef') ? 'n/a' : stopsText(value, scope)),
      },
      CropHiSpeed: { unlabelled: cropText },
      JPGCompression: { raw: unlessZero },
      LensType: { print: lensType },
      Lens: { print: lensRangeText },
      LensFStops: { value: steps(false), print: decimals(2) },
      ShootingMode: { print: shootingMode },
      SensorPixelSize: { print: (value) => `${toText(value).replace(' ', ' x ')} um` },
      // Without the places that are not used yet.
      RetouchHistory: { value: (value) => toText(value).replace(/( 0)+$/, '') },
      ShutterCount: { print: (count) => (count === NOT_COUNTED ? 'n/a' : count) },
      PowerUpTime: { raw: powerUpTime },
    },
    print: readable,
  },
  MakerNotes0x51: {
    tags: {
      FirmwareVersion51: {
        value: (value) =>
          toText(value)
            .match(/[^\n]{2}/g)
            ?.join('.') ?? '',
      },
    },
  },
  MakerNotes0x56: {
    choose: { '4.1 4.2 4.3 4.4 8': when((scope) => known(scope, 'BurstFlag') !== 0) },
    tags: {
      FirmwareVersion56: { value: (value) => toText(value).replace(/(\d{2})/, '$1.') },
      BurstFlag: {
        raw: (value, { members }) => {
          members.set('BurstFlag', value);
          return undefined;
        },
      },
      BurstStartSlotNumber: { value: number((slot) => slot + 1) },
    },
  },
  VRInfo: {
    choose: {
      6: byModel([/^NIKON Z (30|5|50|6|6_2|7|7_2|8|f|fc|9)\b|^NIKON Z(5_2|50_2|6_3)\b/i], 'others follow'),
    },
  },
  RetouchInfo: {
    choose: { 5: when(({ members }) => toText(members.get('RetouchInfoVersion')) >= '0200') },
  },
  FileInfo: { tags: { DirectoryNumber: { print: padded(3) }, FileNumber: { print: padded(4) } } },
  FaceDetect: { tags: facePositions(12) },
  WorldTime: { tags: { TimeZone: { print: timeZone } } },
  BarometerInfo: { tags: { Altitude: { print: withUnit(' m') } } },
  LocationInfo: {
    tags: {
      CountryCode: { value: (value) => toText(value).replace(/\0.*$/s, '') },
      Location: { raw: location },
    },
  },
  PreviewIFD: { tags: { SubfileType: { raw: asIs } } },
};
