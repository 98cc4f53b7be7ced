// ruleid: sumologic-access-id
const sumologicAccessId = "su6uI60xCsjLLF";
// ok: sumologic-access-id
  sumologicAccessId: 'sudvRIT',
// ok: sumologic-access-key
const sumologicAccessKey = "ct3ntIRPkgDqRb3jFzAjcGoWKGNGZ7Jl";
