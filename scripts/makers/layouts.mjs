// Runs `layouts.pl` over ExifTool's maker-note tables.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The layouts of the tables reachable from `roots` among the modules named, and the label lists they share. */
export function readLayouts(modules, roots) {
  const exiftool = dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json'));
  const script = fileURLToPath(new URL('layouts.pl', import.meta.url));
  const perl = spawnSync('perl', ['-I', join(exiftool, 'bin/lib'), script, modules.join(','), ...roots], {
    maxBuffer: 1 << 28,
  });
  if (perl.status !== 0) throw new Error(`layouts of ${modules} failed: ${perl.stderr}`);
  const { tables, labels } = JSON.parse(perl.stdout.toString('latin1'));
  return {
    tables: Object.entries(tables).map(([name, table]) => ({
      name: name.replace('Image::ExifTool::', ''),
      ...table,
    })),
    labels,
  };
}
