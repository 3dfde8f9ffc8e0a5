// The chunks of WebP files that are records.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = ['VP8', 'VP8L', 'VP8X', 'ANIM', 'ALPH', 'Info', 'Exif'].map((name) => `RIFF::${name}`);

export const files = () => ({ 'tags/riff.generated.ts': layoutFile(['RIFF'], records) });
