// ruleid: kraken-private-key
  krakenPrivateKey: 'RcmTZGN98AKdQhxHwFnp70Izqm1y4f3aPaBvpRBcgdfeXdCzfoOei4pkNgHfMTw+sbnfvGKyED80BrXxYEOU/K==',
// ok: kraken-private-key
  krakenPrivateKey: 'Z0vSr9qe4SnSi3gFB6MjepyKWonJrgr/Yo9Du5yNav23LxlDgaboZTAN/PipARhLoS',
// ok: kraken-api-key
  krakenApiKey: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: kraken-api-key
  krakenApiKey: 'a8heIdKaZcT5PlZlU+HzFJwrm2VfiFHr1TXZn1dX/M',
