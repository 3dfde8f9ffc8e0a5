// Why something was not possible: in the reader's language, and in the library's words, which are English, where they tell more.
import { useEffect, useRef } from 'preact/hooks';
import type { FileFault } from './engine.js';
import type { Texts } from './text.js';

export function Fault({ text, fault }: { text: Texts; fault: FileFault }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [fault]);
  return (
    <div class="fault card" role="alert" ref={place}>
      <p>
        <strong>{text.fault}.</strong> {text.faults[fault.code]}
      </p>
      {fault.code === 'unsupported-format' ? (
        <p>
          <small>{text.formats}</small>
        </p>
      ) : (
        <p lang="en">
          <small>{fault.message}</small>
        </p>
      )}
    </div>
  );
}
