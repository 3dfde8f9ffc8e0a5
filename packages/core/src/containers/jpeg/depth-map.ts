// Keeps the depth map of a JPEG in the form of Google's cameras (GDepth): its picture, cleaned, and its numbers.
import { toBase64 } from '../../bytes/base64.js';
import { joinPieces } from '../../bytes/pieces.js';
import { runSync, type Scan } from '../../bytes/scan.js';
import { MetadataError } from '../../errors.js';
import { xmpDescription } from '../../structures/xmp/packet.js';
import { rdfProperties } from '../../structures/xmp/properties.js';
import { KnownData, type PlanInput } from '../plan.js';
import { barePicture, pictureAlone } from './picture.js';
import type { Segment, WalkedJpeg } from './walk.js';
import { decimal } from './xmp-segments.js';

/** A depth map that can stay. */
export interface DepthMap {
  /** Properties of the main packet, as attributes with their namespace. */
  readonly attributes: string;
  /** The description of the extended packet, with the picture. */
  readonly extended: string;
}

const gdepth = 'http://ns.google.com/photos/1.0/depthmap/';
const guidBytes = 32;
/** GUID, full length and offset stand before the data (XMP part 3, section 1.1.3.1). */
const headBytes = guidBytes + 8;

/** The properties that say how far away a grey is (Google's depth map metadata), and the form of each. */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  ['Format', /^Range(?:Inverse|Linear)$/],
  ['Near', decimal],
  ['Far', decimal],
  ['Mime', /^image\/(?:jpeg|png)$/],
  ['Units', /^(?:mm?|Meters|Diopters)$/],
  ['MeasureType', /^Optic(?:alAxis|Ray)$/],
  ['ImageWidth', decimal],
  ['ImageHeight', decimal],
];
const needed = ['Format', 'Near', 'Far', 'Mime'];

/** The depth map of a picture; `undefined` where there is none, or not all of it is understood. */
export function* planDepthMap(input: PlanInput, { segments }: WalkedJpeg): Scan<DepthMap | undefined> {
  const said = new Map<string, string>();
  for (const text of yield* packetTexts(input, segments)) {
    for (const [name, [value]] of rdfProperties(text) ?? [])
      if (name.startsWith(gdepth) && value !== undefined) said.set(name.slice(gdepth.length), value.trim());
  }
  const data = said.get('Data');
  if (data === undefined || !needed.every((name) => said.has(name))) return undefined;
  const stated = forms.filter(([name]) => said.has(name));
  if (!stated.every(([name, form]) => form.test(said.get(name)!))) return undefined;
  const picture = cleanPicture(input, data);
  if (!picture) return undefined;
  const namespace = ` xmlns:GDepth="${gdepth}"`;
  const attributes = namespace + stated.map(([name]) => ` GDepth:${name}="${said.get(name)}"`).join('');
  const extended = xmpDescription(`${namespace} GDepth:Data="${toBase64(picture)}"`, '');
  return { attributes, extended };
}

/** The main packets, and the extended ones of which all parts are there. */
function* packetTexts({ context }: PlanInput, segments: readonly Segment[]): Scan<string[]> {
  const texts: string[] = [];
  const parts = new Map<string, Map<number, string>>();
  let left = context.limits.blockBytes;
  for (const { kind, content, end } of segments) {
    if ((kind !== 'xmp' && kind !== 'xmp-extended') || content === undefined || end - content > left)
      continue;
    left -= end - content;
    const view = yield { start: content, end };
    if (kind === 'xmp') texts.push(view.latin1(content, end));
    else if (end - content > headBytes) {
      const guid = view.latin1(content, content + guidBytes);
      const pieces = parts.get(guid) ?? new Map<number, string>();
      pieces.set(view.u32(content + guidBytes + 4), view.latin1(content + headBytes, end));
      parts.set(guid, pieces);
    }
  }
  for (const pieces of parts.values()) {
    let text = '';
    for (let next = pieces.get(0); next; next = pieces.get(text.length)) text += next;
    texts.push(text);
  }
  return texts;
}

/** The JPEG or PNG that base64 text holds, as its picture alone. */
function cleanPicture(input: PlanInput, text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    if (bytes[0] === 0xff) return barePicture(bytes, input);
    if (!input.inner) return undefined;
    const inside = {
      rules: pictureAlone(input.rules),
      context: { ...input.context, size: bytes.length, warn: () => {} },
      known: new KnownData(),
    };
    return joinPieces(runSync(input.inner.png.plan(inside), bytes).pieces, bytes);
  } catch (error) {
    if (error instanceof MetadataError || error instanceof DOMException) return undefined;
    throw error;
  }
}
