// A list of labels as one line: value and label in turn, as `blocks/makernotes/label-lists.ts` reads it.

export function labelLine(list) {
  return Object.entries(list)
    .sort(([a], [b]) => byPlace(a, b))
    .flat()
    .map(cellText)
    .join('\t');
}

function cellText(text) {
  return String(text).replaceAll('\t', ' ').replaceAll('\n', ' ');
}

/** In the order in which a record is read: what counts from its end comes last. */
export function byPlace(a, b) {
  const place = (id) => (Number(id) < 0 ? Number(id) + 1e9 : Number(id));
  const difference = place(a) - place(b);
  return Number.isNaN(difference) ? (a < b ? -1 : a > b ? 1 : 0) : difference;
}
