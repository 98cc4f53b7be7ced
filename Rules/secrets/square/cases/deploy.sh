# ruleid: square-access-token
docker run -e SQUARE_ACCESS_TOKEN=EAAAxet8gQFwF9QNXZkqa0BGKKRmU-uhUbczBMASxRA7AX_LMpHwA9ws0F1DgCvw app
# ruleid: square-oauth-secret
./deploy --square-application-secret sq0csp-xeZRZmkfTzC1VSbIzNkRzErJVN-sQHf5sCv5nhAJNOc --yes
