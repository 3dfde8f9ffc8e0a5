// Runs `layouts.pl` over ExifTool's maker-note tables.
import { runOverExifTool } from './perl.mjs';

/** The layouts of the tables reachable from `roots` among the modules named, and the label lists they share. */
export function readLayouts(modules, roots) {
  const { tables, labels } = runOverExifTool('layouts.pl', [modules.join(','), ...roots]);
  return {
    tables: Object.entries(tables).map(([name, table]) => ({
      name: name.replace('Image::ExifTool::', ''),
      ...table,
    })),
    labels,
  };
}
