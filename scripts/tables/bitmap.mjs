// The headers of Windows bitmaps and icons.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = ['BMP::Main', 'BMP::OS2', 'BMP::Extra', 'ICO::Main', 'ICO::IconDir'];

export const files = () => ({ 'tags/bitmap.generated.ts': layoutFile(['BMP', 'ICO'], records) });
