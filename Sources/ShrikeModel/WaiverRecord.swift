/// A waiver that a team wrote down, as one scan found it: what the gate is told and `shrike waivers list` shows.
public struct WaiverRecord: Sendable, Hashable {
  public enum State: String, Sendable, Hashable, CaseIterable {
    case holds
    /// Its last day is over: what it covered is open again.
    case expired
    /// It covers nothing that a scan of everything found.
    case unused
  }

  /// What it silences; a finding must be all that is given.
  public struct Subject: Sendable, Hashable {
    /// A rule, or several by a pattern: `infra/docker-*`.
    public var rule: String?
    /// A pattern as in `.gitignore`, from the folder that holds `.shrike`.
    public var path: String?
    /// 8 to 16 hexadecimal digits: an identity or how it begins.
    public var identity: String?
    /// A package, with or without its version.
    public var purl: String?
    /// The number of a CWE entry.
    public var cwe: String?

    public init(
      rule: String? = nil, path: String? = nil, identity: String? = nil, purl: String? = nil,
      cwe: String? = nil
    ) {
      self.rule = rule
      self.path = path
      self.identity = identity
      self.purl = purl
      self.cwe = cwe
    }

    /// The keys that are given, with their values.
    public var parts: [(name: String, value: String)] {
      [
        ("rule", rule), ("path", path), ("identity", identity), ("purl", purl),
        ("cwe", cwe.map { "CWE-\($0)" }),
      ].compactMap { part in part.1.map { (part.0, $0) } }
    }
  }

  public var subject: Subject
  public var owner: String
  public var reason: String
  public var ticket: String?
  /// The last day it holds, `2027-03-01`.
  public var until: String
  /// File and line it is written in.
  public var origin: String
  public var state: State
  /// Covers so much that it may hide what nobody decided about.
  public var isBroad: Bool
  /// Findings it covers; of an expired one: would cover.
  public var findings: Int
  /// Days until it ends, 0 on its last day; negative when it has ended.
  public var daysLeft: Int

  public init(
    subject: Subject, owner: String, reason: String, ticket: String?, until: String,
    origin: String, state: State, isBroad: Bool, findings: Int, daysLeft: Int
  ) {
    self.subject = subject
    self.owner = owner
    self.reason = reason
    self.ticket = ticket
    self.until = until
    self.origin = origin
    self.state = state
    self.isBroad = isBroad
    self.findings = findings
    self.daysLeft = daysLeft
  }
}
