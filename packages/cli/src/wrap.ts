// Text in lines that fit a terminal, on which some signs take two places.
import stringWidth from 'string-width';

/** The text in lines of at most `room` places, broken between words where it can be. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = (): void => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const word of text.match(/\s*\S+/g) ?? []) {
    const width = stringWidth(word);
    if (used > 0 && used + width > room) end();
    const shown = used > 0 || lines.length === 0 ? word : word.trimStart();
    for (const part of stringWidth(shown) > room ? signsOf(shown) : [shown]) {
      const places = stringWidth(part);
      if (used > 0 && used + places > room) end();
      line += part;
      used += places;
    }
  }
  if (line !== '' || lines.length === 0) end();
  return lines;
}

/** What cannot be broken: letters with their accents, emoji of several parts. */
function signsOf(text: string): Iterable<string> {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
