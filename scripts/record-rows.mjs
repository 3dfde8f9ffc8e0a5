// Writes records (values at fixed places) in the form tags/record.ts reads.
const sizes = { int8u: 1, int8s: 1, int16u: 2, int16s: 2, int32u: 4, int32s: 4, float: 4 };

/** Text as a template literal that means just that text. */
export const literal = (text) => `\`\n${text.replace(/[\\`]|\$\{/g, '\\$&')}\``;

/** The cells of a tag's first label list: tab, value, tab, label ... */
export const labelCells = (tag) =>
  [...(tag.values[0] ?? [])].map(([value, label]) => `\t${value}\t${label}`).join('');

/**
 * A file of one constant a record.
 * @param {Map<string, import('./tables/listx.mjs').Table>} tables
 * @param {[constant: string, table: string, unit?: string][]} records  ids count units (default int8u)
 * @param {{ omit?: string[], unlabelled?: string[] }} [options]  tags left out; tags without their labels
 */
export function recordFile(tables, records, { omit = [], unlabelled = [] } = {}) {
  return records
    .map(([constant, name, unit = 'int8u']) => {
      const table = tables.get(name);
      const rows = table.tags
        .filter((tag) => !tag.flags.has('Unknown') && !omit.includes(tag.name) && !tag.index)
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map((tag) => {
          const type = tag.type === '?' ? unit : tag.type;
          const labels = unlabelled.includes(tag.name) ? '' : labelCells(tag);
          return `${Math.floor(Number(tag.id)) * sizes[unit]} ${type} ${tag.count} ${tag.name}${labels}\n`;
        });
      return `\nexport const ${constant}: string = ${literal(`${table.g0} ${table.g1}\n${rows.join('')}`)};\n`;
    })
    .join('');
}
