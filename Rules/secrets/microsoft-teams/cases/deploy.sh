# ruleid: microsoft-workflow-trigger-url
./deploy --teams-workflow-url https://default0caf6ebd6045.d7.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/0cd6f5c8ff2d0770b06fc348b54bdfa9/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=GD28t4RFNpdB_XFIJyyOefNCbnV2uPy1LshfHP4Y-UI --yes
