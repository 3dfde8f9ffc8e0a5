// New segments of a JPEG: XMP that says which pictures and videos follow, and how long they are.
import { totalLength } from '../../bytes/pieces.js';

export const hdrgm = 'http://ns.adobe.com/hdr-gain-map/1.0/';
/** What Google's cameras say of their pictures. */
export const cameraUri = 'http://ns.google.com/photos/1.0/camera/';
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';

/** What follows the picture, in this order. */
export interface Following {
  /** `told`: by XMP, not by ISO 21496-1 alone. */
  readonly gainMap?: { readonly length: number; readonly told: boolean } | undefined;
  readonly video?:
    | { readonly length: number; readonly mimeType: string; readonly timestamp: string }
    | undefined;
}

/** The directory of Ultra HDR images (1.1, "GContainer") and of Android's motion photos (1.0). */
export function directorySegment({ gainMap, video }: Following): Uint8Array {
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
  const motion = video
    ? ` xmlns:GCamera="${cameraUri}" GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1"` +
      ` GCamera:MotionPhotoPresentationTimestampUs="${video.timestamp}"`
    : '';
  return xmpSegment(
    ' xmlns:Container="http://ns.google.com/photos/1.0/container/"' +
      ' xmlns:Item="http://ns.google.com/photos/1.0/container/item/"' +
      (gainMap?.told ? ` xmlns:hdrgm="${hdrgm}" hdrgm:Version="1.0"` : '') +
      motion,
    `<Container:Directory><rdf:Seq>${items.join('')}</rdf:Seq></Container:Directory>`,
  );
}

/** A segment of XMP with these namespaces and properties. */
export function xmpSegment(attributes: string, elements: string): Uint8Array {
  const packet =
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about=""${attributes}>${elements}</rdf:Description>` +
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>';
  return segmentOf(0xe1, [ascii(xmpName), ascii(packet)]);
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

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
