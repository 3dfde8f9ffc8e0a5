require 'json'
require 'net/http'

uri = URI('https://api.example.com/api/v1/extract')
headers = { 'X-API-Key' => 'YOUR_API_KEY', 'Content-Type' => 'application/json' }
response = Net::HTTP.post(uri, { url: 'https://example.com/photo.jpg' }.to_json, headers)
result = JSON.parse(response.body)
abort result['error'] unless result['success']
puts "#{result['uuid']} #{result['metadata']['exif']['Make']}"
