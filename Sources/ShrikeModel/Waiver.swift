/// A way to silence a finding, whatever file or person it came from. The finding stays in the report.
public struct Waiver: Sendable, Hashable {
  /// How much it silences.
  public enum Scope: String, Sendable, Hashable {
    /// This place only; the same secret elsewhere stays open.
    case place
    /// The finding wherever it stands.
    case finding
    case rule
    case path
  }

  /// Where the waiver is written.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    case inlineComment = "inline-comment"
    case ignoreFile = "ignore-file"
    case baseline
    case config
    case waiverFile = "waiver-file"
    case decision
    case vex
  }

  public var scope: Scope
  public var source: Source
  /// File and line it is written in, `.gitleaksignore:3`.
  public var origin: String?
  public var reason: String?
  public var owner: String?
  /// Where it was agreed on: `SEC-1234`, an address.
  public var ticket: String?
  /// The last day it holds, `2027-03-01`.
  public var until: String?

  public init(
    scope: Scope, source: Source, origin: String? = nil, reason: String? = nil,
    owner: String? = nil, ticket: String? = nil, until: String? = nil
  ) {
    self.scope = scope
    self.source = source
    self.origin = origin
    self.reason = reason
    self.owner = owner
    self.ticket = ticket
    self.until = until
  }
}
