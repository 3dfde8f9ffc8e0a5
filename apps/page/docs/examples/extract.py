import requests

with open('photo.jpg', 'rb') as file:
    response = requests.post(
        'https://api.example.com/api/v1/extract',
        headers={'X-API-Key': 'YOUR_API_KEY'},
        files={'file': file},
    )
response.raise_for_status()
result = response.json()
print(result['uuid'], result['metadata']['exif']['Make'])
