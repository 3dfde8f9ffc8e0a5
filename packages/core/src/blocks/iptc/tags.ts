// IPTC IIM datasets: types, repetition and printed forms.

import { plain } from '../../present/plain.js';
import type { TagConversions } from '../../tables/define.js';
import { lazy } from '../../tables/lazy.js';
import { labelsOf } from '../../tables/record-layout.js';
import { datasets } from '../../tags/iptc.generated.js';
import type { Labels, TagDef, TagValue, Text } from '../../types.js';

import { printPictureNumber } from './picture-number.js';

/** How a dataset's bytes are read: integers of any length, digits and text as text. */
export type DatasetType = 'number' | 'digits' | 'string' | 'undef';

/** What is known of a dataset. */
export interface Dataset {
  readonly type: DatasetType;
  readonly repeatable: boolean;
  /** Of one value, or of the list that a repeatable dataset is. */
  readonly def: TagDef;
  /** Whether a conversion of its own sees to what the text holds. */
  readonly ownForm: boolean;
}

const text = (value: TagValue): string => String(value);

/** `20050131` as `2005:01:31`; what is no date stays as it is. */
function date(stored: TagValue): string {
  return text(stored)
    .replace(/(\d{4})\D*(\d{2})\D*(\d{2})$/, '$1:$2:$3')
    .replaceAll('\0', '');
}

/** `120000+0100` as `12:00:00+01:00`; what is no time stays as it is. */
function time(stored: TagValue): string {
  return text(stored)
    .replaceAll(' ', ':')
    .replace(/^(\d{2})(\d{2})(\d{2})/, '$1:$2:$3')
    .replace(/([+-]\d{2})(\d{2})\s*$/, '$1:$2')
    .replaceAll('\0', '');
}

/** ISO 2022 escape sequences as `ESC % G`; the one for UTF-8 by its name. */
function printCharacterSet(value: TagValue): Text {
  if (value === '\x1b%G') return 'UTF8';
  return text(value)
    .replace(/([^\n])/g, ' $1')
    .replaceAll(' \x1b', ', ESC')
    .replace(/^,? /, '')
    .replaceAll('\0', '');
}

/** Photo Mechanic's four numbers, `0:2:0:000123`, with their names. */
function printPreferences(value: TagValue): Text {
  return text(value).replace(
    /\s*(\d+):\s*(\d+):\s*(\d+):\s*(\S*)/,
    'Tagged:$1, ColorClass:$2, Rating:$3, FrameNum:$4',
  );
}

/** A label, else the number in hexadecimal. */
const hexLabelled = (labels: Labels) => ({
  print: (value: TagValue): Text => labels[text(value)] ?? `Unknown (0x${Number(value).toString(16)})`,
});

const dates = [
  'DateSent',
  'ReleaseDate',
  'ExpirationDate',
  'ReferenceDate',
  'DateCreated',
  'DigitalCreationDate',
];
const times = ['TimeSent', 'ReleaseTime', 'ExpirationTime', 'TimeCreated', 'DigitalCreationTime'];

const conversions: TagConversions = {
  CodedCharacterSet: { print: printCharacterSet },
  Prefs: { print: printPreferences },
  IPTCPictureNumber: { print: (value) => printPictureNumber(value as Uint8Array) },
  DocumentHistory: { value: (stored) => text(stored).replace(/\0+/g, '\n') },
  ...Object.fromEntries(dates.map((name) => [name, { value: date }])),
  ...Object.fromEntries(times.map((name) => [name, { value: time }])),
};

/** The datasets by `record * 256 + dataset` (IIM version 4.2). */
export const knownDatasets: () => ReadonlyMap<number, Dataset> = lazy(
  () =>
    new Map(
      datasets
        .split('\n')
        .filter((row) => row !== '')
        .map(datasetOf),
    ),
);

function datasetOf(row: string): [number, Dataset] {
  const [place = '', ...cells] = row.split('\t');
  const [id = '', type = '', repetition, name = ''] = place.split(' ');
  const [record, dataset] = id.split(':').map(Number);
  const labels = cells.length > 0 ? labelsOf(cells) : undefined;
  const def: TagDef = {
    name,
    ...(labels && { labels }),
    ...(name === 'ColorRepresentation' && labels && hexLabelled(labels)),
    ...conversions[name],
  };
  const repeatable = repetition === 'list';
  return [
    record! * 256 + dataset!,
    {
      type:
        name === 'IPTCPictureNumber' ? 'undef' : type.startsWith('int') ? 'number' : (type as DatasetType),
      repeatable,
      def: repeatable ? listOf(def) : def,
      ownForm: def.value !== undefined || def.print !== undefined,
    },
  ];
}

/** The definition of one value made that of a list; a list of one prints as its value. */
function listOf({ name, value, labels }: TagDef): TagDef {
  return {
    name,
    ...(value && {
      value: (stored, scope) => (stored as readonly TagValue[]).map((item) => value(item, scope) ?? ''),
    }),
    print: (stored) => {
      const texts = (stored as readonly TagValue[]).map((item) => labels?.[String(item)] ?? plain(item));
      return texts.length === 1 ? texts[0]! : texts;
    },
  };
}
