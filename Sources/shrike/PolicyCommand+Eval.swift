import ArgumentParser
import Glibc
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Evaluate a query and print its solutions.",
      discussion: """
        Of a lone expression the value is printed, of any other query one object of variables a solution.
        """)

    @Argument(help: "A query: 'data.gate.fail_on.fail', 'x = input.a[_]', '1 + 1'.")
    var query: String

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("A Rego file or folder; repeatable.", valueName: "path"))
    var policies: [String] = []

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("A JSON file for `input`; - for standard input.", valueName: "file"))
    var input: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("A JSON file for `data`.", valueName: "file"))
    var data: String?

    @Option(
      help: ArgumentHelp(
        "values (JSON, one a line), pretty (the same, indented), or json (one document, as `opa eval` writes it).",
        valueName: "format"))
    var format = Format.values

    @Flag(help: "Errors of built-ins end the evaluation.")
    var strict = false

    @OptionGroup var options: Options

    enum Format: String, ExpressibleByArgument, CaseIterable { case values, pretty, json }

    func run() throws {
      let policy = try options.compile(policies)
      let machine = Machine(
        policy, data: try PolicyFiles.json(data) ?? .emptyObject,
        context: BuiltinContext(now: Terminal.nanoseconds))
      machine.strict = strict
      let asked = try options.query(query, policy)
      let given = try PolicyFiles.json(input)
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

  /// One answer of a query.
  private struct Solution {
    let bindings: Value
    /// Of a query that is one expression.
    let value: Value?

    init(_ values: [Value?], of query: Query) {
      bindings = Value(
        object: zip(query.names, values).compactMap { name, value in
          value.map { (key: Value(name), value: $0) }
        })
      value = query.isExpression ? values.last ?? nil : nil
    }

    var shown: Value { value ?? bindings }

    /// `{"result": [{"expressions": […], "bindings": {…}}]}`; without a solution there is no `result`.
    static func document(_ solutions: [Solution], _ query: String) -> Value {
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
}

extension PolicyCommand.Options {
  /// A query over a policy; mistakes go to standard error.
  func query(_ text: String, _ policy: Policy) throws -> Query {
    do throws(PolicyError) {
      return try Query(text, policy: policy, version: version, asksValue: true)
    } catch {
      let text = DiagnosedText(file: "query", bytes: Array(text.utf8))
      throw Terminal.fail(
        [error.diagnostic(in: text)], .usage, colour: display.color.isOn(STDERR_FILENO))
    }
  }
}
