// ok: sourcegraph-gateway-token
  sourcegraphLicense: 'slk_6953b7f2783d1bb4dd545c5de751658f8eabb9224!b4537f67f72b4601924339',
// ruleid: sourcegraph-legacy-token
  sourcegraphToken: 'e1f445a08c02a1a1a08ca976dd3767e0961302c3',
// ok: sourcegraph-legacy-token
const sourcegraphToken = "9bb79ccc7b7cffd3bb24bd70ab!2094f074ba6cf";
// ok: sourcegraph-legacy-token
  sourcegraphToken: '9bb79ccc7b7cffd3bb24',
