// Tags of the file type box, of the meta box and of item properties (ISO/IEC 23008-12 section 6.5).
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { bytesBeforeNull, toHex, utf8Text, withoutEndNulls } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { INT8U, INT16U, INT32U, readStored, type StoredType } from '../../tables/stored-value.js';
import { byteText, type Value } from '../../tables/value.js';
import type { TagDef } from '../../types.js';
import { add, addRecord, addValue, type State } from './state.js';
import type { BoxNode } from './tree.js';

const minorVersion: TagDef = { name: 'MinorVersion' };
const compatibleBrands: TagDef = { name: 'CompatibleBrands' };

/** Brands and version of the file. */
export function fileType(state: State, { view, body, end }: BoxNode): void {
  if (!view || end < body + 4) return;
  state.majorBrand = view.fourcc(body);
  addValue(state, 'QuickTime::FileType', 0, state.majorBrand);
  if (end < body + 8) return;
  const version = [view.u16(body + 4), view.u8(body + 6), view.u8(body + 7)];
  add(state, 4, minorVersion, version.map((part) => part.toString(16)).join('.'));
  const brands: string[] = [];
  for (let at = body + 8; at + 4 <= end && brands.length < state.context.limits.values; at += 4) {
    const brand = view.fourcc(at);
    if (!brand.includes('\0')) brands.push(brand);
  }
  if (end >= body + 12) add(state, 8, compatibleBrands, brands);
}

const size: TagDef = { name: 'MediaDataSize' };
const offset: TagDef = { name: 'MediaDataOffset' };

/** Place of the media data, which is not read. */
export function mediaData(state: State, { body, end }: BoxNode): void {
  add(state, 'mdat-size', size, end - body);
  add(state, 'mdat-offset', offset, body);
}

const motionVideo: TagDef = { name: 'MotionPhotoVideo' };

/** A video after the picture. */
export function motionPhoto(state: State, { body, end }: BoxNode): void {
  if (end - body > state.context.limits.blockBytes) return;
  add(state, 'mpvd', motionVideo, new StoredBytes([{ start: body, end }]));
}

const primaryItem: TagDef = { name: 'PrimaryItemReference' };
const metaVersion: TagDef = { name: 'MetaVersion' };
/** Bytes of item data; where they are a grid, its size in place of the first four numbers. */
const metaImageSize: TagDef = {
  name: 'MetaImageSize',
  print: (value) => {
    const list = value as readonly number[];
    return list.length < 4 ? list.join(' ') : [`${list[2]}x${list[3]}`, ...list.slice(4)].join(' ');
  },
};

const canonId = '85c0b687820f11e08111f4ce462b6a48';

/** Leaves of the meta box itself. */
export const metaBoxes: { readonly [type: string]: (state: State, box: BoxNode) => void } = {
  pitm(state, { view, body, end }) {
    if (!view || end < body + 6) return;
    const wide = view.u8(body) !== 0 && end >= body + 8;
    add(state, 'pitm', primaryItem, wide ? view.u32(body + 4) : view.u16(body + 4), 'Meta');
  },
  idat(state, { view, body, end }) {
    if (!view || state.majorBrand !== 'heic') return;
    const count = Math.min(Math.floor((end - body) / 2), state.context.limits.values);
    if (count > 0) add(state, 'idat', metaImageSize, listOf(view, body, end, INT16U, count), 'Meta');
  },
  uuid(state, { view, body, end }) {
    if (!view || toHex(view.slice(body, Math.min(end, body + 16))) !== canonId) return;
    add(state, 'uuid', metaVersion, utf8Text(withoutEndNulls(view.slice(body + 20, end))), 'Meta');
  },
};

function listOf(
  view: View,
  start: number,
  end: number,
  type: StoredType,
  count: number,
): (string | number)[] {
  const values = count > 0 ? readStored(view, start, end, type, count) : undefined;
  return Array.isArray(values) ? values : typeof values === 'number' ? [values] : [];
}

