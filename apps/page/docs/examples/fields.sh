curl -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' \
  'https://api.example.com/api/v1/extract?fields=exif.Make,gps&format=numeric'
