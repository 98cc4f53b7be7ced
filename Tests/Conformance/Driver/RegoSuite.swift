import Foundation
import ShrikeRego

/// OPA's own cases of the language.
let regoSuites = [Suite(name: "policy.opa", answer: answerRego)]

private func answerRego(_ corpus: Corpus, _ answers: inout Answers) throws {
  for path in corpus.files("policy/rego-compliance", suffix: ".json") {
    let name = String(path.dropLast(5))
    guard name.contains("/"),
      let file = Value(json: corpus.bytes(in: "policy/rego-compliance/\(path)"))
    else { continue }
    for (number, item) in (file["cases"]?.elements ?? []).enumerated() {
      var answer: [(String, Value)] = [("case", Value("\(name)#\(number)"))]
      let started = Date()
      do {
        answer.append(("result", try solutions(item)))
      } catch let error as PolicyError {
        answer += [("error", Value(error.code)), ("message", Value(error.message))]
      } catch let error as EvaluationError {
        answer += [("error", Value(error.code)), ("message", Value(error.message))]
      }
      let seconds = Date().timeIntervalSince(started)
      if seconds > 1, let value = Value(seconds) { answer.append(("seconds", value)) }
      // Not through Foundation, which refuses numbers of any size.
      answers.add(line: Value(object: answer.map { (Value($0.0), $0.1) }).jsonText)
    }
  }
}

private func solutions(_ item: Value) throws -> Value {
  var modules: [Module] = []
  for (number, text) in (item["modules"]?.elements ?? []).enumerated() {
    let name = "module-\(number).rego"
    let (module, errors) = Parser.parse(text.utf8 ?? [], name: name)
    if let error = errors.first {
      throw PolicyError("rego_parse_error", error.message, module: name, span: error.span)
    }
    if let module { modules.append(module) }
  }
  let (compiled, errors) = Policy.compile(modules, builtins: suiteBuiltins)
  guard let policy = compiled else { throw errors[0] }
  // OPA looks at the clock, for which the suite's certificates are made.
  let context = BuiltinContext(now: Int64(Date().timeIntervalSince1970 * 1e9))
  context.random = { UInt64.random(in: 0...UInt64.max) }
  let machine = Machine(policy, data: item["data"] ?? .emptyObject, context: context)
  machine.strict = item["strict_error"]?.bool ?? false
  var input = item["input"]
  if let term = item["input_term"]?.string {
    let query = try Query("x = \(term)", policy: policy)
    input = try machine.evaluate(query, input: nil).first?.first ?? nil
  }
  let query = try Query(item["query"]?.string ?? "", policy: policy)
  let solutions = try machine.evaluate(query, input: input).map { solution in
    Value(
      object: zip(query.names, solution).compactMap { name, value in
        value.map { (Value(name), $0) }
      })
  }
  return Value(array: solutions)
}

/// The suite has a function of its own that waits; nothing here does, so it need not.
private let suiteBuiltins = BuiltinTable.standard.adding([
  Builtin("test.sleep", 1) { _, _ in .null }
])
