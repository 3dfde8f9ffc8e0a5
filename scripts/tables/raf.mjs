// FujiFilm's raw files: their header, their directories, and the TIFF directory of newer models.
import { layoutFile } from '../makers/layout-rows.mjs';

const roots = ['RAFHeader', 'RAF', 'IFD', 'MRAW'].map((name) => `FujiFilm::${name}`);

export const files = () => ({ 'tags/raf.generated.ts': layoutFile(['FujiFilm'], roots) });
