// The lenses of each maker by number: what its notes and XMP's aux:LensID tell a lens by. A file each, so that a
// maker's notes bring its own only.
import { labelLine } from '../makers/label-line.mjs';
import { runOverExifTool } from '../makers/perl.mjs';

const hashes = {
  canon: 'Canon::canonLensTypes',
  nikon: 'Nikon::nikonLensIDs',
  pentax: 'Pentax::pentaxLensTypes',
  sony: 'Sony::sonyLensTypes',
  'sony-e': 'Sony::sonyLensTypes2',
  sigma: 'Sigma::sigmaLensTypes',
  samsung: 'Samsung::samsungLensTypes',
  leica: 'Panasonic::leicaLensTypes',
};

/** By the name of the list: its labels in one line. */
export const lensLines = lines();

function lines() {
  const found = runOverExifTool('hashes.pl', Object.values(hashes));
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [name, labelLine(found[hash])]));
}

export function files() {
  const made = {};
  for (const [name, line] of Object.entries(lensLines)) {
    const text = `'${line.replace(/[\\']/g, '\\$&')}'`;
    made[`labels/lenses/${name}.generated.ts`] =
      `// From the hash ${hashes[name]}.\n\nexport const lenses: string =\n  ${text};\n`;
  }
  return made;
}
