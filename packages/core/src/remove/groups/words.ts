// Names of tags as words, so that rules can be said of words and not of spellings.

/**
 * The words of a name in small letters with blanks between: `GPSLatitudeRef` is `gps latitude ref`, `By-lineTitle`
 * `by line title`, `location.ISO6709` `location iso 6709`.
 */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .trim()
    .toLowerCase();
}
