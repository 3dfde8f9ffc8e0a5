// The blocks of a GIF for whoever rewrites or compares it: all of them, by what they hold.
import type { Scan } from '../../bytes/scan.js';
import {
  applicationBytes,
  COMMENT,
  type GifBlock,
  GifWalk,
  GRAPHIC_CONTROL,
  PLAIN_TEXT,
} from '../../structures/gif/walk.js';
import type { Context } from '../../types.js';
import { type PlanInput, refuse, strict } from '../plan.js';

/** A block, by what it holds. */
export interface GifPart extends Pick<GifBlock, 'start' | 'end'> {
  readonly kind:
    | 'image'
    | 'control'
    | 'text'
    | 'comment'
    | 'loop'
    | 'icc'
    | 'xmp'
    | 'c2pa'
    | 'extension'
    | 'gap';
}

/** The blocks of a GIF. */
export interface WalkedGif {
  readonly parts: readonly GifPart[];
  /** Where the screen descriptor and the global colour table end. */
  readonly screenEnd: number;
  readonly end: number;
  /** Whether it ends with its trailer. */
  readonly closed: boolean;
}

/**
 * The graphic controls that show an image. A control is for the next picture, an image or a plain text,
 * whatever blocks stand between (section 23).
 */
export function imageControls(parts: readonly GifPart[]): ReadonlySet<GifPart> {
  const found = new Set<GifPart>();
  let waiting: GifPart[] = [];
  for (const part of parts) {
    if (part.kind === 'control') waiting.push(part);
    if (part.kind === 'image') for (const control of waiting) found.add(control);
    if (part.kind === 'image' || part.kind === 'text') waiting = [];
  }
  return found;
}

/** The two bytes of how often an animation is shown; none where the extension does not say it. */
export function* loopCount({ start, end }: GifPart): Scan<Uint8Array | undefined> {
  const view = yield { start, end };
  for (let at = start + applicationBytes; at + 4 < end && view.u8(at) > 0; at += 1 + view.u8(at)) {
    if (view.u8(at) >= 3 && view.u8(at + 1) === 1) return view.slice(at + 2, at + 4);
  }
  return undefined;
}

/** All blocks up to the trailer. Throws where one is cut off or not known. */
export function* readParts({ context, known }: Pick<PlanInput, 'context' | 'known'>): Scan<WalkedGif> {
  return yield* walkedParts(strict(context), known);
}

/** The same up to what is no block: for an edit, which leaves it where it is. */
export function* readPartsAhead({ context, known }: Pick<PlanInput, 'context' | 'known'>): Scan<WalkedGif> {
  const own = strict(context);
  const warn: Context['warn'] = (code, ...where) => {
    if (code !== 'malformed') own.warn(code, ...where);
  };
  return yield* walkedParts({ ...own, warn }, known);
}

function* walkedParts(context: Context, known: PlanInput['known']): Scan<WalkedGif> {
  const walk = new GifWalk(context, known);
  const parts: GifPart[] = [];
  for (let block = yield* walk.next(); block; block = yield* walk.next()) {
    const { start, end } = block;
    parts.push({ kind: kindOf(block), start, end });
  }
  const { screenEnd, end, closed } = walk;
  if (!parts.some(({ kind }) => kind === 'image'))
    refuse(closed ? 'malformed' : 'truncated', 'a GIF without a picture', end, 'gif');
  return { parts, screenEnd, end, closed };
}

function kindOf({ kind, label, size, application }: GifBlock): GifPart['kind'] {
  if (kind !== 'extension') return kind;
  if (label === COMMENT) return 'comment';
  if (label === PLAIN_TEXT) return 'text';
  if (label === GRAPHIC_CONTROL && size >= 4) return 'control';
  if (application === 'NETSCAPE2.0' || application === 'ANIMEXTS1.0') return 'loop';
  if (application === 'ICCRGBG1012') return 'icc';
  if (application === 'XMP DataXMP') return 'xmp';
  return application.startsWith('C2PA_GIF') ? 'c2pa' : 'extension';
}
