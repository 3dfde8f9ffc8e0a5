// One photo: what it reveals, its picture and place, the ways to clean and to edit it, all of its tags.
import type { ComponentChildren } from 'preact';
import type { Edit } from './edits.js';
import { Fault } from './fault.js';
import { size } from './files.js';
import { Findings } from './findings.js';
import type { Photo } from './photo.js';
import { Place } from './place.js';
import { Preview } from './preview.js';
import { TagTable } from './tag-table.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photo: Photo;
  readonly onEdit: (edit: Edit) => void;
  readonly onUndo: (edit: Edit) => void;
  readonly children: ComponentChildren;
}

export function PhotoView({ text, photo, onEdit, onUndo, children }: Props) {
  const { file, inspection, fault, edits = [] } = photo;
  return (
    <>
      <h2 class="file">
        {file.name}
        <small>
          {inspection && `${inspection.fileType} · `}
          {size(file.size)}
        </small>
      </h2>
      {fault && <Fault text={text} fault={fault} isRead={inspection !== undefined} />}
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
      {inspection && (
        <TagTable
          text={text}
          tags={inspection.tags}
          warnings={inspection.warnings}
          edits={edits}
          onEdit={onEdit}
          onUndo={onUndo}
        />
      )}
    </>
  );
}
