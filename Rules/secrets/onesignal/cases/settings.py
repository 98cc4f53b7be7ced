# ruleid: onesignal-api-key
os.environ["ONESIGNAL_API_KEY"] = "os_v2_app_3pclqk4dboogwdp73w4tu33kkd76cnybritus5sj2gobiph2t6gbai2ctqgsudbyidjofe6p6c7m7w6o3qlbiapwieyhmxrrapvyjm3"
