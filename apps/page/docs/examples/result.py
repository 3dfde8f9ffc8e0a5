import requests

response = requests.get('https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000')
response.raise_for_status()
result = response.json()
print(result['uuid'], result['metadata']['exif']['Make'])
