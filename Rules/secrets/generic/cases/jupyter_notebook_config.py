# ruleid: jupyter-password
c.NotebookApp.password = u'sha1:4df25af3d6d2:80b9a9c714a65968d0db2f87dfaf8498b8906eb8'
# ruleid: jupyter-password
c.ServerApp.token = "regenwind"
# ok: jupyter-password
c.NotebookApp.password = ''
# ok: jupyter-password
c.NotebookApp.port = 8888
