import ShrikeFormats
import ShrikeText

/// *What it finds.* Filter patterns that GitHub cannot read, or that can match no branch, tag or path.
/// *Why it matters.* A filter that matches nothing switches the workflow off in silence.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet
extension WorkflowCheck {
  mutating func checkGlobs() {
    for trigger in workflow.triggers ?? [] {
      switch trigger.kind {
      case .webhook(let hook):
        for filter in [hook.branches, hook.branchesIgnore, hook.tags, hook.tagsIgnore] {
          for pattern in filter?.patterns ?? [] { checkGlob(pattern, isPath: false) }
        }
        for filter in [hook.paths, hook.pathsIgnore] {
          for pattern in filter?.patterns ?? [] { checkGlob(pattern, isPath: true) }
        }
      case .imageVersion(_, let versions):
        for version in versions { checkGlob(version, isPath: false) }
      default: break
      }
    }
  }

  mutating func checkGlob(_ pattern: Text, isPath: Bool) {
    guard !pattern.isEmpty else { return }
    var glob = FilterPattern(pattern.value, isPath: isPath)
    glob.check()
    for mistake in glob.mistakes {
      problems.report(.glob, pattern, column: max(0, mistake.column - 1), mistake.message)
    }
  }
}

/// Reads a filter pattern and tells what is wrong with it.
struct FilterPattern {
  private(set) var mistakes: [(column: Int, message: String)] = []
  private let text: [Unicode.Scalar]
  private let isPath: Bool
  private var at = 0
  /// The character before may be followed by ? or +.
  private var mayRepeat = false

  init(_ text: String, isPath: Bool) {
    self.text = Array(text.unicodeScalars)
    self.isPath = isPath
  }

  private var peek: Unicode.Scalar? { at < text.count ? text[at] : nil }

  mutating func check() {
    if isPath {
      let whole = String(String.UnicodeScalarView(text))
      let trimmed = whole.trimmed
      if trimmed.count != whole.count {
        mistakes.append((0, "spaces at the ends of a path are part of it"))
      }
      let path = trimmed.hasPrefix("!") ? trimmed.dropFirst() : trimmed
      if path == "." || path == ".." || path.hasPrefix("./") || path.hasPrefix("../") {
        mistakes.append((0, "paths begin at the root; . and .. match nothing"))
      }
      guard mistakes.isEmpty else { return }
    }
    if peek == "/", !isPath {
      at += 1
      wrong("names of branches and tags do not begin with /")
      mayRepeat = true
    } else if peek == "!" {
      at += 1
      guard peek != nil else {
        wrong("something must follow !")
        return
      }
    }
    while at < text.count, next() {}
  }

  /// At the character that was read last, from 1; lines after the first have no columns.
  private mutating func wrong(_ message: String) {
    let isFirstLine = !text[..<min(at, text.count)].contains("\n")
    mistakes.append((isFirstLine ? at : 0, message))
  }

  private mutating func next() -> Bool {
    var last = text[at]
    at += 1
    var repeatable = true
    switch last {
    case "\\":
      switch peek {
      case "[", "?", "*":
        last = text[at]
        at += 1
        if !isPath { wrong("names of branches and tags have no \(last)") }
      case "+", "\\", "!":
        last = text[at]
        at += 1
      default:
        guard !isPath else { break }
        wrong("\\ can only stand before [ ? + * \\ !")
        if let following = peek {
          last = following
          at += 1
        }
      }
    case "?", "+":
      if !mayRepeat { wrong("\(last) repeats the character before it, and there is none") }
      repeatable = false
    case "*": repeatable = false
    case "[": return bracket()
    case "\r", "\n":
      if last == "\r", peek == "\n" {
        last = "\n"
        at += 1
      }
      wrong("a pattern has one line")
    case " ", "\t", "~", "^", ":":
      if !isPath { wrong("names of branches and tags have no '\(last)'") }
    default: break
    }
    return ended(last, repeatable)
  }

  private mutating func ended(_ last: Unicode.Scalar, _ repeatable: Bool) -> Bool {
    mayRepeat = repeatable
    guard peek == nil else { return true }
    if !isPath, last == "/" || last == "." {
      wrong("names of branches and tags do not end with \(last)")
    }
    return false
  }

  private mutating func bracket() -> Bool {
    if peek == "]" {
      at += 1
      wrong("the brackets are empty")
      return ended("]", true)
    }
    var count = 0
    while true {
      guard let character = peek else {
        wrong("the bracket is not closed by ]")
        return false
      }
      at += 1
      if character == "]" { break }
      guard peek == "-" else {
        count += 1
        continue
      }
      count += 2
      at += 1
      guard let upper = peek else { continue }
      at += 1
      if upper == "]" {
        wrong("the range has no end")
        return ended("]", true)
      }
      if character > upper { wrong("the range ends before it begins") }
    }
    if count == 1 { wrong("brackets around one character say no more than the character") }
    return ended("]", true)
  }
}
