// From boxes to tags, in ExifTool's groups: QuickTime for the file, Meta, and one for each track.
import { bytesBeforeNull, utf8Text } from '../../bytes/text.js';
import { INT32U, readStored, storedType } from '../../tables/stored-value.js';
import { makeTag } from '../../tables/tag.js';
import { byteText, toNumber } from '../../tables/value.js';
import type { Context, Tag, TagDef } from '../../types.js';
import { fileType, jpegItem, mediaData, metaBoxes, motionPhoto, propertyBoxes } from './properties.js';
import { UTC } from './records.js';
import { sampleDescriptions } from './samples.js';
import { add, addRecord, addValue, newState, type State } from './state.js';
import type { BoxNode } from './tree.js';
import { itemList, metadataKeys, userData } from './user-data.js';

/** All tags of the boxes, in their order; `isUniversal`: their dates are universal time. */
export function decodeBoxes(boxes: readonly BoxNode[], isUniversal: boolean, context: Context): Tag[] {
  const state = newState(context);
  if (isUniversal) state.scales.set(UTC, 1);
  for (const box of boxes) decodeBox(state, box, '');
  return state.tags;
}

function decodeBox(state: State, box: BoxNode, parent: string): void {
  const outer = state.track;
  if (box.type === 'trak') {
    state.tracks++;
    state.track = `Track${state.tracks}`;
  }
  if (box.type === 'jpeg' && box.view) addJpeg(state, box);
  else if (box.children) decodeChildren(state, box, parent);
  else decodeLeaf(state, box, parent);
  if (box.type === 'minf') state.handler = '';
  if (box.type === 'trak') {
    state.track = outer;
    state.mediaType = '';
  }
}

function decodeChildren(state: State, box: BoxNode, parent: string): void {
  const children = box.children ?? [];
  if (box.type === 'udta')
    for (const child of children) child.children ? decodeBox(state, child, 'udta') : userData(state, child);
  else if (box.type === 'ilst') for (const child of children) itemList(state, child, parent === 'udta');
  else
    for (const child of children)
      decodeBox(state, child, box.type === 'meta' && parent === 'udta' ? 'udta' : box.type);
}

const leaves = new Map<string, (state: State, box: BoxNode) => void>(
  Object.entries({
    ftyp: fileType,
    mdat: mediaData,
    mpvd: motionPhoto,
    ...metaBoxes,
    ...propertyBoxes,
    mvhd: (state, box) => addRecord(state, box, 'QuickTime::MovieHeader'),
    tkhd: (state, box) => addRecord(state, box, 'QuickTime::TrackHeader'),
    mdhd: (state, box) => addRecord(state, box, 'QuickTime::MediaHeader'),
    vmhd: (state, box) => addRecord(state, box, 'QuickTime::VideoHeader'),
    hmhd: (state, box) => addRecord(state, box, 'QuickTime::HintHeader'),
    tcmi: (state, box) => addRecord(state, box, 'QuickTime::TCMediaInfo'),
    mfhd: (state, box) => addRecord(state, box, 'QuickTime::MovieFragHdr'),
    gmin: (state, box) => addRecord(state, box, 'QuickTime::GenMediaInfo'),
    smhd: (state, box) => addRecord(state, box, 'QuickTime::AudioHeader'),
    keys: metadataKeys,
    stsd: sampleDescriptions,
    stts: frameRate,
    elng: (state, box) => addText(state, box, { name: 'ExtendedLanguageTag' }),
    'url ': (state, box) => dataReference(state, box, { name: 'URL' }),
    'url\0': (state, box) => dataReference(state, box, { name: 'URL' }),
    'urn ': (state, box) => dataReference(state, box, { name: 'URN' }),
    clef: (state, box) => addAperture(state, box, { name: 'CleanApertureDimensions' }),
    prof: (state, box) => addAperture(state, box, { name: 'ProductionApertureDimensions' }),
    enof: (state, box) => addAperture(state, box, { name: 'EncodedPixelsDimensions' }),
  }),
);

function decodeLeaf(state: State, box: BoxNode, parent: string): void {
  if (box.type === 'hdlr') decodeHandler(state, box, parent);
  else if (parent === 'tref') addTrackReference(state, box);
  else leaves.get(box.type)?.(state, box);
}

function decodeHandler(state: State, box: BoxNode, parent: string): void {
  const { view, body, end } = box;
  addRecord(state, box, 'QuickTime::Handler');
  if (!view || end < body + 12) return;
  const type = view.fourcc(body + 8);
  if (type !== 'alis' && type !== 'url ') state.handler = type;
  if (parent === 'mdia') state.mediaType = type;
}

/** A text that ends with a null, or starts with its length (QuickTime). */
function addText(state: State, { view, body, end, type }: BoxNode, def: TagDef): void {
  if (!view || end <= body) return;
  const bytes = bytesBeforeNull(view.slice(body, end));
  const counted = bytes.length > 0 && bytes[0]! < 0x20 && bytes[0]! < bytes.length;
  const text = utf8Text(counted ? bytes.subarray(1, 1 + bytes[0]!) : bytes);
  if (text) add(state, type, def, text);
}

/** Samples a second, on the average of the time-to-sample table. */
const videoFrameRate: TagDef = {
  name: 'VideoFrameRate',
  print: (value) => String(Math.trunc((value as number) * 1000 + 0.5) / 1000),
};

function frameRate(state: State, { view, body, end }: BoxNode): void {
  if (!view || state.mediaType !== 'vide') return;
  let samples = 0;
  let units = 0;
  for (let at = body + 8; at + 8 <= end; at += 8) {
    samples += view.u32(at);
    units += view.u32(at) * view.u32(at + 4);
  }
  const scale = toNumber(state.scales.get('MediaTimeScale'));
  if (samples > 0 && units > 0 && scale > 0) add(state, 'stts', videoFrameRate, (samples * scale) / units);
}

/** Where the media are, unless in this file. */
function dataReference(state: State, { view, body, end, type }: BoxNode, def: TagDef): void {
  if (!view || end < body + 4 || view.u32(body) & 1) return;
  const [name = '', place = ''] = utf8Text(view.slice(body + 4, end)).split(/\0+/);
  add(state, type, def, type === 'urn ' && place ? `${name}; ${place}` : name);
}

const FIXED32U = storedType('fixed32u');

/** Width and height in pixels, after version and flags. */
function addAperture(state: State, { view, body, end, type }: BoxNode, def: TagDef): void {
  const size = view && body + 12 <= end ? readStored(view, body + 4, end, FIXED32U, 2) : undefined;
  if (Array.isArray(size))
    add(state, type, { ...def, print: (value) => (value as readonly number[]).join('x') }, size);
}

function addTrackReference(state: State, { view, body, end, type }: BoxNode): void {
  const count = Math.min((end - body) >> 2, state.context.limits.values);
  const ids = view && readStored(view, body, end, INT32U, count);
  if (count > 0 && ids !== undefined) addValue(state, 'QuickTime::TrackRef', type, ids);
}

function addJpeg(state: State, { view, body, end }: BoxNode): void {
  const bytes = view!.slice(body, end);
  if (bytes.length === 0 || byteText(bytes.subarray(0, 4)) === 'none') return;
  const tag = makeTag('File', 'File', 'jpeg', jpegItem(bytes), bytes);
  if (tag) state.tags.push(tag);
}
