// What the tables of Ricoh's notes do not hold. What is stored: the tag documentation of ExifTool's Ricoh.pm.
import { fixed } from '../../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../../tables/conversion.js';
import {
  decimals,
  firstThat,
  hexDigits,
  hexText,
  known,
  modelOf,
  otherwise,
  remember,
  signedOrZero,
  startsWith,
  when,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { toNumber, toText, wordList } from '../../../tables/value.js';

const isShort = ({ format }: Scope): boolean => format === 'int16u';
const isNotShort = ({ format }: Scope): boolean => format !== 'int16u';

/** The directory lies in the value, behind its title; or the value points to it; of one model it counts from itself. */
const isRr1 = (scope: Scope): boolean => /^Caplio RR1\b/.test(modelOf(scope));
const subDirectory = firstThat(
  (scope) => !isRr1(scope) && (scope.format !== 'int32u' || scope.count !== 1),
  (scope) => !isRr1(scope),
  otherwise,
);
const TITLE = 20;
const isTitled: Conversion['valid'] = (value) => toText(value).startsWith('[Ricoh Camera Info]');

/** A release in hundredths, as digits behind a word or alone. */
const release =
  (pattern: RegExp): Convert =>
  (value) => {
    const digits = pattern.exec(toText(value))?.[1];
    return digits === undefined ? value : fixed(Number(digits) / 100, 2);
  };

/** Seven bytes, two digits each: a year in two of them, a month, a day and the time. */
const dateInDigits: Convert = (value) => {
  const [high, low, month, day, hour, minute, second] = wordList(value).map((byte) =>
    hexDigits(toNumber(byte), 2),
  );
  return `${high}${low}:${month}:${day} ${hour}:${minute}:${second}`;
};

const facesThere = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    String(188 + 12 * i),
    when((scope) => known(scope, 'FacesDetected') >= i + 1),
  ]),
);

export const ricohConversions: readonly Conversions[] = [
  {
    'Ricoh::Main': {
      choose: {
        5: firstThat(startsWith(/^[-\w ]+\n?$/), otherwise),
        4097: firstThat(isNotShort, otherwise),
        '4098 4100': when(isShort),
        4099: firstThat(isNotShort, otherwise),
        8193: subDirectory,
      },
      tags: {
        FirmwareVersion: { print: release(/^Rev(\d+)$/) },
        SerialNumber: { print: (value) => toText(value).replace(/^([^\n]*)([^\n]{8})$/, '($1)$2') },
        InternalSerialNumber: { value: (value) => hexText(value) },
        FlashExposureComp: { print: signedOrZero(1) },
        Contrast: { unlabelled: (value) => value },
        FocalLength: { print: decimals(1, ' mm') },
        RicohSubdir: { valid: isTitled },
        RicohSubdirIFD: {
          place: (_, value, base) => ({ start: base + toNumber(value) + TITLE, base }),
        },
        RicohRR1Subdir: { valid: isTitled, place: (start) => ({ start: start + TITLE, base: start }) },
      },
    },
    ImageInfo: { tags: { RicohDate: { value: dateInDigits } } },
    FaceInfo: { choose: facesThere, tags: { FacesDetected: { raw: remember('FacesDetected') } } },
    Text: { tags: { FirmwareVersion: { print: release(/^(\d+)$/) } } },
    Type2: { tags: { RicohMake: { value: (value) => toText(value).replace(/ *$/, '') } } },
  },
];
