const response = await fetch('https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000');
const result = await response.json();
if (!result.success) throw new Error(result.error);
console.log(result.uuid, result.metadata.exif.Make);
