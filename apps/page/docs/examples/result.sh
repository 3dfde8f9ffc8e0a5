curl https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000
