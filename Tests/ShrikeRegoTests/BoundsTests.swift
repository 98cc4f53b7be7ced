import Testing

@testable import ShrikeRego

/// No policy hangs a scan, fills its memory or exhausts its stack.
struct BoundsTests {
  private func answer(_ body: String, input: String = "{}") -> String {
    var limits = Machine.Limits()
    limits.steps = 300_000
    limits.memory = 8 << 20
    let row = LanguageTests.Row(name: "", body: body, value: "", input: input)
    return LanguageTests.answer(row, limits: limits)
  }

  @Test(arguments: [
    // Loops within loops.
    "p if { some i in numbers.range(1, 10000); some j in numbers.range(1, 10000); i * j < 0 }",
    // Each step doubles the one before.
    "p := count(l) if { a := input.l; " + doublings("array.concat", from: "a", to: "l") + " }",
    "p := count(l) if { a := \"xxxxxxxx\"; " + concatenations(from: "a", to: "l") + " }",
    // Little to write, much to make.
    "p contains x if some x in numbers.range(1, 1000000)",
    // Large arguments are work, too.
    "p contains y if { s := concat(\"\", [\"abcdefgh\" | some _ in numbers.range(1, 4000)]); "
      + "some i in numbers.range(1, 10000); y := contains(s, sprintf(\"%d\", [i])) }",
  ])
  func theEvaluationIsGivenUp(_ body: String) {
    #expect(answer(body, input: #"{"l": [1, 2, 3]}"#) == "eval_cancel_error")
  }

  private static func doublings(_ function: String, from: String, to: String) -> String {
    var text = ""
    var last = from
    for number in 1...40 {
      let next = number == 40 ? to : "x\(number)"
      text += "\(next) := \(function)(\(last), \(last)); "
      last = next
    }
    return text + "true"
  }

  private static func concatenations(from: String, to: String) -> String {
    var text = ""
    var last = from
    for number in 1...40 {
      let next = number == 40 ? to : "x\(number)"
      text += "\(next) := concat(\"\", [\(last), \(last)]); "
      last = next
    }
    return text + "true"
  }

  /// Squaring doubles a number's digits; what is out of range is an error of the built-in.
  @Test func numbersDoNotGrowWithoutEnd() {
    let squares = (1...40).map { "x\($0) := x\($0 - 1) * x\($0 - 1)" }.joined(separator: "; ")
    #expect(answer("p := x40 if { x0 := 3; \(squares) }") == "undefined")
    #expect(answer("p := bits.lsh(1, 1000000000)") == "undefined")
  }

  @Test(arguments: [
    ("[", "1", "]"), ("{", "1", "}"), ("{\"a\": ", "1", "}"), ("(", "1", ")"), ("[", "1", ""),
    ("[x | ", "x", ""), ("{x | {", "x", "}}"), ("{1: x | ", "x", ""), ("f(", "1", ")"),
    ("[[x | y, ", "1", "]]"), ("a[", "b", "]"), ("$\"{", "1", "}\""),
  ])
  func deepTextsEnd(_ open: String, _ middle: String, _ close: String) {
    for depth in [30, 400] {
      let nested =
        String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
      for version in [RegoVersion.v1, .v0] {
        let text = Array("package a\n\np := \(nested)\n".utf8)
        let (module, errors) = Parser.parse(text, name: "deep.rego", version: version)
        #expect((module == nil) == !errors.isEmpty)
        if depth == 400 { #expect(module == nil, "\(open) is nested too deep") }
      }
    }
  }

  @Test func deepJSONIsRefused() {
    let deep = String(repeating: "[", count: 1_001) + String(repeating: "]", count: 1_001)
    #expect(Value(json: Array(deep.utf8)) == nil)
    let shallow = String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)
    #expect(Value(json: Array(shallow.utf8)) != nil)
    #expect(answer("p := count([x | walk(input, [_, x])])", input: shallow) == "1000")
  }

  @Test func aLimitOfOneRuleLeavesTheOthers() throws {
    let text = """
      package a

      good := 1

      bad if { some i in numbers.range(1, 10000); some j in numbers.range(1, 10000); i * j < 0 }

      """
    let module = try #require(Parser.parse(Array(text.utf8), name: "a.rego").module)
    let policy = try #require(Policy.compile([module]).policy)
    var limits = Machine.Limits()
    limits.steps = 100_000
    var answers: [String] = []
    Machine(policy, limits: limits).evaluateAll(
      [["a", "bad"], ["a", "good"], ["a", "missing"]], input: nil
    ) { _, result in
      switch result {
      case .success(let value): answers.append(value?.jsonText ?? "undefined")
      case .failure(let error): answers.append(error.code)
      }
    }
    #expect(answers == ["eval_cancel_error", "1", "undefined"])
  }
}
