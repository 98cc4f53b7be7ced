# ruleid: vercel-personal-token
docker run -e VERCEL_TOKEN=vcp_H5TgVoaQ5Vd49CBFG3SMjPspcgFE1BeBm0bZDwIjblmNnVDodXsJ67fS app
# ruleid: vercel-integration-token
./deploy --vercel-token vci_cUwk3054NHxqziEiLiWEnl6kvK52maQ8d4PiltoZ5HJv6h6YewRaejz7 --yes
# ruleid: vercel-app-access-token
./deploy --vercel-token vca_55jloSFBxPhfyphI9sDfyhJauptJsjt0tLRlXO4nV50qrFrysgXu3P3U --yes
# ruleid: vercel-blob-token
docker run -e BLOB_READ_WRITE_TOKEN=vercel_blob_rw_7hWYDzJz8nrR5Mvn_p6Aj6tlUvOnWYoB4GO0jltSsEh0CZa app
