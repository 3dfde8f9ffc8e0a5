// The Photoshop image resources that are records.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = ['Resolution', 'JPEG_Quality', 'PrintScaleInfo', 'PixelInfo', 'ChannelOptions'];

export const files = () => ({
  'tags/photoshop.generated.ts': layoutFile(
    ['Photoshop'],
    records.map((name) => `Photoshop::${name}`),
  ),
});
