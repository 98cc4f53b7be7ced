import ShrikeText

/// A simple command and where it stands among the others: what rules about scripts look at.
public struct ShellCall: Sendable {
  public let command: ShellSimpleCommand
  public let redirections: [ShellRedirection]
  public let range: ByteRange
  /// The words' constant texts, nil where a word is not constant.
  public let words: [String?]
  /// The number of its pipeline within the script, from 0.
  public let pipeline: Int
  /// Its place in the pipeline, from 0, and how many commands that has.
  public let position: Int
  public let pipelineCount: Int
  public let connector: ShellPipeline.Connector
  /// Stands within a substitution, a `sh -c` or a function, which makes its failure its own affair.
  public let isNested: Bool

  /// The command's name without its folder, nil where it is not constant.
  public var name: String? { command.words.first?.commandName }
}

extension ShellScript {
  /// Every simple command of the script, also those in substitutions, functions and constant
  /// arguments of `sh -c`; each before the ones within it.
  public var commands: [ShellCall] { walked.calls }

  /// Every assignment of the script: those that stand alone, and those before a command.
  public var assignments: [ShellAssignment] { walked.assignments }

  private var walked: CallWalk {
    var walk = CallWalk()
    walk.visit(statements)
    for document in hereDocuments { walk.visit(document.parts) }
    return walk
  }
}

extension ShellWord {
  /// Every simple command in the substitutions of the word.
  public var commands: [ShellCall] {
    var walk = CallWalk()
    walk.visit(parts)
    return walk.calls
  }
}

private struct CallWalk {
  var calls: [ShellCall] = []
  var assignments: [ShellAssignment] = []
  private var pipelines = 0
  private var nesting = 0

  mutating func visit(_ statements: [ShellStatement]) {
    for statement in statements {
      for pipeline in statement.pipelines {
        let number = pipelines
        pipelines += 1
        for (position, command) in pipeline.commands.enumerated() {
          visit(command, pipeline, number, position)
        }
      }
    }
  }

  private mutating func within(_ statements: [ShellStatement]) {
    nesting += 1
    visit(statements)
    nesting -= 1
  }

  private mutating func visit(
    _ command: ShellCommand, _ pipeline: ShellPipeline, _ number: Int, _ position: Int
  ) {
    switch command.kind {
    case .simple(let simple):
      if !simple.words.isEmpty {
        calls.append(
          ShellCall(
            command: simple, redirections: command.redirections, range: command.range,
            words: simple.words.map(\.literal), pipeline: number, position: position,
            pipelineCount: pipeline.commands.count, connector: pipeline.connector,
            isNested: nesting > 0))
      }
      assignments += simple.assignments
      for assignment in simple.assignments { visit(assignment.value.parts) }
      for word in simple.words { visit(word.parts) }
      within(simple.script)
    case .subshell(let body), .group(let body): visit(body)
    case .conditional(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition)
        visit(branch.body)
      }
      visit(otherwise)
    case .loop(_, let condition, let body):
      visit(condition)
      visit(body)
    case .forEach(_, let words, let body):
      for word in words ?? [] { visit(word.parts) }
      visit(body)
    case .forArithmetic(let parts, let body):
      visit(parts)
      visit(body)
    case .choice(let subject, let choices):
      visit(subject.parts)
      for choice in choices {
        for pattern in choice.patterns { visit(pattern.parts) }
        visit(choice.body)
      }
    case .test(let words): for word in words { visit(word.parts) }
    case .arithmetic(let parts): visit(parts)
    case .function(_, let body):
      nesting += 1
      visit(body, pipeline, number, position)
      nesting -= 1
    case .broken: break
    }
    for redirection in command.redirections { visit(redirection.target?.parts ?? []) }
  }

  mutating func visit(_ parts: [ShellPart]) {
    for part in parts {
      switch part.kind {
      case .literal, .singleQuoted, .escapeQuoted, .glob, .tilde, .template, .broken: break
      case .doubleQuoted(let parts), .arithmetic(let parts): visit(parts)
      case .parameter(let parameter):
        visit(parameter.index ?? [])
        visit(parameter.argument)
      case .command(let statements), .process(let statements, _): within(statements)
      case .array(let words): for word in words { visit(word.parts) }
      }
    }
  }
}
