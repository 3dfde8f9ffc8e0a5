// Reads and cleans files with exifkit, away from the page's thread.
import { type Keep, MetadataError, read, readThumbnail, remove, type Tag } from 'exifkit';
import { privacyReport } from 'exifkit/report';
import type { Answer, Cleaned, Inspection, Request, ShownTag } from './protocol.js';

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  scope.postMessage(await answer(data));
});

async function answer(request: Request): Promise<Answer> {
  const { id, file } = request;
  try {
    const result = request.verb === 'inspect' ? await inspect(file) : await clean(file, request.keep);
    return { id, result };
  } catch (error) {
    const { message } = error instanceof Error ? error : { message: String(error) };
    return { id, fault: { code: error instanceof MetadataError ? error.code : 'unexpected', message } };
  }
}

async function inspect(file: Blob): Promise<Inspection> {
  const metadata = await read(file);
  const tags = metadata.tags();
  const places = new Map(tags.map((tag, i) => [tag, i]));
  const { findings } = privacyReport(metadata);
  const { latitude, longitude } = metadata.gps ?? {};
  const thumbnail = await readThumbnail(file).catch(() => undefined);
  return {
    fileType: metadata.fileType.type,
    mimeType: metadata.fileType.mimeType,
    tags: tags.map(shown),
    findings: findings.map(({ code, tags: because }) => ({
      code,
      tags: because.flatMap((tag) => places.get(tag) ?? []),
    })),
    position: latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined,
    warnings: metadata.warnings.map(({ message }) => message),
    thumbnail: thumbnail && new Blob([new Uint8Array(thumbnail.bytes)], { type: thumbnail.mimeType }),
  };
}

function shown({ family, group, name, text }: Tag): ShownTag {
  return { family, group, name, text: textOf(text) };
}

function textOf(text: Tag['text']): string {
  if (typeof text === 'string') return text;
  return Array.isArray(text) ? text.map(textOf).join(', ') : JSON.stringify(text);
}

async function clean(file: Blob, keep: readonly Keep[]): Promise<Cleaned> {
  const rewrite = await remove(file, { preset: 'strict', keep });
  const [blob, digest] = await Promise.all([rewrite.blob(), rewrite.imageDigest()]);
  const { bytesBefore, bytesAfter, removed, kept, warnings } = rewrite.report;
  return {
    blob,
    bytesBefore,
    bytesAfter,
    removed: unique(removed.map(({ kind }) => kind)),
    kept: unique(kept.map(({ kind, why }) => (why ? `${kind}: ${why}` : kind))),
    warnings: warnings.map(({ message }) => message),
    digest,
    inspection: await inspect(blob),
  };
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
