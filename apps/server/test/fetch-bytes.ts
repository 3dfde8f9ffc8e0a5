// The bytes behind a URL in one piece, where a test asks for them.
import { joinChunks } from '../src/bytes.js';
import { fetchFile } from '../src/fetch/fetch-file.js';

type Arguments = Parameters<typeof fetchFile>;

export async function fetchBytes(
  ...[text, transport, policy, signal]: [Arguments[0], Arguments[1], Arguments[2], Arguments[3]]
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await fetchFile(text, transport, policy, signal, (chunk) => {
    chunks.push(chunk);
    return undefined;
  });
  return joinChunks(chunks);
}
