import ShrikeFormats
import ShrikeText

/// A mistake in a pipeline file: what GitHub would refuse, ignore or do otherwise than it seems.
public struct GitHubProblem: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case syntax = "syntax-check"
    case expression, events, glob
    case needs = "job-needs"
    case matrix
    case runnerLabel = "runner-label"
    case shellName = "shell-name"
    case credentials
    case environmentVariable = "env-var"
    case id, permissions, action
    case workflowCall = "workflow-call"
    case condition = "if-cond"
    case deprecatedCommands = "deprecated-commands"
  }

  public let kind: Kind
  public let message: String
  /// Exactly what it is about.
  public let range: ByteRange
  /// Line and column as actionlint tells them: within a block it counts columns on from the block's
  /// mark, columns of what is no YAML begin at 0, and an alias without an anchor has no place (0:0).
  public let place: SourcePosition
}

/// The mistakes of one file, in the order of the file.
struct GitHubProblems {
  /// A hostile file must not fill memory with complaints.
  static let limit = 1_000

  let document: Document
  private(set) var items: [GitHubProblem] = []
  private var seen: Set<GitHubProblem> = []

  init(_ document: Document) { self.document = document }

  mutating func report(_ kind: GitHubProblem.Kind, _ node: Node, _ message: String) {
    add(
      GitHubProblem(
        kind: kind, message: message, range: node.range,
        place: document.position(of: node.range.lower)))
  }

  /// At `column` code points after the beginning of a text's value.
  mutating func report(
    _ kind: GitHubProblem.Kind, _ text: Text, column: Int, _ message: String
  ) {
    var place = document.position(of: text.node.range.lower)
    place.column += column + (text.isQuoted ? 1 : 0)
    add(GitHubProblem(kind: kind, message: message, range: text.node.range, place: place))
  }

  /// At a byte of an expression that begins at `start` of the text.
  mutating func report(
    _ kind: GitHubProblem.Kind, _ text: Text, expressionAt start: Int, offset: Int,
    isBare: Bool = false, _ message: String
  ) {
    var place = document.position(of: text.node.range.lower)
    if !isBare { place.column += start + (text.isQuoted ? 1 : 0) }
    var column = 0
    let bytes = text.value.utf8
    let end = bytes.index(bytes.startIndex, offsetBy: min(offset, bytes.count))
    var at = bytes.index(bytes.startIndex, offsetBy: min(start, offset, bytes.count))
    var line = 0
    while at < end {
      if bytes[at] == 0x0A {
        line += 1
        column = 0
      } else if bytes[at] & 0xC0 != 0x80 {
        column += 1
      }
      at = bytes.index(after: at)
    }
    place.line += line
    place.column += column
    add(
      GitHubProblem(
        kind: kind, message: message, range: text.node.place(ofText: offset..<offset + 1),
        place: place))
  }

  /// An anchor's content is read wherever an alias stands for it, but told of once.
  private mutating func add(_ problem: GitHubProblem) {
    guard items.count < Self.limit, seen.insert(problem).inserted else { return }
    items.append(problem)
  }

  mutating func add(_ problems: [GitHubProblem]) { for problem in problems { add(problem) } }

  consuming func finish() -> [GitHubProblem] {
    items.sorted { ($0.place, $0.kind.rawValue) < ($1.place, $1.kind.rawValue) }
  }
}
