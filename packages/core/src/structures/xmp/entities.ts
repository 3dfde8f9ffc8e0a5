// References in XML text: the five predefined entities and characters by number (XML 1.0, sections 4.1 and 4.6).

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const escapes: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Resolves the predefined entities and character references, once; others stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#?\w+);/g, (whole, name: string) => {
    if (name[0] !== '#') return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const hexadecimal = name[1] === 'x';
    if (!(hexadecimal ? /^#x[0-9a-f]+$/i : /^#\d+$/).test(name)) return whole;
    const code = hexadecimal ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** Text as it may stand between tags and in quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign]!);
}
