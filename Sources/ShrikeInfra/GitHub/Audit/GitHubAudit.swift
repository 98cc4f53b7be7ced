import ShrikeFormats
import ShrikeModel
import ShrikeText

/// One thing to look for in pipelines. An audit implements the views it needs; all are pure.
///
/// The doc comment of an audit is its user's page: *What it finds. Why it matters. Example. Instead.*
protocol GitHubAudit: Sendable {
  static var rule: GitHubRule { get }
  static func inspect(_ workflow: Workflow, _ out: inout GitHubFindings)
  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings)
  static func inspect(_ step: StepView, _ out: inout GitHubFindings)
  static func inspect(_ action: ActionFile, _ out: inout GitHubFindings)
  static func inspect(_ expressions: [PlacedExpression], _ out: inout GitHubFindings)
  static func inspect(_ dependabot: DependabotFile, _ out: inout GitHubFindings)
}

extension GitHubAudit {
  static func inspect(_ workflow: Workflow, _ out: inout GitHubFindings) {}
  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout GitHubFindings) {}
  static func inspect(_ step: StepView, _ out: inout GitHubFindings) {}
  static func inspect(_ action: ActionFile, _ out: inout GitHubFindings) {}
  static func inspect(_ expressions: [PlacedExpression], _ out: inout GitHubFindings) {}
  static func inspect(_ dependabot: DependabotFile, _ out: inout GitHubFindings) {}
}

/// What an audit is called.
public struct GitHubRule: Sendable, Hashable {
  /// Names the problem.
  public let id: String
  /// Names of the same check in other tools, which their ignore comments use: zizmor's ident first.
  public let aliases: [String]
  /// A few words for a list.
  public let title: String
  /// Why it matters.
  public let why: String
  /// What to write in its place.
  public let instead: String
}

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

public struct GitHubFinding: Sendable {
  public struct Site: Sendable, Hashable {
    public let range: ByteRange
    /// A few words: what stands here.
    public let note: String

    init(_ range: ByteRange, _ note: String) {
      self.range = range
      self.note = note
    }
  }

  public let rule: GitHubRule
  public let severity: Severity
  public let confidence: Confidence
  public let persona: Persona
  public let message: String
  public let primary: Site
  public let related: [Site]
}

/// The findings of one file. What a comment `# zizmor: ignore[ident]` on one of its lines silences is
/// only counted.
struct GitHubFindings {
  static let limit = 10_000

  let document: Document
  private(set) var items: [GitHubFinding] = []
  private(set) var ignored = 0
  private let ignores: IgnoreComments

  init(_ document: Document) {
    self.document = document
    ignores = IgnoreComments(document)
  }

  /// A finding that is sure and meant for everybody.
  mutating func report(
    _ rule: GitHubRule, _ severity: Severity, _ message: String, at primary: GitHubFinding.Site,
    related: [GitHubFinding.Site] = [], within: ByteRange? = nil
  ) {
    report(rule, severity, .high, .regular, message, at: primary, related: related, within: within)
  }

  /// `within` is what the finding is about as a whole: a comment anywhere in it counts.
  mutating func report(
    _ rule: GitHubRule, _ severity: Severity, _ confidence: Confidence, _ persona: Persona,
    _ message: String, at primary: GitHubFinding.Site,
    related: [GitHubFinding.Site] = [], within: ByteRange? = nil
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
      GitHubFinding(
        rule: rule, severity: severity, confidence: confidence, persona: persona,
        message: message, primary: primary, related: related))
  }
}

/// The comments of a file that silence findings, by line.
struct IgnoreComments {
  private var lines: [(line: Int, names: [Substring])] = []

  var isEmpty: Bool { lines.isEmpty }

  init(_ document: Document) {
    let bytes = document.text.bytes
    let mark = Array("# zizmor: ignore[".utf8)
    bytes.withUnsafeBufferPointer { buffer in
      var from = 0
      while from < buffer.count,
        let hit = find(mark, in: UnsafeBufferPointer(rebasing: buffer[from...]))
      {
        let start = from + hit + mark.count
        var end = start
        while end < buffer.count, buffer[end] != 0x0A { end += 1 }
        from = end
        let text = String(bytes: UnsafeBufferPointer(rebasing: buffer[start..<end]))
        guard let close = text.lastIndex(of: "]") else { continue }
        let after = text[text.index(after: close)...]
        guard after.isEmpty || after.first?.isWhitespace ?? true,
          !Self.isText(start, in: document.root, buffer)
        else { continue }
        let names = text[..<close].split(separator: ",").map {
          $0.drop { $0 == " " }.prefix { $0 != " " }
        }
        lines.append((document.text.lines.line(of: start), names))
      }
    }
  }

  /// Whether a place lies within a scalar, where `#` begins no comment.
  private static func isText(
    _ offset: Int, in node: Node, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard node.range.lower < offset, offset < node.range.upper, node.aliasTarget == nil else {
      return false
    }
    if node.isMapping {
      return node.entries.contains {
        isText(offset, in: $0.key, bytes) || isText(offset, in: $0.value, bytes)
      }
    }
    if node.isSequence { return node.elements.contains { isText(offset, in: $0, bytes) } }
    // A comment may stand behind the bar of a block.
    return !node.isBlock || bytes[node.range.lower..<offset].contains(0x0A)
  }

  func silences(_ rule: GitHubRule, in range: ByteRange, _ document: Document) -> Bool {
    let first = document.text.lines.line(of: range.lower)
    let last = document.text.lines.line(of: max(range.lower, range.upper - 1))
    return lines.contains { entry in
      (first...last).contains(entry.line)
        && entry.names.contains { name in
          name == rule.id || rule.aliases.contains { $0 == name }
        }
    }
  }
}
