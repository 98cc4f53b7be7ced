<?php
// ruleid: wordpress-config-secret
define( 'DB_PASSWORD', 'sommerwind' );
// ruleid: wordpress-config-secret
define('AUTH_KEY',         'YJdkhRT9Z1(>M%0V 2(#ojEy8g01AdGj3$G<h|~4`JKsF9XH8RrNmUrrrYzXeR+e_R-f');
// ruleid: wordpress-config-secret
define('NONCE_SALT',       'K0VonxqjW0dpOy3SILk2DUn7ytynuR|:-cE473nUpq66DLjepkmo0wTWxJfFG');
// ok: wordpress-config-secret
define( 'DB_PASSWORD', 'password_here' );
// ok: wordpress-config-secret
define('AUTH_KEY',         'put your unique phrase here');
// ok: wordpress-config-secret
define( 'DB_CHARSET', 'utf8mb4' );
