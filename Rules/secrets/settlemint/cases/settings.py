# ok: settlemint-application-token
SETTLEMINT_APPLICATION_TOKEN = "sm_aat_xxxxxxxxxxxxxxxx"
# ok: settlemint-application-token
os.environ["SETTLEMINT_APPLICATION_TOKEN"] = "sm_aat_8jtx"
# ok: settlemint-personal-token
os.environ["SETTLEMINT_PERSONAL_TOKEN"] = "sm_pat_96ddj25241a"
# ok: settlemint-service-token
os.environ["SETTLEMINT_SERVICE_TOKEN"] = "sm_sat_8jzj98ff!ws16q1e"
