// What the tables of Kodak's notes do not hold. What is stored: the tag documentation of ExifTool's Kodak.pm.

import type { Conversion, Conversions, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  exposureTimeText,
  firstThat,
  number,
  otherwise,
  over,
  settingAroundZero,
  startsWith,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { isSet, toNumber, toText, wordList } from '../../../tables/value.js';

const isKodak = ({ members }: Scope): boolean => /Kodak/i.test(toText(members.get('Make')));
const isBytes = ({ format }: Scope): boolean => format === 'undef';
const isThere = startsWith(/^(?!\0\0\0\0$)/);

/** Two digits each, between them what stands in the pattern. */
const inDigits =
  (pattern: string, first = '0'): Convert =>
  (value) => {
    const numbers = wordList(value).map((item, i) => toText(item).padStart(2, i === 0 ? first : '0'));
    return pattern.replace(/\d/g, (place) => numbers[Number(place)] ?? '00');
  };

const exposureTime = (unit: number): Conversion => ({ value: over(unit), print: exposureTimeText });
const hundredths: Conversion = { value: over(100) };
const zoom: Conversion = { value: over(100), print: decimals(2) };

/** Where the text is one of a camera's or its firmware's. */
const looksLikeNumber = startsWith(/^([A-Z0-9]{1,11}\0|[A-Z0-9]{12})/i);

/** Levels as shares of 2048. */
const sharesOf2048: Convert = (value) =>
  wordList(value)
    .map((level) => toText(toNumber(level) === 0 ? level : 2048 / toNumber(level)))
    .join(' ');

const withoutF: Convert = (value) => toText(value).replace(/^f/i, '');

export const kodakConversions: readonly Conversions[] = [
  {
    'Kodak::Main': {
      tags: {
        MonthDayCreated: { value: inDigits('0:1') },
        TimeCreated: { value: inDigits('0:1:2.3') },
        FNumber: hundredths,
        ExposureTime: exposureTime(1e5),
        ExposureCompensation: {
          value: over(1000),
          print: number((stops) => (stops > 0 ? `+${toText(stops)}` : stops)),
        },
        ISOSetting: { print: (value) => (isSet(value) ? value : 'Auto') },
        'TotalZoom DigitalZoom': hundredths,
        DateTimeStamp: { print: (value) => (isSet(value) ? `Mode ${toText(value)}` : 'Off') },
        Sharpness: { unlabelled: settingAroundZero },
      },
    },
    Type3: {
      tags: {
        MonthDayCreated: { value: inDigits('0:1') },
        TimeCreated: { value: inDigits('0:1:2.3', ' ') },
        Sharpness: { unlabelled: settingAroundZero },
      },
    },
    'Type3 Type5 Type6': {
      tags: {
        ExposureTime: exposureTime(1e5),
        'FNumber OpticalZoom': hundredths,
      },
    },
    'Type5 Type6': { tags: { DigitalZoom: hundredths } },
    Type7: { tags: { SerialNumber: { value: (value) => toText(value).trimEnd() } } },
    Type8: {
      choose: {
        64512: firstThat(isBytes, otherwise),
        '64513 64514 64515 64516 64517 64518': firstThat(isBytes, isThere),
        64767: when(isBytes),
        65280: when(isThere),
      },
    },
    Type9: {
      choose: {
        12: firstThat(isKodak, otherwise),
        87: when(isKodak),
        '168 196': when((scope) => isKodak(scope) && looksLikeNumber(scope)),
      },
      tags: {
        'FNumber/0': hundredths,
        'FNumber/1': { value: over(10) },
        ExposureTime: exposureTime(1e6),
        DateTimeOriginal: { value: (value) => toText(value).replaceAll('/', ':') },
      },
    },
    Type10: {
      tags: {
        PreviewImageSize: { print: (value) => toText(value).replaceAll(' ', 'x') },
        ExposureTime: exposureTime(1e5),
        FNumber: { value: over(10) },
        ISO: {
          value: number((code) => Math.exp((code / 3) * Math.LN2) * 25),
          print: number((speed) => Math.trunc(speed + 0.5)),
        },
        FocalLength: { value: over(100), print: withUnit(' mm') },
      },
    },
    SubIFD0: { tags: { FNumber: hundredths, ExposureTime: exposureTime(1e5) } },
    'SubIFD0 SubIFD2 SubIFD3 SubIFD5': { tags: { OpticalZoom: zoom } },
    SubIFD2: {
      tags: { 'MaxAperture FNumber': hundredths, ExposureTime: exposureTime(1e6), ISO: { value: over(10) } },
    },
    CameraInfo: { tags: { FNumber: hundredths, ExposureTime: exposureTime(1e6) } },
    IFD: {
      choose: { 1021: when(({ count }) => count === 72), 1030: when(({ count }) => count === 1) },
      tags: {
        KodakVersion: { print: (value) => toText(value).replaceAll(' ', '.') },
        CameraTemperature: { print: withUnit(' C') },
        'DarkFrameShortExposure DarkFrameLongExposure': exposureTime(1e6),
        KodakLook: { value: (value) => toText(value).replaceAll('\0', '\n') },
      },
    },
    Processing: { tags: { WB_RGBLevels: { value: sharesOf2048 } } },
    TextualInfo: {
      tags: {
        ExposureMode: { unlabelled: (value) => value },
        'Aperture MaxAperture MinAperture': { value: withoutF },
        FocalLength: { print: withUnit(' mm') },
      },
    },
  },
];
