import Dispatch
import HTTPTypes
public import Logging
import NIOPosix
public import ShrikeLedger
public import ShrikeModel
import ShrikeText
import Synchronization

/// What every request shares: the database, the clock, limits, counters, and who listens to events.
///
/// Any number of hubs may stand before one PostgreSQL database; nothing a request needs lives only here.
public final class Hub: Sendable {
  public struct Settings: Sendable {
    /// How people reach it, without a slash at the end: `https://shrike.example`.
    public var address: String
    /// Decisions about findings of this severity and above want a second person; nil: none do.
    public var secondPerson: Severity?
    /// Webhooks may lead into private networks.
    public var allowsPrivateWebhooks = false
    /// Requests a minute for one address or account; sign-in has limits of its own.
    public var requestsPerMinute = 1_200
    public var signInsPerMinute = 20
    /// The gate's policies, for the pages about them.
    public var policies: [PolicyFile] = []
    /// Behind a proxy that sets it, the asker's address is the last of `X-Forwarded-For`.
    public var trustsProxy = false
    /// Nil: people sign in with passwords only.
    public var openID: OpenIDSettings?
    /// Nil: nobody is told anything outside of the console.
    public var notices: NoticeSettings?
    /// Where findings become tickets; names are unique in an organisation.
    public var tickets: [TicketSystem] = []
    /// Nil: nobody keeps traces.
    public var traces: TraceSettings?
    /// For one exchange with a ticket system: a search and what follows it end well before `Delivery.lease` does.
    var ticketSeconds = 15

    public init(address: String, secondPerson: Severity? = .high) {
      self.address = address
      self.secondPerson = secondPerson
    }

    var isSecure: Bool { address.hasPrefix("https://") }
  }

  public let settings: Settings
  /// All organisations' rows: for what belongs to none yet, as signing in, or to all, as the workers' queues. Whoever
  /// knows the organisation asks for its `tables`.
  let everything: any Database
  /// Of secrets in the database.
  let keys: SecretKeys
  let clock: @Sendable () -> Timestamp
  let logger: Logger
  let metrics = Metrics()
  let feed = EventFeed()
  let limiter = RateLimiter()
  /// Nil where nobody keeps traces.
  let tracer: Tracer?
  let openID: OpenIDProvider?
  let formKey: [UInt8]
  let table: RouteTable
  let description: [UInt8]
  /// Nil where there are none.
  let policies: PolicyShelf?
  private let signer: CheckpointSigner?
  private let ledgers = Mutex<[String: Ledger]>([:])
  private let ids = Mutex(ULIDSource())
  /// Whatever waits for the database or hashes a password does so here, not on the network's threads.
  private let threads: NIOThreadPool

  /// Opens the hub on a database, and brings the database to this program's schema.
  ///
  /// `keys`: throws where they do not open what the database has sealed.
  public convenience init(
    _ database: any Database, keys: SecretKeys, settings: Settings, logger: Logger,
    signer: CheckpointSigner? = nil, threads: Int = 16,
    clock: @escaping @Sendable () -> Timestamp = { .now }
  ) throws(LedgerError) {
    try self.init(
      database, keys: keys, settings: settings, logger: logger, signer: signer, threads: threads,
      openID: nil, clock: clock)
  }

  /// `openID`: in place of the one of the settings, for tests.
  init(
    _ database: any Database, keys: SecretKeys, settings: Settings, logger: Logger,
    signer: CheckpointSigner?, threads: Int, openID: OpenIDProvider?,
    clock: @escaping @Sendable () -> Timestamp
  ) throws(LedgerError) {
    self.settings = settings
    everything = database.reaching(.everything)
    self.keys = keys
    if let fault = settings.openID?.fault {
      throw LedgerError(.input, "single sign-on cannot be used: \(fault)")
    }
    if let fault = settings.notices?.fault {
      throw LedgerError(.input, "nobody can be told: \(fault)")
    }
    for system in settings.tickets {
      guard let fault = system.fault else { continue }
      throw LedgerError(.input, "the ticket system '\(system.name)' cannot be used: \(fault)")
    }
    self.openID = openID ?? settings.openID.map { OpenIDProvider($0) }
    tracer = settings.traces.map { Tracer($0) }
    self.clock = clock
    self.logger = logger
    self.signer = signer
    let now = clock()
    let ledger = try Ledger(database, at: now, signer: signer)
    ledgers.withLock { $0[ledger.org] = ledger }
    try HubSchema.migrate(database, at: now)
    try database.separateOrganisations()
    let renewed = try keys.renew(everything)
    if renewed > 0 { logger.notice("secrets sealed anew", metadata: ["count": "\(renewed)"]) }
    formKey = try Self.secret("form", keys, everything)
    do throws(Problem) {
      table = try RouteTable(Self.routes)
    } catch {
      throw LedgerError(.statement, error.title)
    }
    description = OpenAPI(table.routes).bytes
    var diagnostics = Diagnostics()
    policies =
      settings.policies.isEmpty
      ? nil : PolicyShelf(settings.policies, diagnostics: &diagnostics)
    if !settings.policies.isEmpty, policies == nil {
      logger.warning("policies", metadata: ["error": "the gate's policies cannot be read"])
    }
    self.threads = NIOThreadPool(numberOfThreads: threads)
    self.threads.start()
  }

