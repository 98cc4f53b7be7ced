import ShrikeLedger

/// The hub's own tables, beside the ledger's: who signs in and with what, and work that waits. Nothing in them
/// follows from the log. Secrets stand in them as hashes; those that must be had back are sealed (`SecretKeys`).
enum HubSchema {
  /// One step a release; a released step never changes.
  static let steps: [[String]] = [
    [
      """
      CREATE TABLE hub_secret (name {text} PRIMARY KEY, bytes {blob} NOT NULL)
      """,
      """
      CREATE TABLE hub_account (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, person {text} NOT NULL,
        email {text} NOT NULL, name {text} NOT NULL, role {text} NOT NULL, assets {text},
        password {text}, factor {blob}, factor_step {integer} NOT NULL, recovery {text} NOT NULL,
        failures {integer} NOT NULL, locked_until {integer}, active {integer} NOT NULL,
        created {integer} NOT NULL, version {integer} NOT NULL)
      """,
      "CREATE UNIQUE INDEX hub_account_email ON hub_account (email)",
      "CREATE UNIQUE INDEX hub_account_person ON hub_account (org_id, person)",
      """
      CREATE TABLE hub_session (
        hash {blob} PRIMARY KEY, account {text} NOT NULL, csrf {text} NOT NULL,
        created {integer} NOT NULL, seen {integer} NOT NULL, half {integer} NOT NULL)
      """,
      "CREATE INDEX hub_session_account ON hub_session (account)",
      """
      CREATE TABLE hub_link (
        hash {blob} PRIMARY KEY, org_id {text} NOT NULL, role {text} NOT NULL, assets {text},
        email {text}, expires {integer} NOT NULL, used {integer})
      """,
      """
      CREATE TABLE hub_token (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, hash {blob} NOT NULL, name {text} NOT NULL,
        role {text} NOT NULL, assets {text}, created_by {text} NOT NULL,
        created {integer} NOT NULL, expires {integer} NOT NULL, used {integer},
        revoked {integer})
      """,
      "CREATE UNIQUE INDEX hub_token_hash ON hub_token (hash)",
      """
      CREATE TABLE hub_proposal (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, findings {text} NOT NULL,
        kind {text} NOT NULL, until_time {integer}, reason {text} NOT NULL,
        proposer {text} NOT NULL, at {integer} NOT NULL, state {text} NOT NULL,
        settled_by {text}, settled_at {integer}, batch {text})
      """,
      "CREATE INDEX hub_proposal_state ON hub_proposal (org_id, state, id)",
      """
      CREATE TABLE hub_batch (
        org_id {text} NOT NULL, batch {text} NOT NULL, actor {text} NOT NULL,
        assets {text} NOT NULL, PRIMARY KEY (org_id, batch))
      """,
      """
      CREATE TABLE hub_repeat (
        org_id {text} NOT NULL, actor {text} NOT NULL, name {text} NOT NULL,
        request {blob} NOT NULL, status {integer} NOT NULL, type {text} NOT NULL,
        body {blob} NOT NULL, at {integer} NOT NULL, PRIMARY KEY (org_id, actor, name))
      """,
      """
      CREATE TABLE hub_job (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, actor {text} NOT NULL,
        asset {text} NOT NULL, input {text} NOT NULL, payload {blob} NOT NULL,
        state {text} NOT NULL, attempts {integer} NOT NULL, lease {integer} NOT NULL,
        created {integer} NOT NULL, ended {integer}, answer {text})
      """,
      "CREATE INDEX hub_job_state ON hub_job (state, lease)",
      """
      CREATE TABLE hub_webhook (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, url {text} NOT NULL, secret {blob} NOT NULL,
        verbs {text} NOT NULL, active {integer} NOT NULL, created {integer} NOT NULL,
        cursor_seq {integer} NOT NULL)
      """,
      """
      CREATE TABLE hub_delivery (
        id {text} PRIMARY KEY, org_id {text} NOT NULL, webhook {text} NOT NULL,
        first_seq {integer} NOT NULL, body {blob} NOT NULL, state {text} NOT NULL,
        attempts {integer} NOT NULL, next_at {integer} NOT NULL, created {integer} NOT NULL,
        problem {text})
      """,
      "CREATE INDEX hub_delivery_next ON hub_delivery (state, next_at)",
    ],
    console,
    openID,
    notices,
    tickets,
  ]

  /// Brings the tables to this program's form, forward only.
  static func migrate(_ database: any Database, at time: Timestamp) throws(LedgerError) {
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      try connection.script(
        """
        CREATE TABLE IF NOT EXISTS hub_migration (
          number {integer} PRIMARY KEY, at {integer} NOT NULL)
        """)
      let done = Int(try connection.number("SELECT COUNT(*) FROM hub_migration") ?? 0)
      guard done <= steps.count else {
        throw LedgerError(
          .schema, "the hub's tables were made by a newer program", help: "update this program")
      }
      for (index, statements) in steps.enumerated().dropFirst(done) {
        for statement in statements { try connection.script(statement) }
        try connection.execute(
          "INSERT INTO hub_migration (number, at) VALUES (?, ?)",
          [SQLValue(index + 1), SQLValue(time)])
      }
    }
  }
}
