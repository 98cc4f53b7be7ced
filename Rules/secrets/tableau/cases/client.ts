// ruleid: tableau-personal-access-token
  tableauPatSecret: 'CKqAouyT7umuyyZF9aQAvI==:bG1Zd1VUqXEglpW4gWBNyB5U7N0etf8Z',
// ok: tableau-personal-access-token
  tableauPatSecret: '3VzAGWqRA5+EDf1CjgWqo5==:NCA39C1mUhYjS!MSOIEUtdOle0oFp4xS',
