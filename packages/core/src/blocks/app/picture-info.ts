// The textual APP12 segment of older cameras (Agfa, Olympus, Polaroid): `[section]` and `name=value` lines.
import { exposureTime, fixed } from '../../present/exposure.js';
import type { Tag, TagDef, TagValue } from '../../types.js';
import { dateOfSeconds } from './dates.js';
import { type AppSegment, type AppStandard, oneByOne, tag } from './segment.js';

const onOff = { '0': 'Off', '1': 'On' };
const oneDecimal = (value: TagValue) => fixed(leadingNumber(value), 1);
const shutter: TagDef = {
  name: 'ExposureTime',
  value: (stored) => leadingNumber(stored) * 1e-6,
  print: (value) => exposureTime(Number(value)),
};

/** Tags whose name or printed form is not just the text's. */
const defs: { readonly [name: string]: TagDef } = {
  FNumber: {
    name: 'FNumber',
    value: (stored) => String(stored).replace(/^[A-Za-z ]*/, ''),
    print: oneDecimal,
  },
  Aperture: { name: 'Aperture', print: oneDecimal },
  TimeDate: {
    name: 'DateTimeOriginal',
    value: (stored) => (/^\d{1,11}$/.test(String(stored)) ? dateOfSeconds(Number(stored)) : stored),
  },
  Shutter: shutter,
  shtr: shutter,
  'Serial#': { name: 'SerialNumber' },
  Flash: { name: 'Flash', labels: onOff },
  Macro: { name: 'Macro', labels: onOff },
  Ytarget: { name: 'YTarget' },
  ylevel: { name: 'YLevel' },
  ExpBias: { name: 'ExposureCompensation' },
  FWare: { name: 'FirmwareVersion' },
  ImageSize: { name: 'ImageSize', print: (value) => String(value).replaceAll('-', 'x') },
  Type: { name: 'CameraType' },
};

/** Section heads, and pairs that end at a control character, at the next pair or at the next section. */
const token = /\[.*?\]|[\w#-]+=[\x20-\x7e]+?(?=\s*(?:[\n\r\0]|[\w#-]+=|\[|$))/g;

/** Picture info: any APP12 segment with such text that is no other standard's. */
export const pictureInfo: AppStandard = {
  matches: ({ label }) => label === 'APP12',
  decode: (segments) => oneByOne(segments, pictureInfoTags),
};

function pictureInfoTags({ view, start, end }: AppSegment): Tag[] {
  const tags: Tag[] = [];
  for (const [match] of view.latin1(start, end).matchAll(token)) {
    const equals = match.indexOf('=');
    if (match.startsWith('[') || equals < 1) continue;
    const name = match.slice(0, equals);
    const def = Object.hasOwn(defs, name) ? defs[name]! : { name: tagName(name) };
    tags.push(...tag('APP12', 'PictureInfo', def, match.slice(equals + 1)));
  }
  return tags;
}

/** A name as it is written, from a capital on; one letter alone is no name yet. */
function tagName(name: string): string {
  const plain = (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[^-\w]/g, '');
  return plain.length > 1 ? plain : `Tag${plain}`;
}

/** The number a text starts with, 0 where it starts with none. */
function leadingNumber(value: TagValue): number {
  return Number.parseFloat(String(value)) || 0;
}
