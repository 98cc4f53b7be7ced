// ruleid: shippo-test-token
  shippoTestToken: 'shippo_test_1ad4f6242a228c46b74f07f235d11e85258603d7',
