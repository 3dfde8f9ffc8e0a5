require 'json'
require 'net/http'

uri = URI('https://api.example.com/api/v1/extract')
request = Net::HTTP::Post.new(uri, 'X-API-Key' => 'YOUR_API_KEY')
request.set_form([['file', File.open('photo.jpg')]], 'multipart/form-data')
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https') { |http| http.request(request) }
result = JSON.parse(response.body)
abort result['error'] unless result['success']
puts "#{result['uuid']} #{result['metadata']['exif']['Make']}"
