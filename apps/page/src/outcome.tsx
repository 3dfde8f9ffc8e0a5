// A new version of a photo beside the first one, with the proof that the picture is the same.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { download, named, size } from './files.js';
import type { Cleaned, Edited, Inspection } from './protocol.js';
import type { Texts } from './text.js';
import { Warnings } from './warnings.js';

interface Props {
  readonly text: Texts;
  readonly name: string;
  /** What is put behind the name of the file. */
  readonly suffix: 'clean' | 'edited';
  readonly before: Inspection;
  readonly version: Cleaned | Edited;
  /** Whether it is brought into sight. */
  readonly isShown: boolean;
  /** Takes the new version in the place of the photo. */
  readonly onGoOn: () => void;
  /** What came of it in particular. */
  readonly children: ComponentChildren;
}

export function Outcome({ text, name, suffix, before, version, isShown, onGoOn, children }: Props) {
  const { blob, digest, inspection, warnings } = version;
  const isSame = digest.before === digest.after;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isShown) place.current?.scrollIntoView({ block: 'nearest' });
  }, [version, isShown]);
  return (
    <div class="outcome" role="status" ref={place}>
      <div class="sides">
        <Side title={text.before} text={text} bytes={version.bytesBefore} inspection={before} />
        <Side title={text.after} text={text} bytes={version.bytesAfter} inspection={inspection} />
      </div>
      <p class={isSame ? 'good' : 'bad'}>
        <strong>{text.proof}.</strong> {isSame ? text.proofText : text.proofFailed}{' '}
        <code title={digest.after}>{digest.after.slice(0, 16)}…</code>
      </p>
      {children}
      {warnings.length > 0 && (
        <>
          <h4>{text.warnings}</h4>
          <Warnings text={text} warnings={warnings} />
        </>
      )}
      <div class="buttons">
        <button type="button" class="main" onClick={() => download(blob, named(name, suffix))}>
          {text.download}
        </button>
        <button type="button" onClick={onGoOn}>
          {text.goOn}
        </button>
      </div>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly text: Texts;
  readonly bytes: number;
  readonly inspection: Inspection;
}

function Side({ title, text, bytes, inspection: { findings, tags } }: SideProps) {
  return (
    <div>
      <h4>{title}</h4>
      <p class={findings.length ? 'bad' : 'good'}>{text.findingsCount(findings.length)}</p>
      <p>{text.tagsCount(tags.length)}</p>
      <p>{size(bytes)}</p>
    </div>
  );
}
