import ArgumentParser
import Glibc
import ShrikeRego
import ShrikeText

extension PolicyCommand {
  /// What a query is asked of.
  struct Question: ParsableArguments {
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

    @Flag(help: "Errors of built-ins end the evaluation.")
    var strict = false

    @OptionGroup var bundles: BundleOptions

    /// A machine over what was given, and its policy.
    func machine(_ options: Options, isTraced: Bool = false) throws -> (Machine, Policy) {
      let bundles = try bundles.read(options)
      let policy = try options.compile(policies, bundles, isTraced: isTraced)
      let machine = Machine(
        policy, data: try PolicyFiles.data(data, bundles),
        context: BuiltinContext(now: Terminal.nanoseconds))
      machine.strict = strict
      return (machine, policy)
    }

    func givenInput() throws -> Value? { try PolicyFiles.json(input) }
  }

  /// One answer of a query.
  struct Solution {
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
