import CPostgreSQL
import Dispatch
import Glibc
import ShrikeLedger
import Synchronization

/// LISTEN on a connection of its own. When that is lost another is made, first after a second, then ever more slowly.
///
/// A server that vanished without a word is noticed only when the network gives the connection up: whoever waits for
/// news should look now and then, connected or not.
final class PostgresListener: DatabaseListener {
  private struct State {
    var isConnected = false
    var isStopped = false
  }
  private let state = Mutex(State())
  private let address: String
  private let schema: String?
  private let heard: @Sendable (String?) -> Void

  /// How soon it notices that it was stopped; milliseconds.
  private static let step: Int32 = 500
  /// Between two tries; milliseconds.
  private static let (firstPause, longestPause): (Int32, Int32) = (1_000, 30_000)

  init(_ address: String, schema: String?, _ heard: @escaping @Sendable (String?) -> Void) {
    self.address = address
    self.schema = schema
    self.heard = heard
    DispatchQueue(label: "shrike.listener").async { self.run() }
  }

  var isConnected: Bool { state.withLock { $0.isConnected } }
  private var isStopped: Bool { state.withLock { $0.isStopped } }
  func stop() { state.withLock { $0.isStopped = true } }

  private func run() {
    var pause = Self.firstPause
    while !isStopped {
      do throws(LedgerError) {
        let connection = try PostgresConnection(address, schema: schema)
        try connection.listen()
        state.withLock { $0.isConnected = true }
        pause = Self.firstPause
        // What was said before is not repeated.
        heard(nil)
        while !isStopped {
          for org in try connection.notices(within: Self.step) { heard(org) }
        }
      } catch {
        let wasConnected = state.withLock { state in
          defer { state.isConnected = false }
          return state.isConnected
        }
        if wasConnected { heard(nil) }
        var waited: Int32 = 0
        while waited < pause, !isStopped {
          usleep(UInt32(Self.step) * 1_000)
          waited += Self.step
        }
        pause = min(pause * 2, Self.longestPause)
      }
    }
    state.withLock { $0.isConnected = false }
  }
}

extension PostgresConnection {
  /// One channel a schema: several ledgers may share a database. Hashed, since a channel's name has 63 bytes at most.
  private static let channel = "'shrike_' || md5(current_schema())"

  /// Heard by listeners once the transaction is kept, and by nobody when it is not.
  func announce(_ org: String) throws(LedgerError) {
    _ = try execute("SELECT pg_notify(\(Self.channel), ?)", [.text(org)])
  }

  func listen() throws(LedgerError) {
    let name = try row("SELECT \(Self.channel)")?.text(0) ?? ""
    try script("LISTEN \"\(name)\"")
  }
}
