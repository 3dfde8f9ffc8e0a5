// File names: from strangers' headers and urls, and into Content-Disposition.

const lengthLimit = 200;

/** A name without path, control and direction characters, at most 200 characters; `file` where nothing is left. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!;
  const clean = last.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return clean === '' || clean === '.' || clean === '..' ? 'file' : shorten(clean);
}

/** The name a url gives its file: the last part of the path. */
export function fileNameOfUrl(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1)!;
  try {
    return cleanFileName(decodeURIComponent(last));
  } catch {
    return cleanFileName(last);
  }
}

/** The name under which a file of this type is handed out: with an extension of the type, added where needed. */
export function withExtension(name: string, mimeType: string): string {
  const fitting = extensions[mimeType] ?? ['bin'];
  const own = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return own !== undefined && fitting.includes(own) ? name : `${name}.${fitting[0]}`;
}

/** An attachment of this name (RFC 6266): an ASCII form for old clients, the full one as RFC 8187 writes it. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const full = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** The extensions of a type, the usual one first. */
const extensions: Readonly<Record<string, readonly string[] | undefined>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png', 'apng'],
  'image/apng': ['png', 'apng'],
  'image/tiff': ['tif', 'tiff', 'dng'],
  'image/x-adobe-dng': ['dng'],
  'image/heic': ['heic', 'heif', 'hif'],
  'image/heif': ['heif', 'heic', 'hif'],
  'image/avif': ['avif'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/jxl': ['jxl'],
};

/** Cuts the stem so that the extension stays. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= lengthLimit) return name;
  const extension = /\.[^.]{1,16}$/u.exec(name)?.[0] ?? '';
  return characters.slice(0, lengthLimit - [...extension].length).join('') + extension;
}
