import Foundation
import Glibc
import ShrikeRego

/// Answers questions on standard input, one JSON object a line, with one line each: for programs that
/// ask much, such as `fuzz/differential` and `bench/policy`.
///
/// A question has `modules` (texts), `query`, `data`, `input` and `strict`. The answer is `result`, an array
/// of solutions, or `error` with OPA's code and a `message`. With `measure`, a number of seconds, the
/// input is read, the query asked and the answer written again and again, and the answer says how
/// many `evaluations` a second of CPU time that makes.
enum Serve {
  static func run() {
    while let line = readLine(strippingNewline: true) {
      let fields = answer(Value(json: Array(line.utf8)) ?? .null)
      let text = Value(object: fields.map { (Value($0.0), $0.1) }).jsonText
      FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
  }

  private static func answer(_ question: Value) -> [(String, Value)] {
    do {
      let session = try Session(question)
      if let seconds = question["measure"]?.int { return [("rate", try session.rate(seconds))] }
      return [("result", try session.solutions(input: question["input"]))]
    } catch let error as PolicyError {
      return [("error", Value(error.code)), ("message", Value(error.message))]
    } catch let error as EvaluationError {
      return [("error", Value(error.code)), ("message", Value(error.message))]
    } catch {
      return [("error", Value("internal")), ("message", Value("\(error)"))]
    }
  }

  /// A compiled policy with one query.
  private struct Session {
    let machine: Machine
    let query: Query
    let input: [UInt8]

    init(_ question: Value) throws {
      var modules: [Module] = []
      for (number, text) in (question["modules"]?.elements ?? []).enumerated() {
        let name = "module-\(number).rego"
        let (module, errors) = Parser.parse(text.utf8 ?? [], name: name)
        if let error = errors.first {
          throw PolicyError("rego_parse_error", error.message, module: name, span: error.span)
        }
        if let module { modules.append(module) }
      }
      let (compiled, errors) = Policy.compile(modules)
      guard let policy = compiled else { throw errors[0] }
      machine = Machine(policy, data: question["data"] ?? .emptyObject)
      machine.strict = question["strict"]?.bool ?? false
      query = try Query(question["query"]?.string ?? "", policy: policy)
      input = question["input"]?.json ?? []
    }

    func solutions(input: Value?) throws(EvaluationError) -> Value {
      let solutions = try machine.evaluate(query, input: input).map { solution in
        Value(
          object: zip(query.names, solution).compactMap { name, value in
            value.map { (Value(name), $0) }
          })
      }
      return Value(array: solutions)
    }

    func rate(_ seconds: Int) throws -> Value {
      var count = 0
      var written = 0
      let start = clock()
      let end = start + clock_t(seconds) * clock_t(CLOCKS_PER_SEC)
      while clock() < end {
        written += try solutions(input: Value(json: input)).json.count
        count += 1
      }
      let spent = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      return Value(
        object: [
          (Value("evaluations"), Value(count)), (Value("bytes"), Value(written)),
          (Value("cpu"), Value(spent) ?? .null),
        ])
    }
  }
}
