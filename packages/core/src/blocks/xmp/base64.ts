// Base64 as XMP holds it: with white space, and ended by the first character that is none of it.

const foreign = /[^A-Za-z0-9+/= \t\n\r\f]/;

/** The bytes of Base64 text; what follows a character foreign to it is left out. */
export function fromBase64(text: string): Uint8Array {
  const end = text.search(foreign);
  const digits = (end < 0 ? text : text.slice(0, end)).replace(/[= \t\n\r\f]+/g, '');
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  const binary = atob(whole);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
