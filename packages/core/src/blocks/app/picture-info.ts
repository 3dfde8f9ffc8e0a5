// The textual APP12 segment of older cameras (Agfa, Olympus, Polaroid): `[section]` and `name=value` lines.
import { exposureTime, fixed } from '../../present/exposure.js';
import type { Tag, TagDef, TagValue } from '../../types.js';
import { dateOfSeconds } from './dates.js';
import { pictureTextName, pictureTextPairs } from './picture-text.js';
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

/** Picture info: any APP12 segment with such text that is no other standard's. */
export const pictureInfo: AppStandard = {
  matches: ({ label }) => label === 'APP12',
  decode: (segments) => oneByOne(segments, pictureInfoTags),
};

function pictureInfoTags({ view, start, end }: AppSegment): Tag[] {
  const tags: Tag[] = [];
  for (const [name, value] of pictureTextPairs(view.latin1(start, end))) {
    const def = Object.hasOwn(defs, name) ? defs[name]! : { name: pictureTextName(name) };
    tags.push(...tag('APP12', 'PictureInfo', { ...def, weak: true }, value));
  }
  return tags;
}

/** The number a text starts with, 0 where it starts with none. */
function leadingNumber(value: TagValue): number {
  return Number.parseFloat(String(value)) || 0;
}
