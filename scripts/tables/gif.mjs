// The blocks of GIF files that are records.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = ['Screen', 'Animation', 'MIDIControl'].map((name) => `GIF::${name}`);

export const files = () => ({ 'tags/gif.generated.ts': layoutFile(['GIF'], records) });
