// The Photoshop image resources, and those that are records.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = [
  'Header',
  'ImageData',
  'Resolution',
  'JPEG_Quality',
  'PrintScaleInfo',
  'PixelInfo',
  'ChannelOptions',
];
const others = ['Main', 'SliceInfo', 'VersionInfo'];

export const files = () => ({
  'tags/photoshop.generated.ts': layoutFile(
    [],
    [...others, ...records].map((name) => `Photoshop::${name}`),
  ),
});
