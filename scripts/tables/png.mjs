// PNG: chunks that are records or one value, and text keywords.
import { layoutFile } from '../makers/layout-rows.mjs';

export const files = () => ({
  'tags/png.generated.ts': layoutFile(['PNG'], ['PNG::Main', 'PNG::TextualData']),
});
