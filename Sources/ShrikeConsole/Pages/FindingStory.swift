public import ShrikeLedger

/// What is told of a finding beside the ledger's rows: read by the server from the report, the rule and the
/// source, where it has them.
public struct FindingStory: Sendable, Hashable {
  /// A step on the way from source to sink.
  public struct Step: Sendable, Hashable {
    /// `the request's parameter is read`
    public var words: String
    public var frame: CodeFrame

    public init(_ words: String, _ frame: CodeFrame) {
      self.words = words
      self.frame = frame
    }
  }

  /// A reason for its rank.
  public struct Reason: Sendable, Hashable {
    public enum Weight: String, Sendable, Hashable, CaseIterable {
      case raises, lowers, unknown
    }

    public var weight: Weight
    /// `Reachable: called from the route POST /refund`
    public var words: String

    public init(_ weight: Weight, _ words: String) {
      self.weight = weight
      self.words = words
    }
  }

  public struct Reference: Sendable, Hashable {
    /// `CWE-89`
    public var name: String
    public var link: Link?

    public init(_ name: String, link: Link? = nil) {
      self.name = name
      self.link = link
    }
  }

  /// What another tool says of the same line.
  public struct OtherWord: Sendable, Hashable {
    public var tool: String
    public var rule: String
    public var message: String
    public var finding: Int64?

    public init(tool: String, rule: String, message: String, finding: Int64? = nil) {
      self.tool = tool
      self.rule = rule
      self.message = message
      self.finding = finding
    }
  }

  public struct Ticket: Sendable, Hashable {
    /// `SEC-1234`
    public var key: String
    public var state: String
    public var link: Link?

    public init(key: String, state: String, link: Link? = nil) {
      self.key = key
      self.state = state
      self.link = link
    }
  }

  /// What was found, in a sentence or two.
  public var message: String
  /// The primary place with the lines around it.
  public var frame: CodeFrame?
  public var steps: [Step]
  public var reasons: [Reason]
  /// What to do, as Markdown.
  public var remedy: String?
  public var fix: Diff?
  public var lesson: Reference?
  public var references: [Reference]
  public var otherWords: [OtherWord]
  /// The same rule in other places.
  public var related: [FindingRow]
  public var tickets: [Ticket]
  /// Where a ticket could be made, by name.
  public var ticketSystems: [String]
  public var approval: Approval?

  public init(
    message: String, frame: CodeFrame? = nil, steps: [Step] = [], reasons: [Reason] = [],
    remedy: String? = nil, fix: Diff? = nil, lesson: Reference? = nil,
    references: [Reference] = [], otherWords: [OtherWord] = [], related: [FindingRow] = [],
    tickets: [Ticket] = [], ticketSystems: [String] = [], approval: Approval? = nil
  ) {
    self.message = message
    self.frame = frame
    self.steps = steps
    self.reasons = reasons
    self.remedy = remedy
    self.fix = fix
    self.lesson = lesson
    self.references = references
    self.otherWords = otherWords
    self.related = related
    self.tickets = tickets
    self.ticketSystems = ticketSystems
    self.approval = approval
  }
}
