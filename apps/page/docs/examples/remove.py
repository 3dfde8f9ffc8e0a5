import requests

with open('photo.jpg', 'rb') as file:
    response = requests.post(
        'https://api.example.com/api/v1/remove',
        headers={'X-API-Key': 'YOUR_API_KEY'},
        files={'file': file},
    )
response.raise_for_status()
clean = requests.get(response.json()['downloadUrl'])
clean.raise_for_status()
with open('clean.jpg', 'wb') as file:
    file.write(clean.content)
