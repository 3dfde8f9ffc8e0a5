// IPTC IIM datasets, a table each record.
import { literal } from '../literal.mjs';
import { layoutFile, origin } from '../makers/layout-rows.mjs';
import { readLayouts } from '../makers/layouts.mjs';

const records = ['Envelope', 'Application'].map((name) => `${name}Record`);
const others = ['NewsPhoto', 'PreObjectData', 'ObjectData', 'PostObjectData'];

/** Records that editing writes, by their numbers. */
const written = { EnvelopeRecord: 1, ApplicationRecord: 2, NewsPhoto: 3 };
const formatForm = /^(string|digits|int)(?:(\d+)u)?(?:\[(\d+)(?:,(\d+))?\])?$/;

/** A line a dataset that holds text, digits or a number: its name, form, least and most bytes, `L` for a list. */
function writtenRows() {
  const names = Object.keys(written).map((name) => `IPTC::${name}`);
  const rows = [];
  for (const { name, tags } of readLayouts([], names).tables)
    for (const [id, [{ Name, Format, List }]] of Object.entries(tags)) {
      const [, form, bits, least, most] = formatForm.exec(Format ?? '') ?? [];
      // a picture number is sixteen bytes that are no text
      if (!form || Name === 'IPTCPictureNumber') continue;
      const bytes = bits ? Number(bits) / 8 : undefined;
      const cells = [
        `${written[name.slice(6)]}:${id}`,
        Name,
        form[0],
        bytes ?? least,
        bytes ?? most ?? least,
      ];
      rows.push([...cells, ...(List ? ['L'] : [])].join(' '));
    }
  return rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)).join('\n');
}

const place = (row) =>
  row
    .split(/[: ]/)
    .slice(0, 2)
    .map((number) => number.padStart(3, '0'))
    .join(':');

export const files = () => ({
  'tags/iptc-writing.generated.ts': `${origin}
/** Datasets that are written: \`record:dataset name form least most L\`; the form is told in blocks/iptc/writing.ts. */
export const datasetRows: string = ${literal(writtenRows())};
`,
  'tags/iptc.generated.ts': layoutFile(
    [],
    [...records, ...others].map((name) => `IPTC::${name}`),
  ),
});
