<?php
$curl = curl_init('https://api.example.com/api/v1/extract/123e4567-e89b-12d3-a456-426614174000');
curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
$result = json_decode(curl_exec($curl), true);
if (!$result['success']) {
    exit($result['error']);
}
echo $result['uuid'], ' ', $result['metadata']['exif']['Make'], "\n";
