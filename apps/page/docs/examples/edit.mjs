import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const changes = { exif: { Artist: 'Ana' }, gps: { latitude: -6.2, longitude: 106.8 } };
const body = new FormData();
body.set('file', await openAsBlob('photo.jpg'), 'photo.jpg'); // in a browser: input.files[0]
body.set('changes', JSON.stringify(changes));

const response = await fetch('https://api.example.com/api/v1/edit', {
  method: 'POST',
  headers: { 'X-API-Key': 'YOUR_API_KEY' },
  body,
});
const result = await response.json();
if (!result.success) throw new Error(`${result.error} (${response.headers.get('X-Error-Code')})`);

const edited = await fetch(result.downloadUrl);
await writeFile('edited.jpg', new Uint8Array(await edited.arrayBuffer()));
