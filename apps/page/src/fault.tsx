// Why something was not possible: in the reader's language, and in the library's words, which are English, where they tell more.
import { useEffect, useRef } from 'preact/hooks';
import type { FileFault } from './engine.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly fault: FileFault;
  /** The file could be read: its format is known. */
  readonly isRead: boolean;
}

export function Fault({ text, fault, isRead }: Props) {
  const { code, message } = fault;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [fault]);
  const isFormat = code === 'unsupported-format';
  return (
    <div class="fault card" role="alert" ref={place}>
      <p>
        <strong>{text.fault}.</strong> {isFormat && isRead ? text.readOnly : text.faults[code]}
      </p>
      {isFormat && !isRead ? (
        <p>
          <small>{text.formats}</small>
        </p>
      ) : (
        <p lang="en">
          <small>{message}</small>
        </p>
      )}
    </div>
  );
}
