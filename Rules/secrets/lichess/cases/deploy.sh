# ruleid: lichess-personal-token
./deploy --lichess-token lip_qtAo3QijFYYZj488g8gH --yes
