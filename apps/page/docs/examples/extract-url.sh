curl -H 'X-API-Key: YOUR_API_KEY' --json '{"url":"https://example.com/photo.jpg"}' \
  https://api.example.com/api/v1/extract
