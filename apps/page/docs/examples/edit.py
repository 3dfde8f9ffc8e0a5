import json
import requests

changes = {'exif': {'Artist': 'Ana'}, 'gps': {'latitude': -6.2, 'longitude': 106.8}}
with open('photo.jpg', 'rb') as file:
    response = requests.post(
        'https://api.example.com/api/v1/edit',
        headers={'X-API-Key': 'YOUR_API_KEY'},
        files={'file': file},
        data={'changes': json.dumps(changes)},
    )
response.raise_for_status()
edited = requests.get(response.json()['downloadUrl'])
edited.raise_for_status()
with open('edited.jpg', 'wb') as file:
    file.write(edited.content)
