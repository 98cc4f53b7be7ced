import ShrikeFormats
import ShrikeText

/// A command of a pipeline's script without what only runs it: of `sudo -u a sh -c b` the `sh -c b`.
struct PipelineCommand {
  let call: ShellCall
  /// From the command's own name on.
  let words: ArraySlice<ShellWord>
  /// Without its folder; empty where it is not known.
  let name: String
  /// Commands before the command: `sudo`, `env`, `nice`.
  private static let wrapperLimit = 10
  /// Its words as constants, the name left out; nil where a variable decides.
  var arguments: [String?] { words.dropFirst().map(\.literal) }

  init(_ call: ShellCall) {
    self.call = call
    let texts = call.words.map { $0 ?? "$" }
    var first = 0
    for _ in 0..<Self.wrapperLimit {
      guard let next = CommandWrapper.wrapped(Array(texts[first...])), next > 0 else { break }
      first += next
    }
    words = call.command.words[first...]
    name = texts.indices.contains(first) ? CommandWrapper.name(texts[first]) : ""
  }

  /// It reads programs.
  var isInterpreter: Bool { Self.isInterpreter(name) }

  static func isInterpreter(_ name: String) -> Bool {
    isShell(name) || options(ofProgramFor: name) != nil
  }

  static func isShell(_ name: String) -> Bool {
    ["sh", "bash", "dash", "ash", "zsh", "ksh"].contains(name)
  }

  /// The options behind which an interpreter finds its program.
  static func options(ofProgramFor name: String) -> Set<String>? {
    switch name {
    case "python", "python2", "python3": ["-c"]
    case "perl": ["-e", "-E"]
    case "ruby": ["-e"]
    case "node", "nodejs", "deno", "bun": ["-e", "--eval", "-p", "--print"]
    case "php": ["-r"]
    case "pwsh", "powershell": ["-c", "-Command"]
    default: nil
    }
  }

  /// The words that are programs: of `sh -c`, `python -c`, `eval`, also where another command such as
  /// `docker run image` stands before.
  var programs: [ShellWord] {
    if name == "eval" { return Array(words.dropFirst()) }
    let literals = words.map(\.literal)
    for (index, literal) in literals.enumerated() {
      guard let literal else { continue }
      let interpreter = CommandWrapper.name(literal)
      guard Self.isInterpreter(interpreter) else { continue }
      for option in literals.indices.dropFirst(index + 1) {
        guard let text = literals[option], text.hasPrefix("-") else { break }
        let isProgram =
          Self.isShell(interpreter)
          ? !text.hasPrefix("--") && text.hasSuffix("c")
          : Self.options(ofProgramFor: interpreter)?.contains(text) ?? false
        if isProgram, option + 1 < literals.count {
          return [words[words.startIndex + option + 1]]
        }
      }
    }
    return []
  }

  /// An interpreter whose program comes from its input: `bash`, `sh -s -- a`, `python3 -`.
  var readsProgramFromInput: Bool {
    guard isInterpreter else { return false }
    for argument in arguments {
      guard let argument else { return false }
      if argument == "-" || argument == "-s" { return true }
      guard argument.hasPrefix("-") || argument.hasPrefix("+") else { return false }
      guard argument.hasPrefix("--") || Self.isShell(name) && !argument.hasSuffix("c") else {
        return false
      }
    }
    return true
  }
}

extension ShellScript {
  var pipelineCommands: [PipelineCommand] { commands.map { PipelineCommand($0) } }
}

extension [PipelineCommand] {
  /// The commands of each pipeline of the script, in their order.
  var byPipeline: [Int: [PipelineCommand]] { Dictionary(grouping: self) { $0.call.pipeline } }
}
