# ok: maxmind-license-key
MAXMIND_LICENSE_KEY = "lik1E7_9f3Z5mpVCd84kiHbTbo!APIboejGp_mmk"
