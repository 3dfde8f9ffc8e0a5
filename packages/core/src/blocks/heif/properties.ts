// Tags of the file type box, of the meta box and of item properties (ISO/IEC 23008-12 section 6.5).
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { bytesBeforeNull, toHex, utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { readField } from '../../tables/record.js';
import type { TagDef } from '../../types.js';
import { av1Config, characters, colorRep, contentLightLevel, hevcConfig, named } from './records.js';
import { add, addRecord, type State } from './state.js';
import type { BoxNode } from './tree.js';

const majorBrand = named('MajorBrand');
const minorVersion: TagDef = { name: 'MinorVersion' };
const compatibleBrands: TagDef = { name: 'CompatibleBrands' };

/** Brands and version of the file. */
export function fileType(state: State, { view, body, end }: BoxNode): void {
  if (!view || end < body + 4) return;
  state.majorBrand = view.fourcc(body);
  add(state, 0, majorBrand, state.majorBrand);
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
    if (count > 0) add(state, 'idat', metaImageSize, numbers(view.slice(body, body + 2 * count)), 'Meta');
  },
  uuid(state, { view, body, end }) {
    if (!view || toHex(view.slice(body, Math.min(end, body + 16))) !== canonId) return;
    add(state, 'uuid', metaVersion, utf8Text(withoutEndNulls(view.slice(body + 20, end))), 'Meta');
  },
};

function numbers(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, i) => (bytes[2 * i]! << 8) | bytes[2 * i + 1]!);
}

const rotation = named('Rotation');
const mirroring = named('Mirroring');
const spatialExtent: TagDef = {
  name: 'ImageSpatialExtent',
  print: (value) => (value as readonly number[]).join('x'),
};
const pixelDepth: TagDef = { name: 'ImagePixelDepth' };
const auxiliaryType: TagDef = { name: 'AuxiliaryImageType' };
const pixelAspectRatio: TagDef = { name: 'PixelAspectRatio' };
const relativeLocation: TagDef = { name: 'RelativeLocation' };
const cleanAperture: TagDef = {
  name: 'CleanAperture',
  print: (value) => (value as readonly unknown[]).join(' '),
};

/** Item properties, whichever item they belong to. */
export const propertyBoxes: { readonly [type: string]: (state: State, box: BoxNode) => void } = {
  hvcC: (state, box) => addRecord(state, box, hevcConfig),
  av1C: (state, box) => addRecord(state, box, av1Config),
  clli: (state, box) => addRecord(state, box, contentLightLevel),
  colr(state, box) {
    const { view, body, end } = box;
    const kind = view && end >= body + 4 ? view.fourcc(body) : '';
    if (kind !== 'prof' && kind !== 'rICC') addRecord(state, box, colorRep);
  },
  irot: (state, box) => addBytes(state, box, rotation),
  imir: (state, box) => addBytes(state, box, mirroring),
  ispe(state, { view, body, end }) {
    const list = end >= body + 12 && view?.u32(body) === 0 ? words(state, view, body + 4, end) : [];
    if (list.length > 1) add(state, 'ispe', spatialExtent, list);
  },
  pixi(state, { view, body, end }) {
    if (!view || end < body + 5 || view.u32(body) !== 0) return;
    add(state, 'pixi', pixelDepth, Array.from(view.slice(body + 5, end)));
  },
  auxC(state, { view, body, end }) {
    if (view && end > body + 4)
      add(state, 'auxC', auxiliaryType, utf8Text(bytesBeforeNull(view.slice(body + 4, end))));
  },
  pasp(state, { view, body, end }) {
    const pair = view && readField(view, body, end, 'int32u', 2);
    if (pair !== undefined) add(state, 'pasp', pixelAspectRatio, pair);
  },
  rloc(state, { view, body, end }) {
    if (view && end >= body + 8) add(state, 'rloc', relativeLocation, words(state, view, body + 4, end));
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

function addBytes(state: State, { view, body, end, type }: BoxNode, def: TagDef): void {
  const bytes = view ? Array.from(view.slice(body, end)) : [];
  if (bytes.length > 0) add(state, type, def, bytes.length === 1 ? bytes[0]! : bytes);
}

function words(state: State, view: NonNullable<BoxNode['view']>, start: number, end: number): number[] {
  const list = readField(
    view,
    start,
    end,
    'int32u',
    Math.min((end - start) >> 2, state.context.limits.values),
  );
  return typeof list === 'number' ? [list] : Array.isArray(list) ? (list as number[]) : [];
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
  const framed = bytes.length > 564 && characters(bytes.subarray(556, 560)) === '\xff\xc0\0\x11';
  const at = (i: number) => (bytes[i]! << 8) | bytes[i + 1]!;
  const sizes = framed ? [at(561), at(563)] : [];
  if (sizes.includes(160)) return images.ThumbnailImage;
  return sizes.includes(1920) ? images.OtherImage : images.PreviewImage;
}
