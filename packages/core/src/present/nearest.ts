// The known name that a misspelt one most likely means, for what errors say.

/** The nearest of the names, if it is near: at most a third of its signs differ. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.ceil(name.length / 3) + 1;
  for (const one of known) {
    if (Math.abs(one.length - name.length) >= least) continue;
    const changes = distance(wanted, one.toLowerCase());
    if (changes >= least) continue;
    least = changes;
    best = one;
  }
  return best;
}

/** `; did you mean "..."?` with the nearest of the names, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name.slice(0, 100), known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** Signs put in, left out or changed that make one text the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length]!;
}
