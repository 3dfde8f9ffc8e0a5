// New segments of a JPEG: XMP that says which pictures and videos follow and how long they are, of depth, and what
// was asked to stay.
import { md5 } from '../../bytes/md5.js';
import { totalLength } from '../../bytes/pieces.js';
import { ascii } from '../../bytes/text.js';
import { xmpDescription, xmpPacket } from '../../structures/xmp/packet.js';

export const hdrgm = 'http://ns.adobe.com/hdr-gain-map/1.0/';
/** A number as XMP writes it. */
export const decimal: RegExp = /^[-+]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})(?:e[-+]?\d{1,3})?$/i;
/** What Google's cameras say of their pictures. */
export const cameraUri = 'http://ns.google.com/photos/1.0/camera/';
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';

/** What the picture has to warn: of what follows it, in this order, and of its depth map. */
export interface Told {
  /** `told`: by XMP, not by ISO 21496-1 alone. */
  readonly gainMap?: { readonly length: number; readonly told: boolean } | undefined;
  readonly video?:
    | { readonly length: number; readonly mimeType: string; readonly timestamp: string }
    | undefined;
  readonly depth?: { readonly attributes: string; readonly extended: string } | undefined;
  /** Descriptions of what else stays, or nothing. */
  readonly text: string;
}

const extensionName = 'http://ns.adobe.com/xmp/extension/\0';
/** As much of extended XMP as is put into a segment. */
const partBytes = 65_400;
/** Bytes of text that fit into the main packet beside all else. */
const textRoom = 60_000;

/** The segments of XMP that tell it; none where there is nothing to tell. */
export function xmpSegments(told: Told): Uint8Array[] {
  const { gainMap, video, depth, text } = told;
  if (!gainMap?.told && !video && !depth && text === '') return [];
  const fits = new TextEncoder().encode(text).length <= textRoom;
  const extended = (depth?.extended ?? '') + (fits ? '' : text);
  const packet = extended === '' ? undefined : xmpPacket(extended);
  const guid = packet && md5(packet).toUpperCase();
  const lists = gainMap?.told || video ? directory(told) : '';
  const attributes = [
    gainMap?.told ? ` xmlns:hdrgm="${hdrgm}" hdrgm:Version="1.0"` : '',
    video
      ? ` xmlns:GCamera="${cameraUri}" GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"` +
        ` GCamera:MotionPhotoPresentationTimestampUs="${video.timestamp}"`
      : '',
    depth?.attributes ?? '',
    guid ? ` xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${guid}"` : '',
  ].join('');
  const own = attributes + lists === '' ? '' : xmpDescription(attributes, lists);
  const main = segmentOf(0xe1, [ascii(xmpName), xmpPacket(own + (fits ? text : ''))]);
  return [main, ...(packet && guid ? extendedSegments(packet, guid) : [])];
}

/** Segments of a packet that the main one names. */
export function extendedSegments(extended: Uint8Array, guid: string): Uint8Array[] {
  const segments: Uint8Array[] = [];
  for (let at = 0; at < extended.length; at += partBytes) {
    const place = new Uint8Array(8);
    const view = new DataView(place.buffer);
    view.setUint32(0, extended.length);
    view.setUint32(4, at);
    const part = extended.subarray(at, at + partBytes);
    segments.push(segmentOf(0xe1, [ascii(extensionName), ascii(guid), place, part]));
  }
  return segments;
}

/** The directory of Ultra HDR images (1.1, "GContainer") and of Android's motion photos (1.0). */
function directory({ gainMap, video }: Told): string {
  const item = (semantic: string, mimeType: string, length?: number): string => {
    const size = length === undefined ? '' : ` Item:Length="${length}"`;
    const attributes = ` Item:Semantic="${semantic}"${size} Item:Mime="${mimeType}"`;
    return `<rdf:li rdf:parseType="Resource"><Container:Item${attributes}/></rdf:li>`;
  };
  const items = [
    item('Primary', 'image/jpeg'),
    ...(gainMap ? [item('GainMap', 'image/jpeg', gainMap.length)] : []),
    ...(video ? [item('MotionPhoto', video.mimeType, video.length)] : []),
  ];
  return (
    '<Container:Directory xmlns:Container="http://ns.google.com/photos/1.0/container/"' +
    ` xmlns:Item="http://ns.google.com/photos/1.0/container/item/"><rdf:Seq>${items.join('')}</rdf:Seq>` +
    '</Container:Directory>'
  );
}

/** A segment of XMP with these namespaces and properties. */
export function xmpSegment(attributes: string, elements: string): Uint8Array {
  return segmentOf(0xe1, [ascii(xmpName), xmpPacket(xmpDescription(attributes, elements))]);
}

/** A segment with its marker and length. */
export function segmentOf(marker: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = totalLength(parts) + 2;
  const bytes = new Uint8Array(2 + length);
  bytes.set([0xff, marker, length >> 8, length & 0xff]);
  let at = 4;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
