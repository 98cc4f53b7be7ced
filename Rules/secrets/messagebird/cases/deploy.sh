# ruleid: messagebird-access-key
docker run -e MESSAGEBIRD_ACCESS_KEY=tZqY0l8Ts0uePogfMPnjhlO16 app
