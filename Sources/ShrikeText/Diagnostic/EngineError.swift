/// Our own failure: a stable code, a message for a person, and what led to it.
public struct EngineError: Error, Sendable, CustomStringConvertible {
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String {
      case io, library, limit, unavailable, cancelled, internalError = "internal"
    }
    private let kind: Kind

    /// Reading or writing failed.
    public static let io = Code(kind: .io)
    /// A library refused what it must accept.
    public static let library = Code(kind: .library)
    /// A stated limit was reached.
    public static let limit = Code(kind: .limit)
    /// Something needed is not there.
    public static let unavailable = Code(kind: .unavailable)
    public static let cancelled = Code(kind: .cancelled)
    /// A mistake in Shrike.
    public static let internalError = Code(kind: .internalError)

    public var description: String { kind.rawValue }
  }

  public let code: Code
  public let message: String
  public let cause: String?

  public init(_ code: Code, _ message: String, cause: String? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  public var description: String {
    cause.map { "\(message): \($0)" } ?? message
  }
}
