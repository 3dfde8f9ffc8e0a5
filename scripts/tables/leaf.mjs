// What Leaf's digital backs write into their raw files.
import { layoutFile } from '../makers/layout-rows.mjs';

export const files = () => ({ 'tags/leaf.generated.ts': layoutFile(['Leaf'], ['Leaf::Main']) });
