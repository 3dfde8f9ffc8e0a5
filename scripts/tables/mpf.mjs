// Multi-Picture Format tags (CIPA DC-007), and the entry of an image.
import { layoutFile } from '../makers/layout-rows.mjs';

export const files = () => ({ 'tags/mpf.generated.ts': layoutFile(['MPF'], ['MPF::Main']) });
