import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// Who wants to see a finding.
public enum Persona: String, Sendable, Comparable {
  /// Everybody.
  case regular
  /// Who wants clean pipelines too.
  case pedantic
  /// Who looks for everything that might matter.
  case auditor

  public static func < (a: Persona, b: Persona) -> Bool { a.rank < b.rank }
  private var rank: Int { self == .regular ? 0 : self == .pedantic ? 1 : 2 }
}

/// What an audit found.
public struct PipelineFinding: Sendable {
  public struct Site: Sendable, Hashable {
    public let range: ByteRange
    /// A few words: what stands here.
    public let note: String

    init(_ range: ByteRange, _ note: String) {
      self.range = range
      self.note = note
    }
  }

  public let rule: PipelineRule
  public let severity: Severity
  public let confidence: Confidence
  public let persona: Persona
  public let message: String
  public let primary: Site
  public let related: [Site]
  /// How it goes away, where that takes no thought.
  public let fix: Fix?
  /// A value in the file that must not be shown.
  public var secret: ByteRange?
}

/// The findings of one file. What another tool's comment on one of its lines silences is only counted.
struct PipelineFindings {
  static let limit = 10_000

  let document: Document
  private(set) var items: [PipelineFinding] = []
  private(set) var ignored = 0
  private let ignores: IgnoreComments

  init(_ document: Document, ignores: IgnoreComments = IgnoreComments()) {
    self.document = document
    self.ignores = ignores
  }

  /// A finding that is sure and meant for everybody.
  mutating func report(
    _ rule: PipelineRule, _ severity: Severity, _ message: String, at primary: PipelineFinding.Site,
    related: [PipelineFinding.Site] = [], within: ByteRange? = nil, fix: Fix? = nil
  ) {
    report(
      rule, severity, .high, .regular, message, at: primary, related: related, within: within,
      fix: fix)
  }

  /// `within` is what the finding is about as a whole: a comment anywhere in it counts.
  mutating func report(
    _ rule: PipelineRule, _ severity: Severity, _ confidence: Confidence, _ persona: Persona,
    _ message: String, at primary: PipelineFinding.Site,
    related: [PipelineFinding.Site] = [], within: ByteRange? = nil, fix: Fix? = nil,
    secret: ByteRange? = nil
  ) {
    guard items.count < Self.limit else { return }
    if !ignores.isEmpty {
      let ranges = [primary.range] + related.map(\.range) + (within.map { [$0] } ?? [])
      guard !ranges.contains(where: { ignores.silences(rule, in: $0, document) }) else {
        ignored += 1
        return
      }
    }
    items.append(
      PipelineFinding(
        rule: rule, severity: severity, confidence: confidence, persona: persona,
        message: message, primary: primary, related: related, fix: fix,
        secret: secret))
  }
}
