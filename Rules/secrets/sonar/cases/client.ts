// ruleid: sonar-token
  sonarToken: 'sqa_317efd0e74a30c6ffa2a34e937d5569a39577a38',
// ok: sonar-legacy-token
  sonarLogin: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
