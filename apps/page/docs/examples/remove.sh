url=$(curl -s -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' https://api.example.com/api/v1/remove \
  | sed 's/.*"downloadUrl":"\([^"]*\)".*/\1/')
curl -o clean.jpg "$url"
