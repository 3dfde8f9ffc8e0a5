// Item properties and sample entry boxes that a picture needs: each written anew with only what its format names.

import { runSync } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Limits } from '../../../limits.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { box, concat } from '../../../structures/isobmff/write.js';
import { profileLength } from '../../icc-length.js';
import { headerBoxesIn } from '../../jpeg2000/boxes.js';
import { type Rules, refuse } from '../../plan.js';
import { bodyOf } from './boxes.js';
import { cleanAv1, cleanAvc, cleanEvc, cleanHevc, cleanLayered, cleanVvc } from './codec.js';

/** What cleaning a property needs to know. */
export interface PropertyRules {
  readonly rules: Pick<Rules, 'colour'>;
  readonly limits: Limits;
  readonly path: string;
}

/** Bytes of the body of properties of one size (ISO/IEC 23008-12 section 6.5, 14496-12 section 12.1). */
const sizes: ReadonlyMap<string, number> = new Map([
  ['ispe', 12],
  ['irot', 1],
  ['imir', 1],
  ['clap', 32],
  ['pasp', 8],
  ['iscl', 12],
  ['rloc', 12],
  ['clli', 4],
  ['mdcv', 24],
  ['amve', 8],
  ['ndwt', 8],
  ['a1op', 1],
  ['lsel', 2],
  ['ccst', 8],
]);

/** Properties of no text that are taken as they are: configurations without units, and layers. */
const taken: ReadonlySet<string> = new Set([
  'cclv',
  'reve',
  'jpgC',
  'uncC',
  'cmpd',
  'cmpC',
  'icef',
  'oinf',
  'tols',
  'rref',
]);

/** Auxiliary picture types that are the alpha of a picture (ISO/IEC 23008-12, B.4.2.3.4; 23091-2). */
const alphaTypes: ReadonlySet<string> = new Set([
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
  'urn:mpeg:avc:2015:auxid:1',
  'urn:mpeg:vvc:2021:auxid:1',
]);

/** Whether a property of this type is known to say something of the coded picture. */
export function isPictureProperty(type: string): boolean {
  return sizes.has(type) || taken.has(type) || cleaners.has(type);
}

/**
 * The property as it stays, a whole box; `undefined` where it goes. Throws `malformed` where it is shorter than
 * its format. `view` must hold it.
 */
export function cleanProperty(view: View, property: Box, how: PropertyRules): Uint8Array | undefined {
  const { type } = property;
  if (taken.has(type)) return box(type, bodyOf(view, property, how.path));
  const size = sizes.get(type);
  if (size !== undefined) return box(type, bodyOf(view, property, how.path, size));
  const body = cleaners.get(type)?.(view, property, how);
  return body && box(type, body);
}

/** The type an auxiliary picture has by its `auxC` property or `auxi` box. */
export function auxiliaryType(view: View, { body, end }: Box): string {
  return view.latin1(Math.min(end, body + 4), textEnd(view, body + 4, end));
}

/** Whether an auxiliary picture of this type is the alpha of a picture. */
export function isAlpha(type: string): boolean {
  return alphaTypes.has(type);
}

/** Whether an auxiliary picture of this type is what HDR displays add to the picture. */
export function isGainMap(type: string): boolean {
  return /hdrgainmap$/i.test(type);
}

/** Whether an auxiliary picture of this type tells how far away things are. */
export function isDepth(type: string): boolean {
  return /:depth$|:disparity$|^urn:mpeg:(hevc|avc|vvc):20\d\d:auxid:2$/.test(type);
}

/** Where a null-terminated text ends: at its null or at `end`. */
function textEnd(view: View, start: number, end: number): number {
  let at = start;
  while (at < end && view.u8(at) !== 0) at++;
  return at;
}

type Clean = (view: View, property: Box, how: PropertyRules) => Uint8Array | undefined;

const cleaners: ReadonlyMap<string, Clean> = new Map(
  Object.entries({
    colr: cleanColour,
    pixi: cleanPixelInformation,
    a1lx: cleanLayers,
    auxC: cleanAuxiliary,
    auxi: cleanAuxiliary,
    hvcC: cleanHevc,
    lhvC: cleanLayered,
    vvcC: cleanVvc,
    evcC: cleanEvc,
    avcC: cleanAvc,
    av1C: cleanAv1,
    j2kH: cleanJpeg2000,
  }),
);

const colourKindBytes = 4;

/** Colours by numbers stay, by a profile if the policy says so (14496-12, 12.1.5). */
function cleanColour(view: View, property: Box, { rules, path }: PropertyRules): Uint8Array | undefined {
  const kind = String.fromCharCode(...bodyOf(view, property, path, 4));
  if (kind === 'nclx') return bodyOf(view, property, path, 11);
  if (kind === 'nclc') return bodyOf(view, property, path, 10);
  if (!rules.colour || !isProfile(view, property)) return undefined;
  const whole = bodyOf(view, property, path);
  const profile = [{ start: colourKindBytes, end: whole.length }];
  return whole.subarray(0, colourKindBytes + runSync(profileLength(profile), whole));
}

/** Whether a `colr` property holds an ICC profile. */
export function isProfile(view: View, { body, end }: Box): boolean {
  return end >= body + 4 && /^(prof|rICC)$/.test(view.fourcc(body));
}

/** Sizes of layers, of 16 or 32 bits (AVIF 2.3.2.3). */
function cleanLayers(view: View, property: Box, { path }: PropertyRules): Uint8Array {
  return bodyOf(view, property, path, bodyOf(view, property, path, 1)[0]! & 1 ? 13 : 7);
}

/** Bits of each channel (23008-12, 6.5.6); with flags, more of each channel, taken as it is. */
function cleanPixelInformation(view: View, property: Box, { path }: PropertyRules): Uint8Array {
  const head = bodyOf(view, property, path, 5);
  const plain = head.subarray(0, 4).every((byte) => byte === 0);
  return plain ? bodyOf(view, property, path, 5 + head[4]!) : bodyOf(view, property, path);
}

/** The type of an auxiliary picture; what follows it stays for depth, whose numbers it explains. */
function cleanAuxiliary(view: View, property: Box, { path }: PropertyRules): Uint8Array {
  const { start, body, end } = property;
  bodyOf(view, property, path, 5);
  const text = textEnd(view, body + 4, end);
  if (text === end) refuse('malformed', 'auxiliary type without its end', start, path);
  return view.slice(body, isDepth(view.latin1(body + 4, text)) ? end : text + 1);
}

function cleanJpeg2000(view: View, property: Box, how: PropertyRules): Uint8Array {
  return concat(headerBoxesIn(view, property, how).map((child) => view.slice(child.start, child.end)));
}
