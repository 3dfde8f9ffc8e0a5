// The one walk over Photoshop's image resources (Adobe Photoshop File Formats Specification, Image Resource Blocks).
import type { View } from '../../bytes/view.js';
import type { Damage } from '../damage.js';

/** `8BIM`, and what others write there: `PHUT`, `DCSR`, `AgHg`, `MeSa`. */
const own = 0x3842494d;
const signatures = new Set([own, 0x50485554, 0x44435352, 0x41674867, 0x4d655361]);

/** An image resource: where it starts, and where its data lie. */
export interface Resource {
  readonly id: number;
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The resource that it has come to: `while (walk.advance()) ...`; then `damage` says whether there was more. */
export class ResourceWalk implements Resource {
  id = 0;
  at = 0;
  start = 0;
  end = 0;
  /** What stopped it. */
  damage: Damage | undefined;
  readonly #view: View;
  readonly #limit: number;
  #next: number;

  /** Over the resources in `[start, end)`. */
  constructor(view: View, start: number, end: number) {
    this.#view = view;
    this.#limit = end;
    this.#next = start;
  }

  /** Goes to the next `8BIM` resource; other applications' are passed over. */
  advance(): boolean {
    const view = this.#view;
    const limit = this.#limit;
    for (;;) {
      const at = this.#next;
      if (this.damage || at + 8 >= limit) return false;
      const signature = view.u32(at);
      if (signature !== own && !signatures.has(signature))
        return this.#stop('malformed', 'Photoshop resource without its signature');
      const nameLength = view.u8(at + 6);
      const start = at + 7 + nameLength + (nameLength & 1 ? 0 : 1) + 4;
      if (start > limit) return this.#stop('truncated', 'Photoshop resource is cut off');
      const size = view.u32(start - 4);
      const end = start + size;
      if (end > limit)
        return this.#stop('truncated', `Photoshop resource of ${size} bytes is longer than its block`);
      this.#next = end + (size & 1);
      if (signature !== own) continue;
      this.id = view.u16(at + 4);
      this.at = at;
      this.start = start;
      this.end = end;
      return true;
    }
  }

  #stop(code: Damage['code'], message: string): false {
    this.damage = { code, message, offset: this.#next };
    return false;
  }
}
