curl -X DELETE -H 'X-API-Key: YOUR_API_KEY' \
  https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000
