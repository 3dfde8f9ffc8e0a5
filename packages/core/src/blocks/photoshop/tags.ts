// Photoshop image resources that are shown, by their ids.
import type { Conversion, Conversions } from '../../tables/conversion.js';
import { known, number, over, plus, remember, when, withUnit } from '../../tables/number-conversions.js';
import { Records } from '../../tables/records.js';
import { labels, rows } from '../../tags/photoshop.generated.js';
import type { BlockKind } from '../../types.js';

const PROGRESSIVE = 0x0101;

const resolution: Conversion = {
  value: over(65536),
  print: number((value) => Math.trunc(value * 100 + 0.5) / 100),
};

export const photoshopConversions: Conversions = {
  Resolution: { tags: { 'XResolution YResolution': resolution } },
  JPEG_Quality: {
    choose: { 2: when((scope) => known(scope, 'PhotoshopFormat') === PROGRESSIVE) },
    tags: { PhotoshopQuality: { print: plus(4) }, PhotoshopFormat: { raw: remember('PhotoshopFormat') } },
  },
  ChannelOptions: { tags: { ChannelOpacity: { print: withUnit('%') } } },
};

export const photoshopRecords: Records = new Records({ rows, labels, conversions: [photoshopConversions] });

/** The table of resources that are records, by resource id. */
export const resourceTables: { readonly [id: number]: string } = {
  [0x03ed]: 'Photoshop::Resolution',
  [0x0406]: 'Photoshop::JPEG_Quality',
  [0x0426]: 'Photoshop::PrintScaleInfo',
  [0x0428]: 'Photoshop::PixelInfo',
};

/** How one channel is shown; a resource 0x0435 holds one of these for each. */
export const channelOptions = 'Photoshop::ChannelOptions';

/** Resources that are whole blocks of other standards, by resource id. */
export const resourceKinds: { readonly [id: number]: BlockKind } = {
  [0x0404]: 'iptc',
  [0x040f]: 'icc',
  [0x0422]: 'exif',
  [0x0424]: 'xmp',
};
