import Testing

@testable import ShrikeRego

struct JSONBuiltinTests {
  @Test(
    arguments: [
      (#"json.filter({"a": {"b": 1, "c": 2}, "d": 3}, ["a/b"])"#, #"{"a":{"b":1}}"#),
      (#"json.filter({"a": {"b": 1, "c": 2}}, {["a", "c"], "/a/b"})"#, #"{"a":{"b":1,"c":2}}"#),
      (#"json.filter({"a": [7, 8, 9]}, ["a/2", "a/0"])"#, #"{"a":[7,9]}"#),
      (#"json.filter({"a": {"x", "y"}}, ["a/x"])"#, #"{"a":["x"]}"#),
      (#"json.filter({"a/b": 1, "~": 2}, ["a~1b", "~0"])"#, #"{"a/b":1,"~":2}"#),
      (#"json.filter({"a": 1}, [""])"#, "{}"),
      (#"json.filter({"a": {"b": 1}}, ["a", "a/x"])"#, #"{"a":{"b":1}}"#),
      (#"json.filter({}, [1])"#, "eval_type_error"),
      (#"json.remove({"a": {"b": 1, "c": 2}}, ["a/b"])"#, #"{"a":{"c":2}}"#),
      (#"json.remove({"a": [1, 2, 3]}, ["a/0", ["a", "2"]])"#, #"{"a":[2]}"#),
      (#"json.remove({"a": 1, "b": 2}, {"a", "c/d"})"#, #"{"b":2}"#),
      (#"json.remove({"a": {"x", "y"}}, ["a/x"])"#, #"{"a":["y"]}"#),
      (#"json.remove({"a": 1}, [])"#, #"{"a":1}"#),
    ])
  func paths(_ expression: String, _ expected: String) {
    #expect(BuiltinAnswer.of(expression) == expected)
  }

  @Test(
    arguments: [
      ("{}", #"{"op": "add", "path": "/a", "value": 1}"#, #"{"a":1}"#),
      ("[1, 3]", #"{"op": "add", "path": "/1", "value": 2}"#, "[1,2,3]"),
      ("[1]", #"{"op": "add", "path": "-", "value": 2}"#, "[1,2]"),
      ("[1]", #"{"op": "add", "path": "/2", "value": 2}"#, "undefined"),
      ("[1]", #"{"op": "add", "path": "/00", "value": 2}"#, "undefined"),
      ("{1, 2}", #"{"op": "add", "path": [3], "value": 3}"#, "[1,2,3]"),
      ("{1, 2}", #"{"op": "add", "path": [3], "value": 4}"#, "undefined"),
      ("{[1], 2}", #"{"op": "add", "path": [[1], 1], "value": 5}"#, "[2,[1,5]]"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": "a"}"#, "{}"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": "b"}"#, "undefined"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": ""}"#, "undefined"),
      (#"{"a": 1}"#, #"{"op": "replace", "path": "", "value": 2}"#, "2"),
      (#"{"a": [1, 2]}"#, #"{"op": "replace", "path": "/a/1", "value": 0}"#, #"{"a":[1,0]}"#),
      (#"{"a": {"b": 1}}"#, #"{"op": "move", "from": "a/b", "path": "c"}"#, #"{"a":{},"c":1}"#),
      (#"{"a": {"b": 1}}"#, #"{"op": "copy", "from": "a", "path": "a/c"}"#,
        #"{"a":{"b":1,"c":{"b":1}}}"#),
      (#"{"a": 1}"#, #"{"op": "test", "path": "a", "value": 1}"#, #"{"a":1}"#),
      (#"{"a": 1}"#, #"{"op": "test", "path": "a", "value": "1"}"#, "undefined"),
      (#"{"a": 1}"#, #"{"op": "turn", "path": "a"}"#, "undefined"),
      ("1", #"{"op": "add", "path": "a", "value": 1}"#, "undefined"),
    ])
  func patches(_ document: String, _ operation: String, _ expected: String) {
    #expect(BuiltinAnswer.of("json.patch(\(document), [\(operation)])") == expected)
  }

  /// Each copy doubles the document.
  @Test func patchIsBounded() {
    let copy = #"{"op": "copy", "from": "", "path": "-"}"#
    let copies = [String](repeating: copy, count: 200).joined(separator: ", ")
    let expression = "json.patch([1], [\(copies)])"
    #expect(BuiltinAnswer.of(expression, limit: 1 << 16) == "eval_cancel_error")
  }
}
