import { expect, it } from 'vitest';
import { Records } from '../../../tables/records.js';
import { textTags } from './text-notes.js';

const records = new Records({ rows: '@Google::HDRPMakerNote\tGoogle', labels: '', conversions: [] });

it('takes lines that begin with a capital, maybe behind one space; what follows a name without a value is that', () => {
  const note = [
    'lower: passed over',
    ' Exposure: 12',
    '  Twice: passed over',
    '',
    'A remark of words',
    'Table:',
    'a 1',
    ' b 2',
    'Last: é',
  ].join('\n');
  const tags = textTags(new TextEncoder().encode(note), records);
  expect(tags.map(({ id, text }) => [id, text])).toEqual([
    ['Exposure', '12'],
    ['ProcessingNotes', 'A remark of words'],
    ['Table', 'a 1\n b 2\n'],
    ['Last', 'é'],
  ]);
});
