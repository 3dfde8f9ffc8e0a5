import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const body = new FormData();
body.set('file', await openAsBlob('photo.jpg'), 'photo.jpg'); // in a browser: input.files[0]

const response = await fetch('https://api.example.com/api/v1/remove', {
  method: 'POST',
  headers: { 'X-API-Key': 'YOUR_API_KEY' },
  body,
});
const result = await response.json();
if (!result.success) throw new Error(`${result.error} (${response.headers.get('X-Error-Code')})`);

const clean = await fetch(result.downloadUrl);
await writeFile('clean.jpg', new Uint8Array(await clean.arrayBuffer()));
