// The lenses of each maker by number: what its notes and XMP's aux:LensID tell a lens by. A file each, so that a
// maker's notes bring its own only.
import { labelLine } from '../makers/label-line.mjs';
import { runOverExifTool } from '../makers/perl.mjs';

const hashes = {
  canon: 'Canon::canonLensTypes',
  nikon: 'Nikon::nikonLensIDs',
  pentax: 'Pentax::pentaxLensTypes',
  minolta: 'Minolta::minoltaLensTypes',
  sony: 'Sony::sonyLensTypes',
  'sony-e': 'Sony::sonyLensTypes2',
  sigma: 'Sigma::sigmaLensTypes',
  samsung: 'Samsung::samsungLensTypes',
  leica: 'Panasonic::leicaLensTypes',
};

/** A list that has all of another: only what it adds stands in its file. */
const parts = { sony: 'minolta' };

const found = runOverExifTool('hashes.pl', Object.values(hashes));

/** By the name of the list: its labels in one line. */
export const lensLines = Object.fromEntries(
  Object.entries(hashes).map(([name, hash]) => [name, labelLine(found[hash])]),
);

export function files() {
  const made = {};
  for (const [name, line] of Object.entries(lensLines)) {
    const part = parts[name];
    const own = part ? labelLine(added(found[hashes[name]], found[hashes[part]])) : line;
    const text = `'${own.replace(/[\\']/g, '\\$&')}'`;
    const from = part ? `import { lenses as ${part}Lenses } from './${part}.generated.js';\n\n` : '';
    made[`labels/lenses/${name}.generated.ts`] =
      `// From the hash ${hashes[name]}.\n\n${from}export const lenses: string =\n  ${part ? `\`\${${part}Lenses}\\t\` +\n  ` : ''}${text};\n`;
  }
  return made;
}

function added(list, part) {
  for (const [key, label] of Object.entries(part))
    if (list[key] !== label) throw new Error(`${key} ${label} is another lens in the list around`);
  return Object.fromEntries(Object.entries(list).filter(([key]) => part[key] === undefined));
}
