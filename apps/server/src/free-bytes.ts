// Gives memory back at once. Node copies each chunk of a body into memory of its own, and where MiB of such garbage lie about,
// V8 looks through the whole heap again and again for more: that takes more time than all else that is done for an upload.
import { MessageChannel } from 'node:worker_threads';

/** A port that leads nowhere: what is moved to it is gone. */
const nowhere = new MessageChannel().port1;
nowhere.close();

/** Frees the memory of bytes that nobody needs any longer, and that have it to themselves. */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (byteLength > 0 && byteLength === buffer.byteLength)
    nowhere.postMessage(undefined, [buffer as ArrayBuffer]);
}
