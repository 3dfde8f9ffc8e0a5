// IPTC IIM datasets, a table each record.
import { layoutFile } from '../makers/layout-rows.mjs';

const records = ['Envelope', 'Application'].map((name) => `${name}Record`);
const others = ['NewsPhoto', 'PreObjectData', 'ObjectData', 'PostObjectData'];

export const files = () => ({
  'tags/iptc.generated.ts': layoutFile(
    [],
    [...records, ...others].map((name) => `IPTC::${name}`),
  ),
});
