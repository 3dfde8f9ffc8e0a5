// The data of Minolta's raw files: segments, each a name, a length and a record.
import type { Bytes } from '../../../tables/stored-value.js';
import type { Table } from '../../../tables/table.js';
import type { Note, Process } from '../note.js';

const maxSegments = 64;

function readSegments(note: Note, table: Table, { view, start, end }: Bytes): void {
  if (end - start < 8) return;
  const head = view.latin1(start, start + 4);
  if (!/^\0MR[IM]$/.test(head)) return;
  const littleEndian = head.endsWith('I');
  const last = Math.min(end, start + 8 + view.u32(start + 4, littleEndian));
  let at = start + 8;
  for (let i = 0; at + 8 <= last && i < maxSegments; i++) {
    const name = view.latin1(at, at + 4);
    const next = at + 8 + view.u32(at + 4, littleEndian);
    if (next > end) return;
    const bytes: Bytes = { view, start: at + 8, end: next, littleEndian };
    const row = name.startsWith('\0') ? table.rows.get(name.slice(1))?.known(note.scope(bytes)) : undefined;
    if (row?.sub) note.sub(row, { bytes, base: at + 8, value: undefined });
    at = next;
  }
}

export const minoltaProcesses: { readonly [name: string]: Process } = { ProcessMRW: readSegments };
