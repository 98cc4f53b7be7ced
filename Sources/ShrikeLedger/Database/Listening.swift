/// Hears of what others keep in the same database. It ends when it is stopped.
public protocol DatabaseListener: Sendable {
  /// False while it is not connected: then nothing is heard, and whoever waits must look.
  var isConnected: Bool { get }
  func stop()
}

extension Database {
  /// SQLite tells other processes nothing.
  public func listen(
    _ heard: @escaping @Sendable (String?) -> Void
  ) -> (any DatabaseListener)? { nil }
}

extension SQLConnection {
  public func announce(_ org: String) throws(LedgerError) {}
}
