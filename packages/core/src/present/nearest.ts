// The name that was probably meant.

/** The nearest of `names`, where one is near: other case, or a few letters off. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const asked = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(asked.length / 3)) + 1;
  for (const known of names) {
    const distance = distanceOf(asked, known.toLowerCase(), least);
    if (distance >= least) continue;
    best = known;
    least = distance;
  }
  return best;
}

/** How many letters must come, go or change (Levenshtein); `limit` where it is as much or more. */
function distanceOf(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}

/** ` (is 'Artist' meant?)`, or nothing. */
export function hintOf(name: string, names: Iterable<string>): string {
  const nearest = nearestName(name, names);
  return nearest === undefined ? '' : ` (is '${nearest}' meant?)`;
}