  deinit { threads.shutdownGracefully { _ in } }

  /// Everything that can be asked for.
  static var routes: [Route] {
    HealthRoutes.all + FindingRoutes.all + ReportRoutes.all + ScanRoutes.all + StandingRoutes.all
      + AssetRoutes.all
      + DeadlineRoutes.all + TeamRoutes.all + WaiverRoutes.all
      + ProposalRoutes.all + EventRoutes.all + AuditRoutes.all + PeopleRoutes.all + TokenRoutes.all
      + WebhookRoutes.all + TicketRoutes.all
      + DefectDojoRoutes.all + SignInRoutes.all + OpenIDRoutes.all + ConsoleRoutes.all
  }

  /// A key that is made once and kept in the database, so that all servers have the same.
  private static func secret(
    _ name: String, _ keys: SecretKeys, _ database: any Database
  ) throws(LedgerError) -> [UInt8] {
    try database.write { (connection: any SQLConnection) throws(LedgerError) in
      try connection.lockSchema()
      let known = try connection.row(
        "SELECT bytes FROM hub_secret WHERE name = ?", [.text(name)])
      if let known { return try keys.open(Sealed(bytes: known.blob(0)), .named(name)) }
      let bytes = Secrets.random(32)
      try connection.execute(
        "INSERT INTO hub_secret (name, bytes) VALUES (?, ?)",
        [.text(name), .blob(try keys.seal(bytes, .named(name)).bytes)])
      return bytes
    }
  }

  /// The ledger of an organisation that exists.
  func ledger(_ org: String) throws(LedgerError) -> Ledger {
    if let known = ledgers.withLock({ $0[org] }) { return known }
    let ledger = try Ledger(everything, org: org, at: clock(), signer: signer)
    ledgers.withLock { $0[org] = ledger }
    return ledger
  }

  /// An organisation's rows.
  func tables(of org: String) -> any Database { everything.reaching(.organisation(org)) }

  func nextID(_ now: Timestamp) -> String { ids.withLock { $0.next(at: now) } }

  /// Runs what waits on a thread that may; a step of the trace that is under way.
  @discardableResult
  func wait<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws(Problem) -> Value {
    do {
      guard let tracer, TraceContext.current != nil,
        var span = tracer.begin("ledger", .inside, at: clock())
      else { return try await threads.runIfActive(body) }
      let (asked, context) = (ContinuousClock.now, span.context)
      let (queued, result) = try await threads.runIfActive {
        let queued = ContinuousClock.now - asked
        return TraceContext.$current.withValue(context) { (queued, Result { try body() }) }
      }
      // How long all threads were busy with others.
      span.attributes.append(("shrike.queued_us", .number(Int(queued.inSeconds * 1_000_000))))
      if case .failure = result { span.hasFailed = true }
      tracer.end(span)
      return try result.get()
    } catch let problem as Problem {
      throw problem
    } catch let error as LedgerError {
      let problem = Problem(error)
      if problem.status.code >= 500 {
        logger.error("ledger", metadata: ["code": "\(error.code)", "error": "\(error)"])
      }
      throw problem
    } catch {
      logger.error("failed", metadata: ["error": "\(type(of: error))"])
      throw Problem(.internalServerError, "internal", "The server failed")
    }
  }
}
