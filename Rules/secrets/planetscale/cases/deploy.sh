# ruleid: planetscale-service-token
./deploy --planetscale-service-token pscale_tkn_cI89P2tty4peibEL4JEFGnhB5lZMPVVyLUp1x6kJV6n --yes
# ruleid: planetscale-oauth-token
docker run -e PLANETSCALE_OAUTH_TOKEN=pscale_oauth_buVBZHhGlDPPikW2F1UwWx4kE7NkBwHDEdjjqZTmwTr app
