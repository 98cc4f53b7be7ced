// ok: lichess-personal-token
  lichessToken: 'lip_xxxxxxxxxxxxxxxxxxxx',