const cleanAperture: TagDef = {
  name: 'CleanAperture',
  print: (value) => (value as readonly unknown[]).join(' '),
};

/** Item properties, whichever item they belong to. */
export const propertyBoxes: { readonly [type: string]: (state: State, box: BoxNode) => void } = {
  hvcC: (state, box) => addRecord(state, box, 'QuickTime::HEVCConfig'),
  av1C: (state, box) => addRecord(state, box, 'QuickTime::AV1Config'),
  clli: (state, box) => addRecord(state, box, 'QuickTime::ContentLightLevel'),
  colr(state, box) {
    const { view, body, end } = box;
    const kind = view && end >= body + 4 ? view.fourcc(body) : '';
    if (kind !== 'prof' && kind !== 'rICC') addRecord(state, box, 'QuickTime::ColorRep');
  },
  irot: addBytes,
  imir: addBytes,
  ispe(state, { view, body, end }) {
    const list = end >= body + 12 && view?.u32(body) === 0 ? words(state, view, body + 4, end) : [];
    if (list.length > 1) addProperty(state, 'ispe', list);
  },
  pixi(state, { view, body, end }) {
    if (!view || end < body + 5 || view.u32(body) !== 0) return;
    addProperty(state, 'pixi', listOf(view, body + 5, end, INT8U, end - body - 5));
  },
  auxC(state, { view, body, end }) {
    if (view && end > body + 4)
      addProperty(state, 'auxC', utf8Text(bytesBeforeNull(view.slice(body + 4, end))));
  },
  pasp(state, { view, body, end }) {
    const pair = view && readStored(view, body, end, INT32U, 2);
    if (pair !== undefined) addProperty(state, 'pasp', pair);
  },
  rloc(state, { view, body, end }) {
    if (view && end >= body + 8) addProperty(state, 'rloc', words(state, view, body + 4, end));
  },
  clap(state, { view, body, end }) {
    const count = Math.min(Math.floor((end - body) / 8), state.context.limits.values);
    if (!view || count < 1) return;
    const at = (i: number) => rational(view.i32(body + 8 * i), view.i32(body + 8 * i + 4));
    add(
      state,
      'clap',
      cleanAperture,
      Array.from({ length: count }, (_, i) => at(i)),
    );
  },
};

function addBytes(state: State, { view, body, end, type }: BoxNode): void {
  const value = view && end > body ? readStored(view, body, end, INT8U, end - body) : undefined;
  if (value !== undefined) addProperty(state, type, value);
}

function addProperty(state: State, type: string, value: Value): void {
  addValue(state, 'QuickTime::ItemPropCont', type, value);
}

function words(state: State, view: View, start: number, end: number): (string | number)[] {
  return listOf(view, start, end, INT32U, Math.min((end - start) >> 2, state.context.limits.values));
}

/** A fraction, to ten digits; the words that stand for it where it has no value. */
function rational(numerator: number, denominator: number): number | string {
  if (denominator === 0) return numerator === 0 ? 'undef' : 'inf';
  return Number((numerator / denominator).toPrecision(10));
}

const images = {
  PreviewImage: { name: 'PreviewImage' },
  ThumbnailImage: { name: 'ThumbnailImage' },
  OtherImage: { name: 'OtherImage' },
} as const;

/** A picture kept as a JPEG item; what it is for is told from its size (of a frame header at byte 556). */
export function jpegItem(bytes: Uint8Array): TagDef {
  const framed = bytes.length > 564 && byteText(bytes.subarray(556, 560)) === '\xff\xc0\0\x11';
  const at = (i: number) => (bytes[i]! << 8) | bytes[i + 1]!;
  const sizes = framed ? [at(561), at(563)] : [];
  if (sizes.includes(160)) return images.ThumbnailImage;
  return sizes.includes(1920) ? images.OtherImage : images.PreviewImage;
}
