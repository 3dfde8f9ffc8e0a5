require 'json'
require 'net/http'

uri = URI('https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000')
result = JSON.parse(Net::HTTP.get(uri))
abort result['error'] unless result['success']
puts "#{result['uuid']} #{result['metadata']['exif']['Make']}"
