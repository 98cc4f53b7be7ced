import ShrikeText

/// The explanation as a tree a person reads.
extension Explanation {
  /// The rules the query asked, or those of a name. Values are cut, so that a line stays a line.
  public func text(rule name: String? = nil) -> String {
    var nodes: [TreeNode]
    if let name {
      nodes = rules(named: name).map { node($0) }
    } else {
      nodes = root.rules.map { node($0) }
      // Where a rule has no value, that says it.
      if let failure = root.failure, root.solutions == 0, root.rules.allSatisfy(\.holds) {
        nodes.append(node(failure, in: nil))
      }
    }
    var lines: [String] = []
    for node in nodes { node.write(first: "", rest: "", to: &lines) }
    return lines.map { $0 + "\n" }.joined()
  }

  private struct TreeNode {
    var lines: [String]
    var children: [TreeNode] = []

    func write(first: String, rest: String, to out: inout [String]) {
      for (number, line) in lines.enumerated() {
        let bar = children.isEmpty ? "   " : "│  "
        out.append(number == 0 ? first + line : rest + (lines.count > 1 ? bar : "") + line)
      }
      for (number, child) in children.enumerated() {
        let isLast = number == children.count - 1
        child.write(
          first: rest + (isLast ? "└─ " : "├─ "), rest: rest + (isLast ? "   " : "│  "), to: &out)
      }
    }
  }

  private func node(_ rule: Rule) -> TreeNode {
    var name = rule.path.joined(separator: ".").printable
    if let arguments = rule.arguments {
      name += "(" + arguments.map { Self.shown($0) }.joined(separator: ", ") + ")"
    }
    return TreeNode(
      lines: [name + (rule.holds ? " holds" : " has no value")],
      children: rule.bodies.map { node($0) })
  }

  private func node(_ body: Body) -> TreeNode {
    var line = "\(body.place.file.printable):\(body.place.line)"
    if body.isAlternative { line += " (else)" }
    var lines: [String] = []
    if body.solutions > 0 {
      line += body.isDefault ? " is the default" : " holds"
      if body.solutions > 1 { line += " \(body.solutions) times" }
      let values = body.values.filter { $0 != .true }
      if !values.isEmpty {
        line += ": " + values.map { Self.shown($0) }.joined(separator: ", ")
        if body.solutions > values.count { line += ", …" }
      }
      lines = [line]
    } else {
      lines = [line + " does not hold"]
      if let failure = body.failure { lines += Self.lines(of: failure, in: body.place) }
    }
    var children = body.rules.map { node($0) }
    if body.hidden > 0 {
      children.append(TreeNode(lines: ["… and \(body.hidden) more"]))
    }
    return TreeNode(lines: lines, children: children)
  }

  private func node(_ failure: Failure, in place: Place?) -> TreeNode {
    TreeNode(lines: Self.lines(of: failure, in: place))
  }

  fileprivate static func lines(of failure: Failure, in body: Place? = nil) -> [String] {
    guard let expression = failure.expression else { return ["the arguments are others"] }
    var line =
      body?.file == failure.place.file
      ? "line \(failure.place.line)" : "\(failure.place.file.printable):\(failure.place.line)"
    line += ": " + cut(expression.printable)
    if failure.count > 1 { line += "  (\(failure.count) times)" }
    var lines = [line]
    for sample in failure.samples where !sample.isEmpty {
      let values = sample.map {
        "\(cut($0.name.printable)) = \($0.value.map { shown($0) } ?? "undefined")"
      }
      // One try has a line for each value, several have a line each.
      lines +=
        failure.samples.count == 1
        ? values.map { "  " + $0 } : ["  " + values.joined(separator: ", ")]
    }
    if failure.count > failure.samples.count { lines.append("  …") }
    for inner in failure.inner { lines += Self.lines(of: inner, in: body).map { "  " + $0 } }
    return lines
  }

  private static func shown(_ value: Value) -> String { cut(value.regoText.printable) }

  private static func cut(_ text: String) -> String {
    text.count > 120 ? String(text.prefix(119)) + "…" : text
  }
}

extension Explanation.Body {
  /// Where it ended and what it looked at there, without what it asked for.
  public var failureText: [String] {
    failure.map { Explanation.lines(of: $0, in: place) } ?? []
  }
}
