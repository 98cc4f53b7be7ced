# ruleid: kraken-private-key
docker run -e KRAKEN_PRIVATE_KEY=SHU+izl5GvHzUYNaG7KpGmmYF3GTzt2VUUcDPS5bLFAg1JkTZ6lcooVTvPmiHkx1mfLFHeM5PKkiM2VEZnF9/H== app
