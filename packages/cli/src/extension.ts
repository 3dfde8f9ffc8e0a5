// The usual extension of bytes, by how they begin.

/** Signatures at the start, the bytes as Latin-1; the first that fits counts. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, 'jpg'],
  [/^\x89PNG\r\n/, 'png'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF.{4}WEBP/s, 'webp'],
  [/^RIFF.{4}WAVE/s, 'wav'],
  [/^(II[*+]\0|MM\0[*+])/, 'tif'],
  [/^BM.{8}\0\0/s, 'bmp'],
  [/^.{4}ftyp(avif|avis)/s, 'avif'],
  [/^.{4}ftyp(hei[cmsx]|hev[cx]|mif1|msf1)/s, 'heic'],
  [/^.{4}ftypqt {2}/s, 'mov'],
  [/^.{4}ftyp/s, 'mp4'],
  [/^.{36}acsp/s, 'icc'],
  [/^(\xef\xbb\xbf)?\s*<(\?xpacket|x:xmpmeta|rdf:RDF)/, 'xmp'],
  [/^\x1c[\x01-\x09]/, 'iptc'],
  [/^Exif\0/, 'exif'],
];

/** The extension for these bytes, `txt` for plain text and `bin` for what is not known. */
export function extensionOf(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  const known = signatures.find(([signature]) => signature.test(head));
  if (known) return known[1];
  return /^[\t\n\r\x20-\x7e]+$/.test(head) ? 'txt' : 'bin';
}
