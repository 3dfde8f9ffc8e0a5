// A list of labels as one line, as `labelsOf` in core's tables/label-lists.ts reads it.

/** The labels of values, which are the keys. */
export function labelLine(list) {
  return labelEntries(Object.entries(list).sort(([a], [b]) => byPlace(a, b))).join('\t');
}

/** One text a value: its label alone where it is the number behind the one before, else `+step^label` or `value^label`. */
export function labelEntries(pairs) {
  let next = 0;
  return pairs.map(([value, text]) => {
    const label = cellText(text);
    const number = Number(value);
    const counts = String(number) === value && Number.isInteger(number) && Number.isInteger(next);
    const step = number - next + 1;
    const isStep = counts && next > 0 && step > 0;
    if (`${value}${label}`.includes('^') || /^\+/.test(value))
      throw new Error(`not to be told: ${value} ${label}`);
    const told = counts && step === 1 ? '' : isStep ? `+${step}^` : `${cellText(value)}^`;
    next = number + 1;
    return told + label;
  });
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
