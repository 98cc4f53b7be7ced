import ShrikeText

@testable import ShrikeFormats

/// A script in one line: how it was understood, brackets for structure, quotes for words.
func sketch(_ statements: [ShellStatement]) -> String {
  statements.map { statement in
    statement.pipelines.map { pipeline in
      let commands = pipeline.commands.map(sketch).joined(separator: " | ")
      let sign = pipeline.connector == .none ? "" : " \(pipeline.connector.rawValue) "
      return sign + (pipeline.isNegated ? "! " : "") + commands
    }.joined() + (statement.isBackground ? " &" : "")
  }.joined(separator: "; ")
}

func sketch(_ command: ShellCommand) -> String {
  var out =
    switch command.kind {
    case .simple(let simple):
      (simple.assignments.map {
        "\($0.name)\($0.isAppended ? "+" : "")=\(sketch($0.value.parts))"
      } + simple.words.map { sketch($0.parts) }).joined(separator: " ")
        + (simple.script.isEmpty ? "" : " {script: \(sketch(simple.script))}")
    case .subshell(let body): "(\(sketch(body)))"
    case .group(let body): "{\(sketch(body))}"
    case .conditional(let branches, let otherwise):
      branches.map { "if[\(sketch($0.condition))][\(sketch($0.body))]" }.joined()
        + (otherwise.isEmpty ? "" : "else[\(sketch(otherwise))]")
    case .loop(let isUntil, let condition, let body):
      "\(isUntil ? "until" : "while")[\(sketch(condition))][\(sketch(body))]"
    case .forEach(let name, let words, let body):
      "for \(name)[\(words.map { $0.map { sketch($0.parts) }.joined(separator: " ") } ?? "@")]"
        + "[\(sketch(body))]"
    case .forArithmetic(let parts, let body): "for((\(sketch(parts))))[\(sketch(body))]"
    case .choice(let subject, let choices):
      "case \(sketch(subject.parts))"
        + choices.map {
          "[\($0.patterns.map { sketch($0.parts) }.joined(separator: "|"))) \(sketch($0.body))]"
        }.joined()
    case .test(let words): "[[\(words.map { sketch($0.parts) }.joined(separator: " "))]]"
    case .arithmetic(let parts): "((\(sketch(parts))))"
    case .function(let name, let body): "function \(name) \(sketch(body))"
    case .broken: "BROKEN"
    }
  for redirection in command.redirections {
    out += out.isEmpty ? "" : " "
    out += "\(redirection.descriptor.map(String.init) ?? "")\(redirection.operator.rawValue)"
    out += redirection.target.map { sketch($0.parts) } ?? "?"
  }
  return out
}

func sketch(_ parts: [ShellPart]) -> String {
  parts.map { part in
    switch part.kind {
    case .literal(let text): text
    case .singleQuoted(let text): "'\(text)'"
    case .escapeQuoted(let text): "$'\(text)'"
    case .doubleQuoted(let parts): "\"\(sketch(parts))\""
    case .parameter(let parameter):
      "${\(parameter.isLength ? "#" : "")\(parameter.isIndirect ? "!" : "")\(parameter.name)"
        + (parameter.index.map { "[\(sketch($0))]" } ?? "")
        + (parameter.operator.map { " \($0) \(sketch(parameter.argument))" } ?? "") + "}"
    case .command(let body): "$(\(sketch(body)))"
    case .process(let body, let isOutput): "\(isOutput ? ">" : "<")(\(sketch(body)))"
    case .arithmetic(let parts): "$((\(sketch(parts))))"
    case .glob(let text): "<\(text)>"
    case .tilde(let text): "<\(text)>"
    case .array(let words): "(\(words.map { sketch($0.parts) }.joined(separator: " ")))"
    case .template: "TEMPLATE"
    case .broken: "BROKEN"
    }
  }.joined()
}

func shell(_ text: String) -> (script: ShellScript?, problems: [Diagnostic]) {
  shell(Array(text.utf8))
}

func shell(_ bytes: [UInt8]) -> (script: ShellScript?, problems: [Diagnostic]) {
  var diagnostics = Diagnostics()
  let script = ShellReader().read(bytes, FileContext("case.sh"), diagnostics: &diagnostics)
  return (script, diagnostics.finish())
}
