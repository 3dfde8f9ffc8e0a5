curl -N -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' -F 'file=@second.jpg' \
  https://api.example.com/api/v1/extract/batch
