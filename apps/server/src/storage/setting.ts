// The setting EXIFKIT_STORE: which store, and where.

/** Where results and files are kept; a file store without a path is in the data directory. */
export type StoreSetting =
  | { readonly kind: 'file'; readonly path: string | undefined }
  | { readonly kind: 'memory' };

/** What `EXIFKIT_STORE` may be, for messages. */
export const storeForms = '`file:`, `file:PATH` or `memory:`';

/** Reads `EXIFKIT_STORE`; `undefined` where it is none of the {@link storeForms}. */
export function parseStore(text: string): StoreSetting | undefined {
  const [, scheme, rest] = /^([a-z0-9]+):(.*)$/.exec(text) ?? [];
  if (scheme === 'memory' && rest === '') return { kind: 'memory' };
  if (scheme === 'file') return { kind: 'file', path: rest?.replace(/^\/\/(?=\/|$)/, '') || undefined };
  return undefined;
}
