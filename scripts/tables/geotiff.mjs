// GeoTIFF keys (OGC 19-008r4).
import { layoutFile } from '../makers/layout-rows.mjs';

export const files = () => ({ 'tags/geotiff.generated.ts': layoutFile([], ['GeoTiff::Main']) });
