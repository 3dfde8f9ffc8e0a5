// What the tables of Casio's notes do not hold. What is stored: the tag documentation of ExifTool's Casio.pm.

import { significant } from '../../../present/number.js';
import type { Conversion, Conversions, Convert } from '../../../tables/conversion.js';
import {
  byModel,
  decimals,
  firstThat,
  known,
  modelOf,
  otherwise,
  over,
  remember,
  startsWith,
  when,
  withUnit,
} from '../../../tables/number-conversions.js';
import type { Scope } from '../../../tables/scope.js';
import { isSet, toNumber, toText, type Value, wordList } from '../../../tables/value.js';

/** Fields of faces, each there if so many were found. */
function facesThere(
  first: number,
  step: number,
  always: string,
): { readonly [ids: string]: (scope: Scope) => number } {
  const faces = Array.from({ length: 10 }, (_, i): [string, (scope: Scope) => number] => [
    String(first + step * i),
    when((scope) => known(scope, 'FacesDetected') >= i + 1),
  ]);
  return { ...Object.fromEntries(faces), [always]: when((scope) => known(scope, 'FacesDetected') >= 1) };
}

/** Two digits each of the year, month, day, hour and minute, with two bytes of nothing behind the day and the hour. */
const firmwareDate =
  (pattern: RegExp): Convert =>
  (value) => {
    const bytes = toText(value);
    const [, year = '', month, day, hour, minute, second] = pattern.exec(bytes) ?? [];
    if (year === '') return `Unknown (${dotted(value).replace(/\.+$/, '')})`;
    const century = Number(year) < 70 ? 2000 : 1900;
    const seconds = second !== undefined && /^\d{2}$/.test(second) ? `:${second}` : '';
    return `${century + Number(year)}:${month}:${day} ${hour}:${minute}${seconds}`;
  };

/** A text with dots in place of nulls. */
function dotted(value: Value): string {
  return toText(value).replaceAll('\0', '.');
}

/** Two fractions, of the width and of the height. */
const pointInPicture: Convert = (value) => {
  const [x, width, y, height] = [0, 1, 2, 3].map((i) => toNumber(wordList(value)[i]));
  if (x === 65_535 || !width || !height) return 'n/a';
  return `${significant(x! / width, 2)} ${significant(y! / height, 2)}`;
};

const FAR = 0x20000000;

const distance: Conversion = {
  value: (value) => (toNumber(value) >= FAR ? 'inf' : toNumber(value) / 1000),
  print: (value) => (value === 'inf' ? value : `${toText(value)} m`),
};

/** Pictures a second: one number in thousandths, or a range of two. */
const frameRate: Convert = (value) => {
  const [most = 0, least] = wordList(value).map(toNumber);
  if (least === undefined) return most / 1000;
  return least === 0 ? (most > 10_000 ? most / 1000 : most) : `${least}-${most}`;
};

/** Cameras with scenes of their own; of some those of films are others. */
const isFilm = ({ members }: Scope): boolean => /^(MOV|AVI)$/.test(toText(members.get('FILE_TYPE')));
const isPhoto = ({ members }: Scope): boolean => members.get('FILE_TYPE') === 'JPEG';
const is =
  (model: string, holds: (scope: Scope) => boolean = otherwise) =>
  (scope: Scope): boolean =>
    modelOf(scope) === model && holds(scope);

const sceneModels = firstThat(
  ...['EX-FC100', 'EX-FC150', 'EX-FC200S', 'EX-FH100', 'EX-G1', 'EX-S10', 'EX-S880'].map((one) => is(one)),
  ...['EX-Z16', 'EX-Z9', 'EX-Z80'].map((one) => is(one)),
  (scope) => /^EX-Z(100|200)$/.test(modelOf(scope)),
  ...['EX-Z750', 'EX-Z850'].flatMap((one) => [is(one, isPhoto), is(one, isFilm)]),
  ...['EX-Z1050', 'EX-Z1080'].map((one) => is(one)),
  is('EX-Z1200', isPhoto),
  is('EX-Z1200', isFilm),
  ...['EX-Z2000', 'EX-Z2300', 'EX-Z3000', 'EX-ZR100', 'EX-ZR200', 'QV-4000', 'EX-ZR300'].map((one) =>
    is(one),
  ),
  otherwise,
);

export const casioConversions: readonly Conversions[] = [
  {
    'Casio::Main': {
      choose: { 4: byModel([/^QV-(3500EX|8000SX)/], 'others follow') },
      tags: {
        ObjectDistance: { value: over(1000), print: withUnit(' m') },
        FirmwareDate: { print: firmwareDate(/^(\d{2})(\d{2})\0\0(\d{2})(\d{2})\0\0(\d{2})(.{2})\0{2}$/) },
      },
    },
    Type2: {
      choose: {
        8329: firstThat(startsWith(/^(\0\0|.\x02\x80\x01\xe0)/s), startsWith(/^\x02\x01/)),
        12295: sceneModels,
      },
      tags: {
        PreviewImageSize: { print: (value) => toText(value).replaceAll(' ', 'x') },
        FocalLength: { print: decimals(1, ' mm') },
        FirmwareDate: { print: firmwareDate(/^(\d{2})(\d{2})\0\0(\d{2})(\d{2})\0\0(\d{2})\0{4}$/) },
        AFPointPosition: { print: pointInPicture },
        ObjectDistance: distance,
        'BestShotMode/26': { print: (value) => (isSet(value) ? value : 'Off') },
        DriveMode: { unlabelled: (value) => `Continuous (${toText(value)} fps)` },
        CaptureFrameRate: { value: frameRate },
      },
    },
    FaceInfo1: { choose: facesThere(13, 111, '1') },
    FaceInfo2: { choose: facesThere(24, 52, '4 8') },
    'FaceInfo1 FaceInfo2': { tags: { FacesDetected: { raw: remember('FacesDetected') } } },
  },
];
