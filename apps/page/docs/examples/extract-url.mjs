const response = await fetch('https://api.example.com/api/v1/extract', {
  method: 'POST',
  headers: { 'X-API-Key': 'YOUR_API_KEY', 'Content-Type': 'application/json' },
  body: JSON.stringify({ url: 'https://example.com/photo.jpg' }),
});
const result = await response.json();
if (!result.success) throw new Error(`${result.error} (${response.headers.get('X-Error-Code')})`);
console.log(result.uuid, result.metadata.exif.Make);
