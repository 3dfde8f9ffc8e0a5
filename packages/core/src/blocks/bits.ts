// Bit fields as ExifTool prints them.

/** The names of the set bits, lowest first; `[7]` for a bit without a name, `(none)` where no bit is set. */
export function bitNames(value: number, names: { readonly [bit: number]: string }): string {
  const set: string[] = [];
  for (let bit = 0; bit < 32; bit++) if ((value >>> bit) & 1) set.push(names[bit] ?? `[${bit}]`);
  return set.length > 0 ? set.join(', ') : '(none)';
}
