// Compares the tags of files with those that ExifTool prints: as multisets of values by group 1 and name.

const families = ['MakerNotes', 'Composite', 'others'];
const passed = new Set(['System', 'ExifTool']);

/** The share of each family's tags that are the same, with the commonest of the others, as lines. */
export function compared(names, judged, ours, listed) {
  const sums = new Map(
    families.map((family) => [family, { tags: 0, same: 0, missing: 0, other: 0, extra: 0 }]),
  );
  const worst = new Map();
  const lost = names.filter((name) => !ours.get(name) || ours.get(name)['ExifTool:Error']);
  for (const name of names) compareFile(name, tagsOf(judged.get(name)), tagsOf(ours.get(name)), sums, worst);
  const lines = families.map((family) => lineOf(family, sums.get(family)));
  if (lost.length > 0) lines.push(`not read: ${lost.join(' ')}`);
  const commonest = [...worst].sort(([, a], [, b]) => b.count - a.count).slice(0, listed);
  for (const [key, { count, example }] of commonest)
    lines.push(`${String(count).padStart(5)} ${key}  ${example}`);
  return {
    lines,
    isWell: lost.length === 0 && sums.get('MakerNotes').same >= 0.995 * sums.get('MakerNotes').tags,
  };
}

function lineOf(family, { tags, same, missing, other, extra }) {
  const share = tags === 0 ? '-' : `${((100 * same) / tags).toFixed(2)} %`;
  return `${family.padEnd(12)}${share.padStart(9)} of ${tags}: ${missing} missing, ${other} other, ${extra} extra`;
}

/** By group 1 and name: family and values. */
function tagsOf(printed = {}) {
  const tags = new Map();
  for (const [key, value] of Object.entries(printed)) {
    // Groups 0 and 1 of one name are told once; a tag of the same name as one before is a copy.
    const parts = key.split(':').filter((part) => !/^Copy\d+$/.test(part));
    const group = parts.length === 2 ? parts[0] : parts[1];
    if (parts.length < 2 || passed.has(group) || parts.at(-1) === 'Warning') continue;
    const name = `${group}:${parts.at(-1)}`;
    const family = families.includes(parts[0]) ? parts[0] : 'others';
    const tag = tags.get(name) ?? { family, values: [] };
    tag.values.push(normal(value));
    tags.set(name, tag);
  }
  return tags;
}

/** Numbers and texts of numbers are the same, and so is a list of one and its value. */
function normal(value) {
  if (Array.isArray(value)) return value.length === 1 ? normal(value[0]) : JSON.stringify(value.map(normal));
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
  const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text);
  const isExact = isNumber && !(Number.isInteger(Number(text)) && !Number.isSafeInteger(Number(text)));
  return isExact ? `#${Number(text)}` : text;
}

function compareFile(file, judged, ours, sums, worst) {
  for (const [name, { family, values }] of judged) {
    const sum = sums.get(family);
    const rest = [...(ours.get(name)?.values ?? [])];
    const wrong = values.filter((value) => !taken(rest, value));
    const other = Math.min(wrong.length, rest.length);
    sum.tags += values.length;
    sum.same += values.length - wrong.length;
    sum.other += other;
    sum.missing += wrong.length - other;
    sum.extra += rest.length - other;
    if (wrong.length > 0) note(worst, name, `${file}: ${short(wrong[0])} but ${short(rest[0] ?? 'nothing')}`);
    else if (rest.length > 0) note(worst, `extra ${name}`, `${file}: ${short(rest[0])}`);
  }
  for (const [name, { family, values }] of ours) {
    if (judged.has(name)) continue;
    sums.get(family).extra += values.length;
    note(worst, `extra ${name}`, `${file}: ${short(values[0])}`);
  }
}

function taken(rest, value) {
  const at = rest.indexOf(value);
  if (at >= 0) rest.splice(at, 1);
  return at >= 0;
}

function short(text) {
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}

function note(worst, key, example) {
  const known = worst.get(key);
  if (known) known.count++;
  else worst.set(key, { count: 1, example });
}
