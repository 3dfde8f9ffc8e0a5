// Names of tags that no table has, made of their ids as ExifTool makes them.

/** The words of an id with capitals, acronyms apart. */
export function madeName(id: string): string {
  const name = id
    .replace(/([A-Z]) ([A-Z][ A-Z])/g, '$1_$2')
    .replace(/([^A-Za-z])([a-z])/g, (_, before, letter) => before + letter.toUpperCase())
    .replace(/[^-\w]/g, '');
  const isNone = name.length < 2 || /^[-0-9]/.test(name);
  return isNone ? `Tag${name}` : name.charAt(0).toUpperCase() + name.slice(1);
}
