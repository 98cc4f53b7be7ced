import ShrikeFormats
import ShrikeText

/// A place where a shell makes more of a variable than a text.
struct VariableUse: Hashable {
  enum Kind: Hashable {
    /// The value is a program, or a part of one, for the command of this name.
    case code(by: String)
    /// The value stands without quotes, so blanks in it make further arguments of this command.
    case arguments(of: String)
  }

  /// The variable's name.
  let name: String
  let kind: Kind
  let range: ByteRange
}

/// Follows variables that strangers decide through the scripts of one job, in the order they run.
struct VariableFlow {
  /// The foreign variables, and those that were given their values.
  private(set) var foreign: Set<String>

  init(_ foreign: Set<String>) { self.foreign = foreign }

  /// Commands that only print or compare.
  private static let harmless: Set<String> = [
    "echo", "printf", "test", "[", ":", "true", "return", "exit",
  ]
  private static let declaring: Set<String> = ["export", "local", "declare", "readonly", "typeset"]

  /// What a script does with them. Values cut out by substitutions are not followed: most of these
  /// clean the value.
  mutating func uses(in script: ShellScript) -> [VariableUse] {
    let commands = script.pipelineCommands
    follow(script, commands)
    let pipelines = commands.byPipeline
    var found: [VariableUse] = []
    for command in commands { inspect(command, pipelines, script, &found) }
    var seen: Set<VariableUse> = []
    return found.filter { seen.insert($0).inserted }
  }

  private mutating func follow(_ script: ShellScript, _ commands: [PipelineCommand]) {
    for assignment in script.assignments where isForeign(assignment.value.parts) {
      foreign.insert(assignment.name)
    }
    for command in commands where Self.declaring.contains(command.name) {
      for word in command.words where isForeign(word.parts) {
        if case .literal(let text)? = word.parts.first?.kind,
          let equals = text.firstIndex(of: "=")
        {
          foreign.insert(String(text[..<equals]))
        }
      }
    }
  }

  private func inspect(
    _ command: PipelineCommand, _ pipelines: [Int: [PipelineCommand]], _ script: ShellScript,
    _ found: inout [VariableUse]
  ) {
    if command.name.isEmpty, let first = command.words.first {
      add(first.parts, .code(by: "the shell"), &found)
    }
    for program in command.programs {
      add(program.parts, .code(by: command.name), &found)
    }
    if command.isInterpreter {
      for redirection in command.call.redirections {
        if let number = redirection.hereDocument, script.hereDocuments.indices.contains(number),
          !script.hereDocuments[number].isQuoted
        {
          add(script.hereDocuments[number].parts, .code(by: command.name), &found)
        } else if redirection.operator == .hereString, let target = redirection.target {
          add(target.parts, .code(by: command.name), &found)
        }
      }
    }
    if command.readsProgramFromInput, command.call.position > 0 {
      for other in pipelines[command.call.pipeline] ?? []
      where other.call.position < command.call.position && Self.harmless.contains(other.name) {
        for word in other.words { add(word.parts, .code(by: command.name), &found) }
      }
    }
    if command.name == "ssh" {
      // The other side's shell reads what stands behind the host.
      for word in command.words.dropFirst(2) { add(word.parts, .code(by: "ssh"), &found) }
    }
    guard !command.name.isEmpty, command.programs.isEmpty, command.name != "ssh",
      !Self.harmless.contains(command.name), !Self.declaring.contains(command.name)
    else { return }
    for word in command.words.dropFirst() {
      for part in word.parts {
        if case .parameter(let parameter) = part.kind, foreign.contains(parameter.name),
          !Self.isCleaned(parameter)
        {
          found.append(
            VariableUse(
              name: parameter.name, kind: .arguments(of: command.name), range: part.range))
        }
      }
    }
  }

  private func isForeign(_ parts: [ShellPart]) -> Bool {
    var found: [VariableUse] = []
    add(parts, .code(by: ""), &found)
    return !found.isEmpty
  }

  /// The foreign variables of a text, however they are quoted.
  private func add(
    _ parts: [ShellPart], _ kind: VariableUse.Kind, _ found: inout [VariableUse]
  ) {
    for part in parts {
      switch part.kind {
      case .parameter(let parameter):
        if foreign.contains(parameter.name), !Self.isCleaned(parameter) {
          found.append(VariableUse(name: parameter.name, kind: kind, range: part.range))
        }
        add(parameter.argument, kind, &found)
      case .doubleQuoted(let inner): add(inner, kind, &found)
      case .array(let words): for word in words { add(word.parts, kind, &found) }
      default: break
      }
    }
  }

  /// `${#a}` is a number; `${a//[^a-z]/}` and `${a@Q}` are made to be safe.
  private static func isCleaned(_ parameter: ShellParameter) -> Bool {
    guard !parameter.isLength else { return true }
    guard let name = parameter.operator else { return false }
    return name.hasPrefix("/") || name.hasPrefix("@") || name.hasPrefix(":+") || name == "+"
  }
}
