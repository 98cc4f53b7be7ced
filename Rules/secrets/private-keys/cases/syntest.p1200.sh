# ok: pkcs12-keystore-file
echo run
