import ArgumentParser
import Glibc
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "eval",
      abstract: "Evaluate a query and print its solutions.",
      discussion: """
        Of a lone expression the value is printed, of any other query one object of variables a solution.
        """)

    @Argument(help: "A query: 'data.gate.fail_on.fail', 'x = input.a[_]', '1 + 1'.")
    var query: String

    @Option(
      help: ArgumentHelp(
        "values (JSON, one a line), pretty (the same, indented), or json (one document, as `opa eval` writes it).",
        valueName: "format"))
    var format = Format.values

    @OptionGroup var question: Question
    @OptionGroup var options: Options

    enum Format: String, ExpressibleByArgument, CaseIterable { case values, pretty, json }

    func run() throws {
      let (machine, policy) = try question.machine(options)
      let asked = try options.query(query, policy)
      let given = try question.givenInput()
      do throws(EvaluationError) {
        let solutions = try machine.evaluate(asked, input: given).map { Solution($0, of: asked) }
        switch format {
        case .values: for solution in solutions { print(solution.shown.jsonText) }
        case .pretty: for solution in solutions { print(solution.shown.indentedJSONText) }
        case .json: print(Solution.document(solutions, query).indentedJSONText)
        }
        if solutions.isEmpty, format != .json {
          Terminal.complain("undefined: the query has no solution")
        }
      } catch {
        Terminal.complain("error[\(error.code)]: \(error.message)")
        throw ExitStatus.fail.code
      }
    }
  }
}

extension PolicyCommand.Solution {
  /// `{"result": [{"expressions": […], "bindings": {…}}]}`; without a solution there is no `result`.
  static func document(_ solutions: [Self], _ query: String) -> Value {
    let results = solutions.map { solution in
      var entries = [
        (
          key: Value("expressions"),
          value: Value(array: [
            Value(object: [
              (Value("value"), solution.value ?? .true), (Value("text"), Value(query)),
              (
                Value("location"),
                Value(object: [(Value("row"), Value(1)), (Value("col"), Value(1))])
              ),
            ])
          ])
        )
      ]
      if solution.bindings != .emptyObject {
        entries.append((Value("bindings"), solution.bindings))
      }
      return Value(object: entries)
    }
    return Value(object: results.isEmpty ? [] : [(Value("result"), Value(array: results))])
  }
}
