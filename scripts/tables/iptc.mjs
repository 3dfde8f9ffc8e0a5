// IPTC IIM datasets: `record:dataset type repeatable name`, labels behind tabs.
import { labelCells, literal } from '../record-rows.mjs';

const records = [
  [1, 'EnvelopeRecord'],
  [2, 'ApplicationRecord'],
  [3, 'NewsPhoto'],
  [7, 'PreObjectData'],
  [8, 'ObjectData'],
  [9, 'PostObjectData'],
];

export function files(tables) {
  const rows = records.flatMap(([record, name]) =>
    tables.get(`IPTC::${name}`).tags.map((tag) => {
      const type = tag.type === '?' ? 'undef' : tag.type;
      const list = tag.flags.has('List') ? 'list' : 'one';
      return `${record}:${tag.id} ${type} ${list} ${tag.name}${labelCells(tag)}\n`;
    }),
  );
  return { 'tags/iptc.generated.ts': `export const datasets: string = ${literal(rows.join(''))};\n` };
}
