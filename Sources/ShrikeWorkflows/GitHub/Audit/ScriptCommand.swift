import ShrikeFormats
import ShrikeText

/// A simple command of a step's script, of whatever shell: what audits of scripts look at.
struct ScriptCommand {
  struct Word {
    enum Kind {
      /// Without quotes, variables or substitutions.
      case plain
      /// In single quotes.
      case raw
      /// In double quotes and without variables.
      case string
      case computed
    }
    /// As it is written, quotes included.
    let text: String
    /// In bytes of the script.
    let range: ByteRange
    let kind: Kind
  }

  var name: String
  var arguments: [Word]
  /// Where output goes by `>` or `>>`.
  var targets: [Word]
  /// Stands after a `|`, or before one.
  var isPiped: Bool
  /// From its first word, assignments included, to its last, in bytes of the script.
  var range: ByteRange

  /// The commands of a PowerShell script.
  static func powerShell(_ script: String) -> [ScriptCommand] {
    var script = script
    return script.withUTF8 { bytes in
      var lexer = PowerShellLexer(bytes)
      lexer.run()
      return lexer.commands
    }
  }

  /// The commands of a script that `read` has read.
  static func all(in script: ShellScript, of text: String) -> [ScriptCommand] {
    let bytes = Array(text.utf8)
    return script.commands.compactMap { ScriptCommand($0, bytes) }
  }

  /// A POSIX script as a tree whose places count from its beginning.
  static func read(_ text: String) -> ShellScript? {
    let bytes = Array(text.utf8)
    // The reader takes a zero at the beginning for UTF-16; no script holds one.
    guard !bytes.prefix(2).contains(0) else { return nil }
    var ignored = Diagnostics()
    return ShellReader().read(bytes, FileContext("script", quotes: false), diagnostics: &ignored)
  }

  /// Nil where an expression of the pipeline's language stands for the command.
  private init?(_ call: ShellCall, _ bytes: [UInt8]) {
    var words = call.command.words.map { Word($0, bytes) }[...]
    // What an expression becomes there cannot be told; a command follows.
    while words.first?.text.hasPrefix("${{") ?? false { words = words.dropFirst() }
    guard let first = words.first, let last = words.last else { return nil }
    let index = words.startIndex
    name = call.words[index] ?? first.text
    arguments = Array(words.dropFirst())
    targets = call.redirections.compactMap { redirection in
      switch redirection.operator {
      case .output, .append, .clobber, .outputAndError, .appendOutputAndError:
        redirection.target.map { Word($0, bytes) }
      default: nil
      }
    }
    isPiped = call.pipelineCount > 1
    let start = call.command.assignments.first?.range.lower ?? first.range.lower
    range = ByteRange(start, max(start, last.range.upper))
  }

  init(
    name: String, arguments: [Word], targets: [Word], isPiped: Bool, range: ByteRange
  ) {
    self.name = name
    self.arguments = arguments
    self.targets = targets
    self.isPiped = isPiped
    self.range = range
  }
}

extension ScriptCommand.Word {
  init(_ word: ShellWord, _ bytes: [UInt8]) {
    let lower = min(word.range.lower, bytes.count)
    text = String(
      decoding: bytes[lower..<max(lower, min(word.range.upper, bytes.count))], as: UTF8.self)
    range = word.range
    kind = Self.kind(of: word.parts)
  }

  private static func kind(of parts: [ShellPart]) -> Kind {
    if parts.count == 1 {
      switch parts[0].kind {
      case .singleQuoted: return .raw
      case .doubleQuoted(let inner):
        return !inner.isEmpty && literalText(inner) != nil ? .string : .computed
      default: break
      }
    }
    let isPlain = parts.allSatisfy { part in
      switch part.kind {
      case .literal, .glob, .tilde: true
      default: false
      }
    }
    return isPlain ? .plain : .computed
  }

  private static func literalText(_ parts: [ShellPart]) -> String? {
    var out = ""
    for part in parts {
      guard case .literal(let text) = part.kind else { return nil }
      out += text
    }
    return out
  }
}
