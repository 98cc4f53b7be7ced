# ruleid: statsig-console-key
./deploy --statsig-console-key console-PgqGeKRUfpL2yobGK528pyqB3URchk9e8IF3QZkIVoS --yes
