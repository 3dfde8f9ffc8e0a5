import requests

response = requests.post(
    'https://api.example.com/api/v1/extract',
    headers={'X-API-Key': 'YOUR_API_KEY'},
    json={'url': 'https://example.com/photo.jpg'},
)
response.raise_for_status()
result = response.json()
print(result['uuid'], result['metadata']['exif']['Make'])
