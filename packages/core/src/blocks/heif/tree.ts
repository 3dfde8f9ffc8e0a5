// Reads the boxes that hold tags into a tree, without those that only serve the player.

import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { type Box, openBox, readBoxes } from '../../structures/isobmff/read.js';
import type { Context } from '../../types.js';

/** A box with its children, or (a leaf) with a view that holds its body. */
export interface BoxNode {
  readonly type: string;
  readonly body: number;
  readonly end: number;
  readonly view?: View;
  readonly children?: readonly BoxNode[];
}

/** Child boxes that are read, by the box around them; `*` for all. */
const contents: { readonly [type: string]: string } = {
  meta: 'hdlr pitm idat uuid iprp ilst keys dinf',
  iprp: 'ipco',
  ipco: 'colr irot imir ispe pixi auxC pasp rloc clap hvcC av1C clli',
  dinf: 'dref',
  dref: '*',
  moov: 'mvhd trak udta meta',
  trak: 'tkhd mdia udta meta tref tapt',
  tref: '*',
  tapt: 'clef prof enof',
  mdia: 'mdhd hdlr minf elng',
  minf: 'vmhd smhd hmhd gmhd hdlr dinf stbl',
  gmhd: 'gmin tmcd',
  tmcd: 'tcmi',
  stbl: 'stsd stts stps',
  moof: 'mfhd traf meta',
  traf: 'meta',
  udta: '*',
  ilst: '*',
};

const wanted = new Map(Object.entries(contents).map(([type, list]) => [type, new Set(list.split(' '))]));

/** Bytes between the header of a container box and its first child. */
function headerLength(type: string, parent: string): number {
  if (type === 'meta') return parent === 'moov' || parent === 'trak' ? 0 : 4;
  return type === 'dref' ? 8 : 0;
}

/** Reads `box` and what is in it. Boxes beyond `limits.depth` or longer than `limits.blockBytes` are left out. */
export function* readTree(
  from: View,
  box: Box,
  parent: string,
  context: Context,
  path: string,
  depth = 0,
): Scan<BoxNode | undefined> {
  const { type, body, end } = box;
  const allowed = parent === 'tref' ? undefined : wanted.get(type);
  if (!allowed) return yield* readLeaf(from, box, context, path);
  if (depth === context.limits.depth) {
    context.warn('limit-exceeded', `boxes nested deeper than ${depth}`, body, path);
    return undefined;
  }
  const view = yield* openBox(from, box);
  const children: BoxNode[] = [];
  for (const child of yield* readBoxes(view, body + headerLength(type, parent), end, context, path)) {
    if (child.end > end || !(allowed.has(child.type) || allowed.has('*'))) continue;
    const node = yield* readTree(view, child, type, context, `${path}/${child.type}`, depth + 1);
    if (node) children.push(node);
  }
  return { type, body, end, children };
}

function* readLeaf(
  from: View,
  { type, body, end }: Box,
  context: Context,
  path: string,
): Scan<BoxNode | undefined> {
  if (end - body > context.limits.blockBytes) {
    context.warn('limit-exceeded', `box is larger than ${context.limits.blockBytes} bytes`, body, path);
    return undefined;
  }
  const view = from.has(body, end) ? from : yield { start: body, end };
  return view.end < end ? undefined : { type, body, end, view };
}
