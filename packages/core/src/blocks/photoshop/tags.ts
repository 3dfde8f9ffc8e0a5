// Photoshop image resources that are shown, by their ids.
import { latinText } from '../../bytes/latin.js';
import { byteText, toHex, utf16Text } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { Conversion, Conversions, Convert } from '../../tables/conversion.js';
import {
  asIs,
  known,
  number,
  over,
  plus,
  remember,
  when,
  withUnit,
} from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import type { Value } from '../../tables/value.js';
import { labels, rows } from '../../tags/photoshop.generated.js';
import type { BlockKind } from '../../types.js';

const PROGRESSIVE = 0x0101;

const resolution: Conversion = {
  value: over(65536),
  print: number((value) => Math.trunc(value * 100 + 0.5) / 100),
};

/** The value of a resource's bytes; none where they are too few. Text is handed on as the letters of its UTF-8 bytes. */
const ofBytes =
  (least: number, value: (bytes: Uint8Array) => Value): Convert =>
  (stored) => {
    const made = stored instanceof Uint8Array && stored.length >= least ? value(stored) : undefined;
    return typeof made === 'string' ? byteText(new TextEncoder().encode(made)) : made;
  };

const thumbnailHeader = 28;
const word = ofBytes(4, (bytes) => new View(bytes).u32(0));
const maxFlags = 64;

/** A count of UTF-16 units and the text, and where it ends; `undefined` where it runs over the end. */
function unicodeString(view: View, start: number): { text: string; end: number } | undefined {
  const end = start + 4 <= view.end ? start + 4 + view.u32(start) * 2 : Number.POSITIVE_INFINITY;
  return end > view.end ? undefined : { text: utf16Text(view.slice(start + 4, end)), end };
}

function pascalStrings(bytes: Uint8Array): string {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!) {
    if (at + bytes[at]! >= bytes.length) break;
    texts.push(latinText(bytes.subarray(at + 1, at + 1 + bytes[at]!)));
  }
  return texts.join(', ');
}

/** The addresses of a list, each after eight bytes of its own. */
export function urlList(bytes: Uint8Array): readonly string[] | undefined {
  const view = new View(bytes);
  if (bytes.length < 4) return undefined;
  const urls: string[] = [];
  for (let at = 4; urls.length < view.u32(0); ) {
    const url = unicodeString(view, at + 8);
    if (!url) break;
    urls.push(url.text);
    at = url.end;
  }
  return urls;
}

export const photoshopConversions: Conversions = {
  Main: {
    tags: {
      AlphaChannelsNames: { value: ofBytes(0, pascalStrings) },
      'PhotoshopBGRThumbnail PhotoshopThumbnail': {
        raw: ofBytes(thumbnailHeader + 1, (bytes) => bytes.subarray(thumbnailHeader)),
      },
      CopyrightFlag: {
        value: ofBytes(1, (bytes) => (bytes.length > 1 ? [...bytes.subarray(0, maxFlags)] : bytes[0])),
      },
      'GlobalAngle GlobalAltitude': { value: word },
      WorkflowURL: { value: ofBytes(0, (bytes) => unicodeString(new View(bytes), 0)?.text ?? '<err>') },
      URL_List: { value: asIs },
      IPTCDigest: { value: ofBytes(0, toHex) },
      ClippingPathName: { value: ofBytes(0, (bytes) => pascalStrings(bytes.subarray(0, 1 + bytes[0]!))) },
    },
  },
  Resolution: { tags: { 'XResolution YResolution': resolution } },
  JPEG_Quality: {
    choose: { 2: when((scope) => known(scope, 'PhotoshopFormat') === PROGRESSIVE) },
    tags: { PhotoshopQuality: { print: plus(4) }, PhotoshopFormat: { raw: remember('PhotoshopFormat') } },
  },
  ChannelOptions: { tags: { ChannelOpacity: { print: withUnit('%') } } },
};

export const photoshopRecords: Records = new Records({ rows, labels, conversions: [photoshopConversions] });

export const RESOURCES = 'Photoshop::Main';

/** Resources that are whole blocks of other standards, by resource id. */
export const resourceKinds: { readonly [id: number]: BlockKind } = {
  [0x0404]: 'iptc',
  [0x040f]: 'icc',
  [0x0422]: 'exif',
  [0x0424]: 'xmp',
};
