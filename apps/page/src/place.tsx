// Where a photo was taken; the map is fetched when one says so.
import { useEffect, useState } from 'preact/hooks';
import type { Position } from './protocol.js';
import type { Texts } from './text.js';

type Drawn = typeof import('./map.js').default;

export function Place({ text, position }: { text: Texts; position: Position }) {
  const [map, setMap] = useState<{ readonly Drawn: Drawn }>();
  useEffect(() => {
    import('./map.js').then(({ default: Drawn }) => setMap({ Drawn }));
  }, []);
  const label = `${text.place}: ${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
  return (
    <figure class="place card">
      {map && <map.Drawn position={position} label={label} />}
      <figcaption>{label}</figcaption>
    </figure>
  );
}
