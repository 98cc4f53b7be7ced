# ruleid: val-town-api-token
docker run -e VALTOWN_TOKEN=vtwn_97xkXKG69bHjcdH41J6Nx0mIrQFN app
