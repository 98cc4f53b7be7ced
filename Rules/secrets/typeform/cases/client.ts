// ok: typeform-personal-token
  typeformToken: 'tfp_j0DwyPrBFkzhj9gjkDlzdbnZxQJijLteP5wHS8CzuqEi',
// ok: typeform-personal-token
const typeformToken = "tfp_j0DwyPrBFkzhj9gjkDlzdbnZxQJ";
