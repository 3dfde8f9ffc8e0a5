<?php
$curl = curl_init('https://api.example.com/api/v1/extract');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['X-API-Key: YOUR_API_KEY', 'Content-Type: application/json'],
    CURLOPT_POSTFIELDS => json_encode(['url' => 'https://example.com/photo.jpg']),
]);
$result = json_decode(curl_exec($curl), true);
if (!$result['success']) {
    exit($result['error']);
}
echo $result['uuid'], ' ', $result['metadata']['exif']['Make'], "\n";
