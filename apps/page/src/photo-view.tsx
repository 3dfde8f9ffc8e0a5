// One photo: what it reveals, its picture and place, the way to clean it, all of its tags.
import type { ComponentChildren } from 'preact';
import { Findings } from './findings.js';
import type { Photo } from './photo.js';
import { Place } from './place.js';
import { Preview } from './preview.js';
import { TagTable } from './tag-table.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photo: Photo;
  readonly children: ComponentChildren;
}

export function PhotoView({ text, photo, children }: Props) {
  const { file, inspection, fault } = photo;
  return (
    <>
      <h2 class="file">
        {file.name}
        <small>
          {inspection && `${inspection.fileType} · `}
          {size(file.size)}
        </small>
      </h2>
      {fault && (
        <p class="fault card" role="alert">
          <strong>{text.fault}.</strong> {fault.message}
        </p>
      )}
      {!inspection && !fault && <p class="hint">{text.reading}</p>}
      {inspection && (
        <div class="columns">
          <div>
            <Findings text={text} inspection={inspection} />
            {children}
          </div>
          <div>
            <Preview text={text} file={file} inspection={inspection} />
            {inspection.position && <Place text={text} position={inspection.position} />}
          </div>
        </div>
      )}
      {inspection && <TagTable text={text} tags={inspection.tags} warnings={inspection.warnings} />}
    </>
  );
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
