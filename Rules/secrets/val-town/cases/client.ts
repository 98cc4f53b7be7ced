// ok: val-town-api-token
  valtownToken: 'vtwn_AhsTGJ3sKcH',
