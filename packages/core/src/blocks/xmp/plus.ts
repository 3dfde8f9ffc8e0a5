// The codes of PLUS licences in XMP (Media Summary Code) with what they mean. The list is large: only a packet that may
// have such a code asks for this block.
import type { Scan } from '../../bytes/scan.js';
import { mediaLabels, mediaLetters } from '../../labels/plus.generated.js';
import { lazy } from '../../tables/lazy.js';
import type { Block, BlockRef, Loaded } from '../../types.js';

const labels = lazy(readLabels);

/** The paths of labels by their codes; a line has the first steps of the label before, an empty one all. */
function readLabels(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let kind = '';
  let label: readonly string[] = [];
  let at = 0;
  for (const line of mediaLabels.split('\n')) {
    if (line.length === 1) {
      kind = line;
      continue;
    }
    if (line !== '') label = [...label.slice(0, Number(line[0])), ...line.slice(1).split('|')];
    found.set(kind + mediaLetters.slice(at, at + 3), label.join('|'));
    at += 3;
  }
  return found;
}

const summary = /^\|PLUS\|(.*?)\|(.*?)\|(.*)/s;

/** A Media Summary Code (PLUS Media Matrix 1.1.1) with the meaning of each part; any other text as it is. */
export function mediaSummary(text: string): string {
  const upper = text.toUpperCase();
  const [, version, count, codes] = summary.exec(upper) ?? [];
  if (version === undefined || count === undefined || codes === undefined) return labels().get(text) ?? upper;
  const release = /V0*(\d+)(\d{2})$/.exec(version);
  const usages = /U0*(\d+)/.exec(count);
  const head = `PLUS ${version}${release ? ` (LDF Version ${release[1]}.${release[2]})` : ''}`;
  const parts = (codes.replace(/[^0-9A-Z|]/g, '').match(/\d[A-Z]{3}/g) ?? []).map(meaning);
  return `${head} ${count}${usages ? ` (${usages[1]} Media Usages:)` : ''}${parts.join('')}`;
}

function meaning(code: string): string {
  const label = labels().get(code);
  if (label !== undefined) return ` ${code} (${label})`;
  if (/^1I[A-Z]{2}/.test(code)) {
    const items = (letter(code, 2) - 1) * 26 + letter(code, 3);
    return `; ${code} (${items} Usage Items:)`;
  }
  return code.startsWith('1UN') ? ` (Usage Number ${code[3]})` : ` ${code}`;
}

/** A letter by its place in the alphabet, from 1. */
function letter(code: string, at: number): number {
  return code.charCodeAt(at) - 64;
}

/** Prints the codes of the packets that ask for it; it has no values of its own. */
export const plusCodes: Block<'plusCodes', undefined> = {
  name: 'plusCodes',
  kinds: ['plus-codes'],
  *load(refs: readonly BlockRef[]): Scan<Loaded<undefined>> {
    for (const { printer } of refs) if (printer) printer.print = mediaSummary;
    return { value: () => undefined, tags: () => [] };
  },
};
