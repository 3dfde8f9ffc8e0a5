// Sets a position to the middle of a cell of a fixed grid: nearby places give the same, and nothing tells them apart.

const kilometresPerDegree = 111.32;

/** Degrees, south and west negative. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** The middle of the cell, of about `kilometres` each way, that a position lies in. The grid spans the globe. */
export function coarse({ latitude, longitude }: Position, kilometres: number): Position {
  const middle = cellMiddle(latitude, 90, kilometres / kilometresPerDegree);
  const shrink = Math.max(Math.cos((middle * Math.PI) / 180), 1e-9);
  return {
    latitude: middle,
    longitude: cellMiddle(longitude, 180, kilometres / kilometresPerDegree / shrink),
  };
}

/** The middle of the cell that `degrees` lies in, for cells of about `step` from 0 to `reach` on either side. */
function cellMiddle(degrees: number, reach: number, step: number): number {
  const cells = Math.max(1, Math.floor(reach / step));
  const size = reach / cells;
  const cell = Math.min(cells - 1, Math.floor(Math.abs(degrees) / size));
  const middle = (cell + 0.5) * size;
  return degrees < 0 ? -middle : middle;
}

/** Degrees, minutes and thousandths of a second of an angle without its sign. */
export function sexagesimal(degrees: number): readonly [number, number, number] {
  const thousandths = Math.round(Math.abs(degrees) * 3_600_000);
  return [Math.floor(thousandths / 3_600_000), Math.floor(thousandths / 60_000) % 60, thousandths % 60_000];
}
