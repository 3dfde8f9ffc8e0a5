// A map of the world with one point: drawn here, so that nobody is asked for tiles.
import { land } from './land.generated.js';
import type { Position } from './protocol.js';

const around = 24;

/** The whole world, and the region around the point. */
export default function WorldMap({ position, label }: { position: Position; label: string }) {
  const { longitude: x, latitude } = position;
  const y = -latitude;
  const near = `${x - around} ${y - around / 2} ${around * 2} ${around}`;
  return (
    <div class="maps">
      <svg
        viewBox="-180 -90 360 180"
        class="map"
        role="img"
        aria-label={label}
        preserveAspectRatio="xMidYMid slice"
      >
        <World />
        <Point x={x} y={y} size={4} />
      </svg>
      <svg viewBox={near} class="map near" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
        <World />
        <Point x={x} y={y} size={0.6} />
      </svg>
    </div>
  );
}

function World() {
  return (
    <>
      <rect x="-540" y="-270" width="1080" height="540" class="sea" />
      {[-360, 0, 360].map((shift) => (
        <path key={shift} d={land} class="land" transform={`translate(${shift}) scale(0.1)`} />
      ))}
    </>
  );
}

function Point({ x, y, size }: { x: number; y: number; size: number }) {
  return (
    <>
      <circle cx={x} cy={y} r={size * 2} class="halo" />
      <circle cx={x} cy={y} r={size} class="point" />
    </>
  );
}
