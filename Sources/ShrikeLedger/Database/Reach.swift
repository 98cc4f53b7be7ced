/// Whose rows a database gives and takes.
///
/// Every statement names its organisation. PostgreSQL is told it as well, so that one that forgot to, or was made to
/// forget, still meets no other organisation's rows.
public enum Reach: Sendable, Hashable {
  case organisation(String)
  /// All of them: migrations, signing in, work that is done for whoever waits for it.
  case everything
}

extension Database {
  /// SQLite has nothing beside the statements themselves.
  public func reaching(_ reach: Reach) -> any Database { self }
  public func separateOrganisations() throws(LedgerError) {}
}
