// Photoshop image resources that are shown, by their ids.
import { perlNumber } from '../../present/number.js';
import { lazy } from '../../tables/lazy.js';
import { defineRecord, type RecordLayout } from '../../tables/record-layout.js';
import * as generated from '../../tags/photoshop.generated.js';
import type { BlockKind, TagValue } from '../../types.js';

const number = (value: TagValue): number => Number(value);

const resolution = {
  value: (stored: TagValue) => number(stored) / 65536,
  print: (value: TagValue) => perlNumber(Math.trunc(number(value) * 100 + 0.5) / 100),
};

/** Resources that are records, by resource id. */
export const resourceRecords: () => { readonly [id: number]: RecordLayout } = lazy(() => ({
  [0x03ed]: defineRecord(generated.resolution, { XResolution: resolution, YResolution: resolution }),
  [0x0406]: defineRecord(generated.jpegQuality, {
    PhotoshopQuality: { print: (value) => perlNumber(number(value) + 4) },
    ProgressiveScans: {
      value: (stored, scope) => (scope.stored?.('PhotoshopFormat') === 0x0101 ? stored : undefined),
    },
  }),
  [0x0426]: defineRecord(generated.printScale),
  [0x0428]: defineRecord(generated.pixel),
}));

/** How one channel is shown; a resource 0x0435 holds one of these for each. */
export const channelOptions: () => RecordLayout = lazy(() =>
  defineRecord(generated.channelOptions, { ChannelOpacity: { print: (value) => `${number(value)}%` } }),
);

/** Resources that are whole blocks of other standards, by resource id. */
export const resourceKinds: { readonly [id: number]: BlockKind } = {
  [0x0404]: 'iptc',
  [0x040f]: 'icc',
  [0x0422]: 'exif',
  [0x0424]: 'xmp',
};
