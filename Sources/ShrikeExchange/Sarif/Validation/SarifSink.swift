import ShrikeFormats
import ShrikeText

/// Where problems go, and where in the document the check stands.
struct SarifSink {
  enum Step {
    case key(Node)
    case name(String)
    case index(Int)
  }

  let options: SarifValidator.Options
  /// The rule that speaks.
  var rule: SarifRule?
  var path: [Step] = []
  private let document: Document
  private var problems: [(problem: SarifProblem, offset: Int)] = []

  init(_ document: Document, _ options: SarifValidator.Options) {
    self.document = document
    self.options = options
  }

  /// - Parameter below: what stands below the current path, as `message.text` or `[0]`.
  mutating func report(
    _ rule: String, _ level: SarifProblem.Level, _ message: String, at node: Node,
    below: String = ""
  ) {
    guard problems.count < SarifValidator.problemLimit else { return }
    problems.append(
      (
        SarifProblem(
          rule: rule, level: level, message: message, path: text(below),
          position: SourcePosition(line: 1, column: 1)), node.range.lower
      ))
  }

  /// What the rule that is asked has to say.
  mutating func say(_ message: String, at node: Node, _ below: String = "") {
    guard let rule else { return }
    report(rule.id, rule.level, message, at: node, below: below)
  }

  private func text(_ below: String) -> String {
    var text = ""
    for step in path {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .name(let name): append(name, to: &text)
      case .key(let node): append(node.text ?? "", to: &text)
      }
    }
    if !below.isEmpty {
      if !text.isEmpty, !below.hasPrefix("[") { text += "." }
      text += below
    }
    return text
  }

  private func append(_ name: String, to text: inout String) {
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    let scalars = name.unicodeScalars
    let isPlain =
      scalars.first.map { !isDigit($0) } ?? false
      && scalars.allSatisfy {
        $0.properties.isAlphabetic || isDigit($0) || $0 == "_" || $0 == "$"
      }
    if isPlain {
      text += text.isEmpty ? name : "." + name
    } else {
      text += "['\(name)']"
    }
  }

  /// In the order of their places; of one place in the order in which they were found.
  consuming func finish() -> [SarifProblem] {
    let sorted = problems.enumerated().sorted {
      ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
    }
    let lines = document.text.lines
    return document.text.bytes.withUnsafeBufferPointer { bytes in
      // Columns are counted on from one problem to the next: a log may be one long line.
      var known = (line: 0, offset: 0, column: 1)
      return sorted.map { entry in
        let (problem, offset) = entry.element
        let line = lines.line(of: offset)
        if line != known.line { known = (line, lines.start(ofLine: line), 1) }
        known.column += codePoints(bytes, from: known.offset, to: offset)
        known.offset = offset
        var placed = problem
        placed.position = SourcePosition(line: line, column: known.column)
        return placed
      }
    }
  }
}
