// The Photoshop image resources that are records.
import { recordFile } from '../record-rows.mjs';

export const files = (tables) => ({
  'tags/photoshop.generated.ts': recordFile(tables, [
    ['resolution', 'Photoshop::Resolution', 'int16u'],
    ['jpegQuality', 'Photoshop::JPEG_Quality', 'int16s'],
    ['printScale', 'Photoshop::PrintScaleInfo'],
    ['pixel', 'Photoshop::PixelInfo'],
    ['channelOptions', 'Photoshop::ChannelOptions'],
  ]),
});
