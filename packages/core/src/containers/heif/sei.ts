// Supplemental enhancement information of HEVC, AVC, VVC and EVC (Rec. ITU-T H.274 and annex D of each): which messages stay.

/**
 * Messages on which display depends, by payload type, and the most bytes of each. The numbers are the
 * same in all of these codings. All others go: buffering and timing, which the container tells, check sums, and user
 * data, in which encoders tell their name and settings.
 */
const kept: ReadonlyMap<number, number> = new Map([
  // Where decoding can begin.
  [6, 8],
  // What is cut from the picture, how it is turned, what stands side by side in it.
  [3, 64],
  [45, 16],
  [47, 8],
  // Grain, tone and colour.
  [19, 1024],
  [23, 2048],
  [141, 64],
  [142, 2048],
  // Light: of the mastering display, of the content, transfer characteristics, surroundings, volume of colours.
  [137, 24],
  [144, 4],
  [147, 1],
  [148, 8],
  [149, 32],
  // Spheres: projections, turning, packing of regions.
  [150, 8],
  [151, 8],
  [154, 16],
  [155, 512],
  // What alpha and depth mean.
  [165, 8],
  [177, 64],
]);

/** What ends a unit behind its last message. */
const trailingBits = 0x80;

/**
 * The unit of messages behind a header of `headBytes` with just those that stay: itself where all do, `undefined`
 * where none does. Messages that cannot be walked go.
 */
export function cleanMessages(unit: Uint8Array, headBytes: number): Uint8Array | undefined {
  const messages = unescaped(unit.subarray(headBytes));
  const end = messages.findLastIndex((byte) => byte !== 0);
  if (messages[end] !== trailingBits) return undefined;
  const staying: Uint8Array[] = [];
  let at = 0;
  let all = end === messages.length - 1;
  const coded = (): number => {
    let value = 0;
    for (; messages[at] === 255; at++) value += 255;
    return value + (messages[at++] ?? Number.NaN);
  };
  while (at < end) {
    const start = at;
    const type = coded();
    const size = coded();
    if (!(at + size <= end)) return undefined;
    at += size;
    if (size <= (kept.get(type) ?? -1)) staying.push(messages.subarray(start, at));
    else all = false;
  }
  if (staying.length === 0 || all) return staying.length === 0 ? undefined : unit;
  const head = unit.subarray(0, headBytes);
  return Uint8Array.from([
    ...head,
    ...escaped([...staying.flatMap((message) => [...message]), trailingBits]),
  ]);
}

/** Bytes of a unit without the 3 after two zeros (23008-2, 7.3.1.1). */
function unescaped(unit: Uint8Array): Uint8Array {
  return unit.filter((byte, i) => !(byte === 3 && i >= 2 && unit[i - 1] === 0 && unit[i - 2] === 0));
}

/** Bytes with a 3 between two zeros and what could be taken for a start code. */
function escaped(bytes: readonly number[]): number[] {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return out;
}
