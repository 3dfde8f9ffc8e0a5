// ICC profile tags (ICC.1, ICC.2 and vendors' own) and the records some of them hold.
import { labelCells, literal, recordFile } from '../record-rows.mjs';

export function files(tables) {
  const records = recordFile(
    tables,
    [
      ['header', 'ICC_Profile::Header'],
      ['colorRepresentation', 'ICC_Profile::ColorRep'],
      ['viewingConditions', 'ICC_Profile::ViewingConditions'],
      ['measurement', 'ICC_Profile::Measurement'],
      ['chromaticity', 'ICC_Profile::Chromaticity'],
      ['colorantTable', 'ICC_Profile::ColorantTable'],
    ],
    { unlabelled: ['ProfileCMMType', 'DeviceManufacturer', 'ProfileCreator'] },
  );
  const profile = tables.get('ICC_Profile::Main').tags.filter((tag) => tag.id !== 'Header');
  const rows = profile.map((tag) => `${tag.id}\t${tag.name}${labelCells(tag)}\n`).join('');
  const signatures = tables.get('ICC_Profile::Header').tags.find((tag) => tag.name === 'ProfileCMMType');
  return {
    'tags/icc.generated.ts': `${records}\nexport const profile: string = ${literal(rows)};\n`,
    'labels/icc.generated.ts': `export const manufacturers: string = ${literal(labelCells(signatures).slice(1))};\n`,
  };
}
