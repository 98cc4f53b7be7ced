# ruleid: twitch-api-token
./deploy --twitch-client-secret k56kf7t37v0pvri73e8q0ax7wt4m1z --yes
# ruleid: twitch-chat-oauth-token, twitch-api-token
docker run -e TWITCH_CHAT_PASSWORD=oauth:u70h8pmjm55hussawhizhqr4x684h1 app
