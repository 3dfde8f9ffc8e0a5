// Writes the labels of PLUS media codes: two thousand kinds of use, places, sizes and times of a licence.

/** The codes of one kind, in the order of their labels; letters that mean the same have the same label. */
function labelled(values, kind) {
  return [...values]
    .filter(([code]) => /^\d[A-Z]{3}$/.test(code) && code[0] === kind)
    .map(([code, label]) => ({ letters: code.slice(1), label }))
    .sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.letters < b.letters ? -1 : 1));
}

/** Labels are paths of steps: a line tells how many are those of the line before, and the others; nothing is the same label. */
function lines(codes) {
  let before = [];
  return codes.map(({ label }) => {
    const steps = label.split('|');
    const other = steps.findIndex((step, i) => step !== before[i]);
    before = steps;
    return other < 0 ? '' : `${other}${steps.slice(other).join('|')}`;
  });
}

export function files(tables) {
  const table = [...tables.values()].find(({ g1 }) => g1 === 'XMP-plus');
  const values = table.tags.find(({ name }) => name === 'MediaSummaryCode').values[0];
  const kinds = [...'123456789'].map((kind) => ({ kind, codes: labelled(values, kind) }));
  const labels = kinds.flatMap(({ kind, codes }) => [kind, ...lines(codes)]).join('\n');
  const letters = kinds.flatMap(({ codes }) => codes.map((code) => code.letters)).join('');
  return {
    'labels/plus.generated.ts':
      '\n/** By the first digit of the codes, which has a line of its own: `steps shared with the label before, then others by |`. */\n' +
      `export const mediaLabels: string = \`${labels.replace(/[\\`$]/g, '\\$&')}\`;\n` +
      '\n/** The three letters of the code of each label. */\n' +
      `export const mediaLetters: string =\n  '${letters}';\n`,
  };
}
