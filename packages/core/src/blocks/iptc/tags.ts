// IPTC IIM datasets (version 4.2): what their values mean.

import type { Conversions } from '../../tables/conversion.js';
import { asIs } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { toText, type Value } from '../../tables/value.js';
import { labels, rows } from '../../tags/iptc.generated.js';
import { printPictureNumber } from './picture-number.js';

const plainDate = /^\d{8}$/;
const plainTime = /^\d{6}[+-]\d{4}$/;

/** `20050131` as `2005:01:31`; what is no date stays as it is. */
function date(stored: Value): string {
  const text = toText(stored);
  if (plainDate.test(text)) return `${text.slice(0, 4)}:${text.slice(4, 6)}:${text.slice(6)}`;
  return text.replace(/(\d{4})\D*(\d{2})\D*(\d{2})$/, '$1:$2:$3').replaceAll('\0', '');
}

/** `120000+0100` as `12:00:00+01:00`; what is no time stays as it is. */
function time(stored: Value): string {
  const text = toText(stored);
  if (plainTime.test(text))
    return `${text.slice(0, 2)}:${text.slice(2, 4)}:${text.slice(4, 9)}:${text.slice(9)}`;
  return text
    .replaceAll(' ', ':')
    .replace(/^(\d{2})(\d{2})(\d{2})/, '$1:$2:$3')
    .replace(/([+-]\d{2})(\d{2})\s*$/, '$1:$2')
    .replaceAll('\0', '');
}

/** ISO 2022 escape sequences as `ESC % G`; the one for UTF-8 by its name. */
function printCharacterSet(value: Value): string {
  if (value === '\x1b%G') return 'UTF8';
  return toText(value)
    .replace(/([^\n])/g, ' $1')
    .replaceAll(' \x1b', ', ESC')
    .replace(/^,? /, '')
    .replaceAll('\0', '');
}

/** Photo Mechanic's four numbers, `0:2:0:000123`, with their names. */
function printPreferences(value: Value): string {
  return toText(value).replace(
    /\s*(\d+):\s*(\d+):\s*(\d+):\s*(\S*)/,
    'Tagged:$1, ColorClass:$2, Rating:$3, FrameNum:$4',
  );
}

/** Sixteen bytes that are no text. */
export const PICTURE_NUMBER = 'IPTCPictureNumber';

const dates = 'DateSent ReleaseDate ExpirationDate ReferenceDate DateCreated DigitalCreationDate';
const times = 'TimeSent ReleaseTime ExpirationTime TimeCreated DigitalCreationTime';

export const iptcConversions: Conversions = {
  'EnvelopeRecord ApplicationRecord NewsPhoto': {
    tags: {
      [dates]: { value: date, print: asIs },
      [times]: { value: time, print: asIs },
      CodedCharacterSet: { print: printCharacterSet },
      Prefs: { print: printPreferences },
      [PICTURE_NUMBER]: { print: printPictureNumber },
      DocumentHistory: { value: (stored) => toText(stored).replace(/\0+/g, '\n') },
    },
  },
};

export const iptcRecords: Records = new Records({ rows, labels, conversions: [iptcConversions] });

/** The table of a record, by its number. */
export const recordTables: { readonly [record: number]: string } = {
  1: 'IPTC::EnvelopeRecord',
  2: 'IPTC::ApplicationRecord',
  3: 'IPTC::NewsPhoto',
  7: 'IPTC::PreObjectData',
  8: 'IPTC::ObjectData',
  9: 'IPTC::PostObjectData',
};
