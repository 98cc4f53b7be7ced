import ShrikeText

@testable import ShrikeFormats

func dockerfile(_ text: String) -> (file: Dockerfile?, problems: [Diagnostic]) {
  dockerfile(Array(text.utf8))
}

func dockerfile(_ bytes: [UInt8]) -> (file: Dockerfile?, problems: [Diagnostic]) {
  var diagnostics = Diagnostics()
  let file = DockerfileReader().read(
    bytes, FileContext("Dockerfile"), diagnostics: &diagnostics)
  return (file, diagnostics.finish())
}

/// An instruction in one line: lines, keyword, flags, values.
func sketch(_ instruction: DockerInstruction) -> String {
  var out =
    instruction.firstLine == instruction.lastLine
    ? "\(instruction.firstLine)" : "\(instruction.firstLine)-\(instruction.lastLine)"
  out += " " + (instruction.keyword?.rawValue ?? "?\(instruction.name)")
  for flag in instruction.flags {
    out += " --\(flag.name)" + (flag.value.map { "=\($0.text)" } ?? "")
  }
  if let check = instruction.check { out += " \(check.text)" }
  if instruction.isJSON { out += " json" }
  for value in instruction.values { out += " [\(value.text)]" }
  for pair in instruction.pairs {
    out += " \(pair.key.text)\(pair.isSpaced ? "_" : "=")" + (pair.value.map(\.text) ?? "-")
  }
  for document in instruction.hereDocuments {
    out += " <<\(document.stripsTabs ? "-" : "")\(document.name)\(document.isExpanded ? "" : "'")"
  }
  for nested in instruction.nested { out += " {\(sketch(nested))}" }
  return out
}
