// Several creators in the one text that EXIF has for them (Metadata Working Group 2.0, section 5.8): parted by `; `, those
// with such signs in quotes.

/** The text of creators. */
export function creatorText(creators: readonly string[]): string {
  if (creators.length === 1 && !creators[0]!.startsWith('"')) return creators[0]!;
  return creators
    .map((creator) => (/[;"]/.test(creator) ? `"${creator.replaceAll('"', '""')}"` : creator))
    .join('; ');
}

/** The creators of a text. */
export function creatorsOf(text: string): string[] {
  const found: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")*)"|([^;]*))\s*(?:;|$)/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) return [text.trim()];
    const creator = (match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim();
    if (creator !== '') found.push(creator);
  }
  return found;
}
