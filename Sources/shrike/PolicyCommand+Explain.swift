import ArgumentParser
import Glibc
import ShrikePipeline
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Say why rules did or did not fire.",
      discussion: """
        Shows each rule that a query asked, each of its bodies, and of a body that does not hold the expression
        at which it ended with the values it looked at.

        Examples:
          shrike policy explain 'data.gate.no_root.fail' -p .shrike/policies -i report.json
          shrike policy explain 'data.gate' -p .shrike/policies -i report.json --rule is_root
          shrike policy explain --check infra/kubernetes-root-user deployment.yaml
        """)

    @Argument(help: "A query: 'data.gate.no_root.fail'; with --check the files to look at.")
    var subjects: [String]

    @Option(help: ArgumentHelp("Only rules of this name.", valueName: "name"))
    var rule: String?

    @Option(
      help: ArgumentHelp(
        "A built-in check of infrastructure, by its id or an alias, in place of a query.",
        valueName: "id"))
    var check: String?

    @OptionGroup var question: Question
    @OptionGroup var options: Options

    func validate() throws {
      if check == nil, subjects.count != 1 {
        throw ValidationError("Give one query; quote it where it holds spaces.")
      }
    }

    func run() throws {
      if let check { return try explain(check) }
      let query = subjects[0]
      let (machine, policy) = try question.machine(options, isTraced: true)
      let asked = try options.query(query, policy)
      let (result, explanation) = machine.explain(asked, input: try question.givenInput())
      let text = try text(explanation)
      switch result {
      case .success(let solutions):
        if rule == nil {
          let shown = solutions.prefix(3).map { Solution($0, of: asked).shown.regoText.printable }
          let values = shown.joined(separator: ", ") + (solutions.count > 3 ? ", …" : "")
          print("\(query.printable) \(solutions.isEmpty ? "is undefined" : "is \(values)")")
        }
        print(text, terminator: "")
      case .failure(let error):
        print(text, terminator: "")
        Terminal.complain("error[\(error.code)]: \(error.message)")
        throw ExitStatus.fail.code
      }
    }

    private func text(_ explanation: Explanation) throws -> String {
      let text = explanation.text(rule: rule)
      if let rule, text.isEmpty {
        Terminal.complain("error[policy.rule]: no rule named '\(rule.printable)' was asked")
        throw ExitStatus.usage.code
      }
      return text
    }

    private func explain(_ check: String) throws {
      var files: [(path: String, bytes: [UInt8])] = []
      for path in subjects {
        guard let bytes = readFile(path) else {
          Terminal.complain("error[policy.path]: '\(path.printable)' is no file that can be read")
          throw ExitStatus.usage.code
        }
        files.append((path, bytes))
      }
      var problems: [Diagnostic] = []
      do throws(EngineError) {
        let library = RuleLibrary(folders: Folders(environment: Terminal.environment))
        let answers = try library.explain(check: check, files: files, problems: &problems)
        for problem in problems { Terminal.complain(problem.text()) }
        if answers.isEmpty { print("there is nothing here that the check looks at") }
        for answer in answers {
          let found =
            answer.problem.map { "cannot be decided: \($0)" }
            ?? (answer.findings.isEmpty
              ? "nothing is found" : answer.findings.joined(separator: "; "))
          print("\(answer.subject.printable): \(found.printable)")
          print(answer.explanation.text(rule: rule), terminator: "")
        }
      } catch {
        Terminal.complain("error[policy.check]: \(error.description)")
        throw ExitStatus.usage.code
      }
    }
  }
}
