// ruleid: mapbox-secret-token
const mapboxSecretToken = "sk.eyJ1IjoibWFwYWNjdDY0IiwiYSI6ImNsNDI0MmVvbWg2YnZmcTZuM3J3d3FwOTAifQ.KgFSDaHpeb3znJuAmvTr7X";
// ok: mapbox-public-token
mapboxgl.accessToken = "pk.eyJ1IjoiZXhhbXBsZSJ9.short";
// ok: mapbox-public-token
const mapboxAccessToken = "pk.eyJ1IjoibWFwYWNjdDk3IiwiYSI6ImNsY3EyNWJ6aHRqbnBqZ2o5cm94Y3!veTQifQ.p58PBagc5nHqVQhqbGRYrk";
