# ruleid: sourcegraph-access-token
SRC_ACCESS_TOKEN = "sgp_bbc90169b25639ea_dfbf72ce5deb959edf95680460b7af4cdf7d7fa9"
# ok: sourcegraph-access-token
SRC_ACCESS_TOKEN = "sgp_84fc09f5531b2fb6_2b0616b29"
# ruleid: sourcegraph-gateway-token
SOURCEGRAPH_LICENSE = "slk_a0b7b70d64db4e3b469e01e5332157d271b229f2ebec243bd084487fad132af8"
