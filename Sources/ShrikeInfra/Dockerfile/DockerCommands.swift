import ShrikeFormats
import ShrikeRego
import ShrikeText

/// A Dockerfile's instructions in the shape that Trivy's and conftest's policies are written for: what
/// BuildKit's parser gives, one object an instruction.
struct DockerCommands {
  /// Instructions by stage, those before the first `FROM` left out; each stage with the words behind
  /// its `FROM`.
  let stages: [(name: String, commands: [Value])]
  let all: [Value]

  init(_ file: Dockerfile, path: String, number: Int, places: inout PlaceTable) {
    var stages: [(name: String, commands: [Value])] = []
    var all: [Value] = []
    for instruction in file.instructions {
      if instruction.keyword == .from {
        stages.append((instruction.values.map(\.text).joined(separator: " "), []))
      }
      let command = Self.command(
        instruction, in: file, path: path, stage: max(0, stages.count - 1),
        place: places.add(file: number, instruction.range))
      all.append(command)
      if !stages.isEmpty { stages[stages.count - 1].commands.append(command) }
    }
    (self.stages, self.all) = (stages, all)
  }

  private static func command(
    _ outer: DockerInstruction, in file: Dockerfile, path: String, stage: Int, place: UInt32
  ) -> Value {
    let inner = outer.nested.first ?? outer
    let flags = inner.flags.map { flag in
      Value("--\(flag.name)" + (flag.value.map { "=" + $0.text } ?? "")).at(place)
    }
    return Value(object: [
      (Value("Cmd"), Value(outer.name.lowercased()).at(place)),
      (Value("SubCmd"), Value(outer.nested.isEmpty ? "" : inner.name.lowercased())),
      (Value("Flags"), Value(array: flags).at(place)),
      (Value("Value"), Value(array: values(of: inner, in: file).map { Value($0).at(place) })),
      (Value("Original"), Value(file.original(outer)).at(place)),
      (Value("JSON"), Value(inner.isJSON)),
      (Value("Stage"), Value(stage)),
      (Value("Path"), Value(path)),
      (Value("StartLine"), Value(outer.firstLine)),
      (Value("EndLine"), Value(outer.lastLine)),
    ]).at(place)
  }

  /// Names and values of ENV and LABEL alternate, with the sign between them.
  private static func values(of instruction: DockerInstruction, in file: Dockerfile) -> [String] {
    switch instruction.keyword {
    case .arg: return instruction.pairs.map { $0.key.text + ($0.value.map { "=" + $0.text } ?? "") }
    case .env, .label:
      return instruction.pairs.flatMap {
        [$0.key.text, $0.value?.text ?? "", $0.isSpaced ? "" : "="]
      }
    case .run where !instruction.hereDocuments.isEmpty:
      return instruction.hereDocuments.map { document in
        String(
          decoding: file.text.bytes[document.body.lower..<document.body.upper], as: UTF8.self)
      }
    default:
      return (instruction.check.map { [$0.text] } ?? []) + instruction.values.map(\.text)
    }
  }
}
