// Tags of sample descriptions (ISO/IEC 14496-12, 8.5.2; QuickTime File Format): fields, then child boxes.
import { utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { readStored, storedType } from '../../tables/stored-value.js';
import { makeTag } from '../../tables/tag.js';
import type { Value } from '../../tables/value.js';
import { add, addRecord, addValue, type State } from './state.js';
import type { BoxNode } from './tree.js';

/** Reads each entry of a sample table by the handler of its media. */
export function sampleDescriptions(state: State, { view, body, end, type }: BoxNode): void {
  if (!view || body + 8 > end) return;
  let at = body + 8;
  for (let left = Math.min(view.u32(body + 4), state.context.limits.segments); left > 0; left--) {
    const size = at + 8 <= end ? view.u32(at) : 0;
    if (size < 8 || at + size > end) {
      state.context.warn('malformed', 'sample description is cut off', at, `heif/moov/${type}`);
      return;
    }
    describe(state, view, at, at + size);
    at += size;
  }
}

/** `start` is that of the entry: its size comes first, its format after it. */
function describe(state: State, view: View, start: number, end: number): void {
  const children = findChildren(view, start, end);
  const entry: BoxNode = { type: 'stsd', body: start, end: children, view };
  if (state.handler === 'vide') {
    addRecord(state, entry, 'QuickTime::VisualSampleDesc');
    for (const child of childBoxes(view, children, end)) visualChild(state, child);
  } else if (state.handler === 'soun') {
    addRecord(state, entry, 'QuickTime::AudioSampleDesc');
    for (const child of childBoxes(view, children, end))
      if (child.type === 'btrt') addRecord(state, child, 'QuickTime::Bitrate');
  } else if (state.handler !== 'hint' && state.handler !== 'meta') {
    add(state, 4, { name: 'OtherFormat' }, view.fourcc(start + 4));
    for (const child of childBoxes(view, children, end)) otherChild(state, child);
  } else if (state.handler === 'meta') add(state, 4, { name: 'MetaFormat' }, view.fourcc(start + 4));
  else add(state, 4, { name: 'HintFormat' }, view.fourcc(start + 4));
}

/** Bytes of an entry in which its children may start; fields never take more. */
const searched = 512;

/** Where the child boxes start: from there, box by box, they end where the entry does. */
function findChildren(view: View, start: number, end: number): number {
  const last = Math.min(end - 8, start + searched);
  for (let at = start + 8; at <= last; at++) if (isBoxList(view, at, end)) return at;
  return end;
}

function isBoxList(view: View, start: number, end: number): boolean {
  let at = start;
  while (at <= end - 8) {
    if (!/^[\w ]{4}$/.test(view.fourcc(at + 4))) return false;
    const size = view.u32(at);
    if (at + size === end) return true;
    if (size < 8 || at + size > end - 8) return false;
    at += size;
  }
  return false;
}

function* childBoxes(view: View, start: number, end: number): Generator<BoxNode> {
  for (let at = start; at <= end - 8; at += view.u32(at))
    yield { type: view.fourcc(at + 4), body: at + 8, end: at + view.u32(at), view };
}

const FIXED32U = storedType('fixed32u');

function visualChild(state: State, child: BoxNode): void {
  const { view, body, end, type } = child;
  if (!view) return;
  const value = (least: number, stored: () => Value): void => {
    if (end - body >= least) addValue(state, 'QuickTime::VisualSampleDesc', type, stored());
  };
  if (type === 'btrt') addRecord(state, child, 'QuickTime::Bitrate');
  else if (type === 'colr') addRecord(state, child, 'QuickTime::ColorRep');
  else if (type === 'clap') addRecord(state, child, 'QuickTime::CleanAperture');
  else if (type === 'pasp') value(8, () => `${view.u32(body)}:${view.u32(body + 4)}`);
  else if (type === 'gama') value(4, () => readStored(view, body, end, FIXED32U, 1));
  else if (type === 'CMP1' && body + 24 <= end) {
    addCompressed(state, 16, 'ImageWidth', view.u32(body + 16));
    addCompressed(state, 20, 'ImageHeight', view.u32(body + 20));
  } else if (type === 'st3d') value(5, () => view.u8(body + 4));
  else if (type === 'fiel') value(2, () => [view.u8(body), view.u8(body + 1)]);
}

/** The size of the picture that Canon's raw files compress. */
function addCompressed(state: State, id: number, name: string, value: number): void {
  const tag = makeTag('MakerNotes', state.track ?? 'Canon', id, { name, weak: true }, value);
  if (tag && state.context.budget.tag(0)) state.tags.push(tag);
}

function otherChild(state: State, { view, body, end, type }: BoxNode): void {
  if (view && type === 'ftab' && end > body + 5)
    add(state, type, { name: 'FontTable' }, utf8Text(view.slice(body + 5, end)));
  if (view && type === 'name' && end > body + 4)
    add(state, type, { name: 'OtherName' }, utf8Text(view.slice(body + 4, end)));
}
