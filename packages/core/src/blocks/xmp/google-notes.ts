// Google's HDR+ notes in XMP, for the block that reads them.
import { searchFor } from '../../bytes/find.js';
import type { BlockRef, Tag } from '../../types.js';

/** Packets that may hold such notes; they are known once the packets are read. */
export interface GoogleNotesRef extends BlockRef {
  readonly kind: 'google-notes';
  /** The notes as they stand there: Base64. */
  notes(): readonly { readonly name: string; readonly text: string }[];
}

/** The properties that hold such notes. */
export const googleNoteNames: ReadonlySet<string> = new Set([
  'HDRPMakerNote',
  'HDRPlusMakerNote',
  'PortraitRequest',
  'ShotLogData',
]);

/** What a packet with properties of Google's cameras says. */
export const hasGoogleCamera: ReturnType<typeof searchFor> = searchFor('ns.google.com/photos/1.0/camera');

/** The reference to the notes among the tags of packets. */
export function googleRef({ ranges, path }: BlockRef, tags: () => readonly Tag[]): GoogleNotesRef {
  return { kind: 'google-notes', ranges, path, notes: () => notesIn(tags()) };
}

function notesIn(tags: readonly Tag[]): ReturnType<GoogleNotesRef['notes']> {
  return tags.flatMap(({ group, name, value }) =>
    group === 'XMP-GCamera' && googleNoteNames.has(name) && typeof value === 'string'
      ? [{ name, text: value }]
      : [],
  );
}
