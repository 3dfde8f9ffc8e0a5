require 'json'
require 'net/http'

changes = { exif: { Artist: 'Ana' }, gps: { latitude: -6.2, longitude: 106.8 } }
uri = URI('https://api.example.com/api/v1/edit')
request = Net::HTTP::Post.new(uri, 'X-API-Key' => 'YOUR_API_KEY')
request.set_form([['file', File.open('photo.jpg')], ['changes', changes.to_json]], 'multipart/form-data')
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }
result = JSON.parse(response.body)
abort result['error'] unless result['success']
File.binwrite('edited.jpg', Net::HTTP.get(URI(result['downloadUrl'])))
