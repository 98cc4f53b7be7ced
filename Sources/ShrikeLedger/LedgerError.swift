/// Why the ledger could not do what it was asked: a stable code, a sentence for a person, and the cause.
/// Whatever failed, nothing of it was kept: every act is one transaction.
public struct LedgerError: Error, Sendable, Hashable, CustomStringConvertible {
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String {
      case io, full, busy, connection, schema, damaged, constraint, input, conflict
      case readOnly = "read-only"
      case notFound = "not-found"
      case statement
    }
    private let kind: Kind

    /// The file cannot be opened, read or written.
    public static let io = Code(kind: .io)
    /// No room is left on the disk.
    public static let full = Code(kind: .full)
    /// The file or the database may not be written.
    public static let readOnly = Code(kind: .readOnly)
    /// Somebody else writes and did not end in time.
    public static let busy = Code(kind: .busy)
    /// The database server cannot be reached, or went away.
    public static let connection = Code(kind: .connection)
    /// The ledger was made by a newer program, or its schema was changed by hand.
    public static let schema = Code(kind: .schema)
    /// The file is no ledger, or is damaged.
    public static let damaged = Code(kind: .damaged)
    public static let constraint = Code(kind: .constraint)
    /// What was asked for makes no sense: an id that is none, an empty reason.
    public static let input = Code(kind: .input)
    /// Somebody else was faster, or the state does not allow it.
    public static let conflict = Code(kind: .conflict)
    public static let notFound = Code(kind: .notFound)
    /// A mistake in Shrike: a statement that the database refuses.
    public static let statement = Code(kind: .statement)

    public var description: String { kind.rawValue }
  }

  public let code: Code
  public let message: String
  public let cause: String?
  /// What would help, a sentence.
  public let help: String?

  public init(_ code: Code, _ message: String, cause: String? = nil, help: String? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
    self.help = help
  }

  public var description: String { cause.map { "\(message): \($0)" } ?? message }
}
