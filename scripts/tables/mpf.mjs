// Multi-Picture Format tags (CIPA DC-007) and the types of its images.
import { labelCells, literal } from '../record-rows.mjs';

export function files(tables) {
  const tags = tables.get('MPF::Main').tags.map((tag) => `${Number(tag.id).toString(16)} ${tag.name}\n`);
  const type = tables.get('MPF::MPImage').tags.find((tag) => tag.name === 'MPImageType');
  return {
    'tags/mpf.generated.ts': `export const mpf: string = ${literal(tags.join(''))};\n`,
    'labels/mpf.generated.ts': `export const imageTypes: string = ${literal(labelCells(type).slice(1))};\n`,
  };
}
