# ok: prefect-service-account-key
os.environ["PREFECT_SERVICE_KEY"] = "pnb_icglz2Qmqi96ic4NS29D4r!EXGkuSAmqv8E9"
# ok: prefect-service-account-key
PREFECT_SERVICE_KEY = "pnb_icglz2Qmqi96ic4N"
