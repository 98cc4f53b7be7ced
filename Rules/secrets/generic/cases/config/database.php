<?php
// ruleid: password-in-php-config
$dbpasswd = 'sommer123';
return [
  // ruleid: password-in-php-config
  'password' => 'regen-2031-wind',
  // ok: password-in-php-config
  'password' => env('DB_PASSWORD', ''),
  // ok: password-in-php-config
  'password' => 'required|string|min:8',
  // ok: password-in-php-config
  'password' => 'secret',
];
