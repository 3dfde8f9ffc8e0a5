<?php
$changes = ['exif' => ['Artist' => 'Ana'], 'gps' => ['latitude' => -6.2, 'longitude' => 106.8]];
$curl = curl_init('https://api.example.com/api/v1/edit');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['X-API-Key: YOUR_API_KEY'],
    CURLOPT_POSTFIELDS => ['file' => new CURLFile('photo.jpg'), 'changes' => json_encode($changes)],
]);
$result = json_decode(curl_exec($curl), true);
if (!$result['success']) {
    exit($result['error']);
}
$curl = curl_init($result['downloadUrl']);
curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
file_put_contents('edited.jpg', curl_exec($curl));
