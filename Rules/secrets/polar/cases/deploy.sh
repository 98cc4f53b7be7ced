# ruleid: polar-organization-token
./deploy --polar-access-token polar_oat_sJyCB0PcVng2N9Rj8dXxZei6mpbNcwI6teu0PbL5ypj --yes
