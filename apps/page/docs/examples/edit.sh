url=$(curl -s -H 'X-API-Key: YOUR_API_KEY' -F 'file=@photo.jpg' \
  -F 'changes={"exif":{"Artist":"Ana"},"gps":{"latitude":-6.2,"longitude":106.8}}' \
  https://api.example.com/api/v1/edit | sed 's/.*"downloadUrl":"\([^"]*\)".*/\1/')
curl -o edited.jpg "$url"
