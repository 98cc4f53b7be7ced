import ShrikeLedger

/// A database whose every transaction says which organisation it is about.
struct PostgresView: Database {
  let base: PostgresDatabase
  let reach: Reach

  var dialect: Dialect { base.dialect }
  var place: String { base.place }

  func read<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    try base.transaction("\(PostgresDatabase.beginReading); \(setting)", body)
  }

  func write<Answer>(
    _ body: (any SQLConnection) throws(LedgerError) -> Answer
  ) throws(LedgerError) -> Answer {
    try base.transaction("\(PostgresDatabase.beginWriting); \(setting)", body)
  }

  func reaching(_ reach: Reach) -> any Database { PostgresView(base: base, reach: reach) }
  func separateOrganisations() throws(LedgerError) { try base.separateOrganisations() }
  func listen(
    _ heard: @escaping @Sendable (String?) -> Void
  ) -> (any DatabaseListener)? { base.listen(heard) }

  /// Travels with BEGIN, so that it costs no journey of its own.
  private var setting: String {
    switch reach {
    case .everything: "SET LOCAL shrike.everything = 'on'"
    case .organisation(let org):
      // A zero byte would end the statement; no organisation has one.
      "SET LOCAL shrike.org = '\(org.filter { $0 != "\0" }.replacing("'", with: "''"))'"
    }
  }
}

/// Row-level security: the server keeps organisations apart, whatever a statement says.
extension PostgresDatabase {
  /// Tables that have rows of organisations: the ledger's, the hub's, and whatever comes later.
  private static let ofOrganisations = """
    FROM pg_catalog.pg_class AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND NOT a.attisdropped
    WHERE n.nspname = current_schema() AND t.relkind = 'r'
      AND (a.attname = 'org_id' OR (t.relname = 'org' AND a.attname = 'id'))
    """
  private static let unguarded = "AND NOT (t.relrowsecurity AND t.relforcerowsecurity)"

  /// Puts a policy on every table that has none. The table's owner, which this program is, obeys it, too; superusers
  /// do not (`ignoresPolicies`).
  public func separateOrganisations() throws(LedgerError) {
    let count = "SELECT COUNT(*) \(Self.ofOrganisations) \(Self.unguarded)"
    let isDone = try read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number(count) == 0
    }
    guard !isDone else { return }
    try write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      // The settings are read once for a statement, not for every row.
      try connection.script(
        """
        DO $$
        DECLARE guarded RECORD;
        BEGIN
          FOR guarded IN SELECT t.relname, a.attname \(Self.ofOrganisations) \(Self.unguarded) LOOP
            EXECUTE format(
              'CREATE POLICY organisation ON %1$I USING ('
              '%2$I = (SELECT current_setting(''shrike.org'', true)) '
              'OR (SELECT current_setting(''shrike.everything'', true)) = ''on'')',
              guarded.relname, guarded.attname);
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', guarded.relname);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded.relname);
          END LOOP;
        END $$
        """)
    }
  }

  /// Whether the server lets this role past all policies: a superuser, or one with BYPASSRLS.
  public func ignoresPolicies() throws(LedgerError) -> Bool {
    try read { (connection: any SQLConnection) throws(LedgerError) in
      try connection.number(
        """
        SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END
        FROM pg_catalog.pg_roles WHERE rolname = current_user
        """) == 1
    }
  }
}
