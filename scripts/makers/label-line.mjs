// A list of labels as one line, as `labelsOf` in core's tables/label-lists.ts reads it.

/** The labels of values, which are the keys. */
export function labelLine(list) {
  return labelEntries(Object.entries(list).sort(([a], [b]) => byCount(a, b))).join('\t');
}

/**
 * One text a value: its label alone where the value is that behind the one before, `+step^label` where it ends with a
 * greater number, `.^label` where it is one more part of a number, else `value^label`; `~count` for as many labels that
 * count on.
 */
export function labelEntries(pairs) {
  let before = { lead: '', number: '-1' };
  const entries = pairs.map(([value, text], i) => {
    const label = cellText(text);
    if (`${value}${label}`.includes('^') || /^[+.]/.test(value) || label.startsWith('~'))
      throw new Error(`not to be told: ${value} ${label}`);
    const told = keyOf(value, before, i === 0);
    before = parts(value);
    return { told, label };
  });
  return runs(entries);
}

function keyOf(value, before, isFirst) {
  const { lead, number, part } = parts(value);
  const step = Number(number) - Number(before.number);
  const isCounted = lead === before.lead && number === counted(before.number, step);
  if (isCounted && part === undefined && step > 0) {
    if (step === 1) return '';
    if (!isFirst) return `+${step}^`;
  }
  if (isCounted && step === 0 && part === String(Number(before.part ?? 0) + 1)) return '.^';
  return `${cellText(value)}^`;
}

/** A value as what is before its last number, that number, and the part of one behind it. */
function parts(value) {
  const [, lead, number, part] = /^(.*?)(\d+)(?:\.(\d+))?$/s.exec(value) ?? [];
  return { lead, number, part };
}

/** A number some steps on, with as many digits if it begins with 0. */
function counted(number, step) {
  return String(Number(number) + step).padStart(number?.[0] === '0' ? number.length : 0, '0');
}

/** Labels of which each is the one before with its first number one greater are told by their number. */
function runs(entries) {
  const told = [];
  let count = 0;
  entries.forEach((entry, i) => {
    const isCounted = i > 0 && entry.told === '' && entry.label === countedOn(entries[i - 1].label);
    if (isCounted) told.length -= count > 0 ? 1 : 0;
    count = isCounted ? count + 1 : 0;
    told.push(isCounted ? `~${count}` : entry.told + entry.label);
  });
  return told;
}

function countedOn(label) {
  return /\d/.test(label) ? label.replace(/\d+/, (number) => counted(number, 1)) : undefined;
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

/** As people count: numbers within texts by what they say, those below 0 last. */
function byCount(a, b) {
  const signs = Number(a.startsWith('-')) - Number(b.startsWith('-'));
  if (signs !== 0) return signs;
  const [ofA, ofB] = [a, b].map((text) => text.match(/\d+|\D+/g) ?? []);
  const at = ofA.findIndex((piece, i) => piece !== ofB[i]);
  if (at < 0) return ofA.length - ofB.length;
  const difference = Number(ofA[at]) - Number(ofB[at]);
  return difference || (ofA[at] < (ofB[at] ?? '') ? -1 : 1);
}
