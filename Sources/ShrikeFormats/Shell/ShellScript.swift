import ShrikeText

/// A shell script as a tree whose every node knows its place in the file.
///
/// The grammar is POSIX's ("Shell Command Language", XCU 2) with the parts of bash that scripts
/// really use. Ranges count bytes of the file, also where the script is stitched together from
/// pieces of it.
public struct ShellScript: Sendable {
  public let statements: [ShellStatement]
  /// Bodies of all here-documents, those of substitutions included; redirections name them by
  /// number.
  public let hereDocuments: [ShellHereDocument]
  /// From `#` to the end of the line.
  public let comments: [ByteRange]
  public let range: ByteRange
}

/// Pipelines bound by `&&` and `||`, up to `;`, `&` or the end of the line.
public struct ShellStatement: Sendable {
  public let pipelines: [ShellPipeline]
  /// It ends in `&`.
  public let isBackground: Bool
  public let range: ByteRange
}

public struct ShellPipeline: Sendable {
  /// What stands before a pipeline.
  public enum Connector: String, Sendable {
    case none = ""
    case and = "&&"
    case or = "||"
  }

  public let connector: Connector
  /// It begins with `!`.
  public let isNegated: Bool
  public let commands: [ShellCommand]
  public let range: ByteRange
}

public struct ShellCommand: Sendable {
  public indirect enum Kind: Sendable {
    case simple(ShellSimpleCommand)
    case subshell([ShellStatement])
    /// `{ …; }`
    case group([ShellStatement])
    case conditional([ShellBranch], otherwise: [ShellStatement])
    /// `while` and `until`.
    case loop(isUntil: Bool, condition: [ShellStatement], body: [ShellStatement])
    /// `for` and `select`; without `in` it goes over the script's arguments.
    case forEach(name: String, words: [ShellWord]?, body: [ShellStatement])
    /// `for ((…; …; …))`
    case forArithmetic([ShellPart], body: [ShellStatement])
    case choice(ShellWord, [ShellChoice])
    /// `[[ … ]]`: operands and operators in turn.
    case test([ShellWord])
    /// `((…))`
    case arithmetic([ShellPart])
    case function(name: String, body: ShellCommand)
    /// What could not be read.
    case broken
  }

  public let kind: Kind
  public let redirections: [ShellRedirection]
  public let range: ByteRange
}

public struct ShellBranch: Sendable {
  public let condition: [ShellStatement]
  public let body: [ShellStatement]
}

/// One arm of a `case`.
public struct ShellChoice: Sendable {
  public let patterns: [ShellWord]
  public let body: [ShellStatement]
  public let range: ByteRange
}

public struct ShellSimpleCommand: Sendable {
  public let assignments: [ShellAssignment]
  public let words: [ShellWord]
  /// What `sh -c '…'`, `su -c '…'` or `eval '…'` runs, where the text is constant.
  public let script: [ShellStatement]
}

public struct ShellAssignment: Sendable {
  public let name: String
  /// `a[i]=x`
  public let index: ByteRange?
  /// `a+=x`
  public let isAppended: Bool
  /// Empty for `a=`; an array is its one part.
  public let value: ShellWord
  public let range: ByteRange
}

public struct ShellRedirection: Sendable {
  public enum Operator: String, Sendable {
    case input = "<"
    case output = ">"
    case append = ">>"
    case clobber = ">|"
    case both = "<>"
    case duplicateInput = "<&"
    case duplicateOutput = ">&"
    case outputAndError = "&>"
    case appendOutputAndError = "&>>"
    case hereDocument = "<<"
    case hereDocumentWithoutTabs = "<<-"
    case hereString = "<<<"
  }

  /// The number before the operator.
  public let descriptor: Int?
  public let `operator`: Operator
  /// The file, the descriptor or the here-string; of a here-document its end mark.
  public let target: ShellWord?
  /// Its number in `ShellScript.hereDocuments`.
  public let hereDocument: Int?
  public let range: ByteRange
}

public struct ShellHereDocument: Sendable {
  public let delimiter: String
  /// Written with quotes: nothing in the body is expanded.
  public let isQuoted: Bool
  public let parts: [ShellPart]
  /// The body, without the line of the end mark.
  public let range: ByteRange

  /// The body, nil where it is not constant.
  public var literal: String? { literalText(parts) }
}

public struct ShellWord: Sendable {
  public let parts: [ShellPart]
  public let range: ByteRange
  /// What the command gets, quotes resolved; nil where a variable, a command or arithmetic decides.
  /// Globs and tildes are given as they are written.
  public let literal: String?

  init(_ parts: [ShellPart], _ range: ByteRange) {
    self.parts = parts
    self.range = range
    literal = literalText(parts)
  }
}

public struct ShellPart: Sendable {
  public indirect enum Kind: Sendable {
    /// Plain text, backslashes resolved.
    case literal(String)
    case singleQuoted(String)
    /// `$'…'`, escapes resolved.
    case escapeQuoted(String)
    case doubleQuoted([ShellPart])
    case parameter(ShellParameter)
    /// `$(…)` and backquotes.
    case command([ShellStatement])
    /// `<(…)`, and with `isOutput` `>(…)`.
    case process([ShellStatement], isOutput: Bool)
    /// `$((…))`
    case arithmetic([ShellPart])
    case glob(String)
    /// `~` or `~name`.
    case tilde(String)
    /// `(…)` of an assignment.
    case array([ShellWord])
    /// `${{ … }}`: a CI system puts a text there before the shell reads the script.
    case template
    case broken
  }

  public let kind: Kind
  public let range: ByteRange
}

/// `$name` or `${name…}`.
public struct ShellParameter: Sendable {
  public let name: String
  /// What stands in `[…]`.
  public let index: [ShellPart]?
  /// `${#name}`
  public let isLength: Bool
  /// `${!name}`
  public let isIndirect: Bool
  /// `:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`, `%`, `%%`, `#`, `##`, `/`, `//`, `:`, `^`, `,`, `@Q`, …
  public let `operator`: String?
  /// What stands behind the operator.
  public let argument: [ShellPart]
}

/// The text of parts that hold nothing to be expanded.
func literalText(_ parts: [ShellPart]) -> String? {
  if parts.count == 1, case .literal(let text) = parts[0].kind { return text }
  var out = ""
  for part in parts {
    switch part.kind {
    case .literal(let text), .singleQuoted(let text), .escapeQuoted(let text), .glob(let text),
      .tilde(let text):
      out += text
    case .doubleQuoted(let inner):
      guard let text = literalText(inner) else { return nil }
      out += text
    case .parameter, .command, .process, .arithmetic, .array, .template, .broken: return nil
    }
  }
  return out
}
