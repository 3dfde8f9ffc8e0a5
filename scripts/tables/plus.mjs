// Writes the labels of PLUS media codes: two thousand kinds of use, places, sizes and times of a licence.

/** Paths of labels share their first steps: a line tells how many, the other steps, and the codes that mean that. */
function lines(values) {
  const codes = new Map();
  for (const [code, label] of values)
    if (/^\d[A-Z]{3}$/.test(code)) codes.set(label, [...(codes.get(label) ?? []), code]);
  let before = [];
  return [...codes].sort().map(([label, own]) => {
    const steps = label.split('|');
    let shared = 0;
    while (shared < steps.length - 1 && steps[shared] === before[shared]) shared++;
    before = steps;
    return `${shared}${steps.slice(shared).join('|')}\t${own.join('\t')}`;
  });
}

export function files(tables) {
  const table = [...tables.values()].find(({ g1 }) => g1 === 'XMP-plus');
  const values = table.tags.find(({ name }) => name === 'MediaSummaryCode').values[0];
  const text = lines(values)
    .join('\n')
    .replace(/[\\`$]/g, '\\$&');
  return {
    'labels/plus.generated.ts':
      `\n/** \`steps shared with the line before, then others by |\` \`code<TAB>code...\`. */\n` +
      `export const mediaLabels: string = \`${text}\`;\n`,
  };
}
