// ICC profile tags (ICC.1, ICC.2 and vendors' own) and the records some of them hold.
import { layoutFile } from '../makers/layout-rows.mjs';

export const files = () => ({ 'tags/icc.generated.ts': layoutFile(['ICC_Profile'], ['ICC_Profile::Main']) });
