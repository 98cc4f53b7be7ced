import ShrikeFormats
import ShrikeModel
import ShrikeText

/// The change that hands a script an expression's value as a variable, where the shell takes it for a text.
enum ExpressionToVariable {
  /// A script with more expressions is generated; its generator wants the change.
  private static let limit = 50

  /// Nil where the script is not read here, where the expression does not stand in a command's word, or
  /// where the step is not written in blocks.
  static func fix(
    _ interpolation: Interpolation, of text: Text, in step: StepView, _ document: Document
  ) -> Fix? {
    guard text.interpolations.count <= limit, let script = step.step.script,
      let shell = step.shellScript, let path = interpolation.expression?.path,
      text.node.isLiteral || text.node.contentRange != nil && !text.node.isQuoted,
      let isQuoted = place(of: interpolation.range, in: shell)
    else { return nil }
    let bytes = Array(text.value.utf8)
    let written = String(
      decoding: bytes[interpolation.range.lower..<interpolation.range.upper], as: UTF8.self)
    // As a plain scalar of YAML it must stay what it is.
    guard !written.contains(": "), !written.contains(" #"), !written.contains("\n") else {
      return nil
    }
    let taken = [step.step.variables, step.job?.variables, step.workflow?.variables]
      .flatMap { $0?.entries ?? [] }.map { $0.name.value }
    guard let name = name(for: path, taken: Set(taken), text.value) else { return nil }
    let line = "\(name): \(written)"
    let entry: Fix.Edit?
    if let first = step.step.variables?.entries.first {
      entry = BlockEdit.insert([line], before: first.name.node, in: document)
    } else if step.step.variables == nil {
      entry = BlockEdit.insert(["env:", "  " + line], before: script.key, in: document)
    } else {
      entry = nil
    }
    guard let entry else { return nil }
    let variable = isQuoted ? "${\(name)}" : "\"${\(name)}\""
    return Fix(
      "hand the value over as $\(name)",
      [entry, Fix.Edit(text.place(interpolation.range), variable)])
  }

  /// `github.event.issue.title` is `TITLE`; nil where that means something already.
  private static func name(
    for path: ContextPath, taken: Set<String>, _ script: String
  ) -> String? {
    guard let pattern = path.pattern, let last = pattern.split(separator: ".").last else {
      return nil
    }
    let name = String(
      last.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    guard let first = name.first, first.isLetter, !taken.contains(name),
      !DefaultVariables.names.contains(name), !reserved.contains(name), !script.contains(name)
    else { return nil }
    return name
  }

  /// What shells and programs read.
  private static let reserved: Set<String> = [
    "PATH", "HOME", "USER", "SHELL", "IFS", "ENV", "LANG", "PWD", "TERM", "TMPDIR", "CI",
  ]

  /// Whether the expression stands in double quotes; nil where it does not stand in a word of a command.
  private static func place(of range: ByteRange, in script: ShellScript) -> Bool? {
    func find(_ parts: [ShellPart], quoted: Bool) -> Bool? {
      for part in parts where part.range.lower <= range.lower && range.upper <= part.range.upper {
        switch part.kind {
        case .template: return quoted
        case .doubleQuoted(let inner): return find(inner, quoted: true)
        default: return nil
        }
      }
      return nil
    }
    for call in script.commands {
      for word in call.command.words {
        if let found = find(word.parts, quoted: false) { return found }
      }
    }
    for assignment in script.assignments {
      if let found = find(assignment.value.parts, quoted: false) { return found }
    }
    return nil
  }
}
