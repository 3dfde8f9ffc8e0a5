curl -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' -F keep=copyright,creator -F report=1 \
  https://api.example.com/api/v1/remove

curl -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' -F only=location https://api.example.com/api/v1/remove
