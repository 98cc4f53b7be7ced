# ruleid: sonar-token
os.environ["SONAR_TOKEN"] = "squ_29e222678492ac7db1de7d91271fc723b45fa9b5"
# ok: sonar-token
SONAR_TOKEN = "sqp_be361b76b3a370d8aa5babe37!9fc9d809ea6c06"
