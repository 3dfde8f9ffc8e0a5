// What Apple's phones say of a gain map in XMP, in JPEG and HEIC: cut to the numbers that HDR displays need.

const gainMapUri = 'http://ns.apple.com/HDRGainMap/1.0/';
const pixelsUri = 'http://ns.apple.com/pixeldatainfo/1.0/';

/** The properties, and the form of each. */
const forms: readonly (readonly [uri: string, prefix: string, name: string, form: RegExp])[] = [
  [pixelsUri, 'apdi', 'AuxiliaryImageType', /^urn:com:apple:photo:20\d\d:aux:hdrgainmap$/],
  [pixelsUri, 'apdi', 'NativeFormat', /^\d{1,10}$/],
  [pixelsUri, 'apdi', 'StoredFormat', /^\d{1,10}$/],
  [gainMapUri, 'HDRGainMap', 'HDRGainMapVersion', /^\d{1,10}$/],
  [gainMapUri, 'HDRGainMap', 'HDRGainMapHeadroom', /^\d{1,4}(?:\.\d{1,20})?$/],
];

/** A gain map of Apple's, as its XMP tells of it. */
export interface AppleGainMap {
  /** Attributes of a description, with their namespaces. */
  readonly attributes: string;
  /** Whether they tell how much brighter it makes the picture. */
  readonly headroom: boolean;
}

/** What stated properties tell of a gain map; `undefined` where they tell of none, or in another form. */
export function appleGainMap(stated: ReadonlyMap<string, readonly string[]>): AppleGainMap | undefined {
  let attributes = ` xmlns:apdi="${pixelsUri}" xmlns:HDRGainMap="${gainMapUri}"`;
  for (const [uri, prefix, name, form] of forms) {
    const value = stated.get(uri + name)?.[0]?.trim();
    if (value === undefined) continue;
    if (!form.test(value)) return undefined;
    attributes += ` ${prefix}:${name}="${value}"`;
  }
  if (!stated.has(`${gainMapUri}HDRGainMapVersion`)) return undefined;
  return { attributes, headroom: stated.has(`${gainMapUri}HDRGainMapHeadroom`) };
}
