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
      ("[1]", #"{"op": "add", "path": "/2", "value": 2}"#, "eval_builtin_error"),
      ("[1]", #"{"op": "add", "path": "/00", "value": 2}"#, "eval_builtin_error"),
      ("{1, 2}", #"{"op": "add", "path": [3], "value": 3}"#, "[1,2,3]"),
      ("{1, 2}", #"{"op": "add", "path": [3], "value": 4}"#, "eval_builtin_error"),
      ("{[1], 2}", #"{"op": "add", "path": [[1], 1], "value": 5}"#, "[2,[1,5]]"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": "a"}"#, "{}"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": "b"}"#, "eval_builtin_error"),
      (#"{"a": 1}"#, #"{"op": "remove", "path": ""}"#, "undefined"),
      (#"{"a": 1}"#, #"{"op": "replace", "path": "", "value": 2}"#, "2"),
      (#"{"a": [1, 2]}"#, #"{"op": "replace", "path": "/a/1", "value": 0}"#, #"{"a":[1,0]}"#),
      (#"{"a": {"b": 1}}"#, #"{"op": "move", "from": "a/b", "path": "c"}"#, #"{"a":{},"c":1}"#),
      (
        #"{"a": {"b": 1}}"#, #"{"op": "copy", "from": "a", "path": "a/c"}"#,
        #"{"a":{"b":1,"c":{"b":1}}}"#
      ),
      (#"{"a": 1}"#, #"{"op": "test", "path": "a", "value": 1}"#, #"{"a":1}"#),
      (#"{"a": 1}"#, #"{"op": "test", "path": "a", "value": "1"}"#, "eval_builtin_error"),
      (#"{"a": 1}"#, #"{"op": "turn", "path": "a"}"#, "eval_builtin_error"),
      ("1", #"{"op": "add", "path": "a", "value": 1}"#, "eval_builtin_error"),
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

  @Test(
    arguments: [
      (#""{"type": "object"}""#, "[true,null]"),
      (#"{"type": "thing"}"#, nil),
      (#"{"minimum": "1"}"#, #"[false,"jsonschema: minimum must be of a number"]"#),
      (#"{"type": ["string", "string"]}"#, #"[false,"jsonschema: string type is duplicated"]"#),
      (#"{"pattern": "("}"#, #"[false,"jsonschema: pattern must be a valid regex"]"#),
      (##"{"$ref": "#/nowhere"}"##, #"[false,"jsonschema: Object has no key 'nowhere'"]"#),
      (#"{"enum": [1, 1.0]}"#, #"[false,"jsonschema: enum items must be unique"]"#),
      ("1", "rego_type_error"),
      ("`{`", #"[false,"jsonschema: invalid JSON string"]"#),
    ] as [(String, String?)])
  func schemas(_ schema: String, _ expected: String?) {
    let text = schema.hasPrefix("\"{") ? "`" + schema.dropFirst().dropLast() + "`" : schema
    let answer = BuiltinAnswer.of("json.verify_schema(\(text))")
    if let expected {
      #expect(answer == expected)
    } else {
      #expect(answer.hasPrefix(#"[false,"jsonschema: has a primitive type that is NOT VALID"#))
    }
  }

  /// The faults' types and fields; empty where the document matches.
  @Test(
    arguments: [
      (#"{"a": 1}"#, #"{"properties": {"a": {"type": "integer"}}}"#, "[]"),
      (#"{"a": 1.5}"#, #"{"properties": {"a": {"type": "integer"}}}"#, #"["invalid_type a"]"#),
      (#"{"a": null}"#, #"{"properties": {"a": {"type": ["null", "string"]}}}"#, "[]"),
      ("{}", #"{"required": ["a", "b"]}"#, #"["required (Root)","required (Root)"]"#),
      (
        #"{"a": 1, "b": 2}"#, #"{"properties": {"a": {}}, "additionalProperties": false}"#,
        #"["additional_property_not_allowed (Root)"]"#
      ),
      (
        #"{"x1": "a"}"#, #"{"patternProperties": {"^x": {"type": "number"}}}"#,
        #"["invalid_type x1"]"#
      ),
      (#"{"a": 0.3}"#, #"{"properties": {"a": {"multipleOf": 0.1}}}"#, "[]"),
      (
        #"{"a": 5}"#, #"{"properties": {"a": {"maximum": 5, "exclusiveMaximum": true}}}"#,
        #"["number_lt a"]"#
      ),
      (#"{"a": 5}"#, #"{"properties": {"a": {"exclusiveMinimum": 5}}}"#, #"["number_gt a"]"#),
      (#"{"a": "äöü"}"#, #"{"properties": {"a": {"maxLength": 3, "pattern": "ü$"}}}"#, "[]"),
      (
        #"{"a": [1, "x"]}"#, #"{"properties": {"a": {"items": {"type": "number"}}}}"#,
        #"["invalid_type a.1"]"#
      ),
      (
        #"{"a": [1, 2]}"#, #"{"properties": {"a": {"items": [{}], "additionalItems": false}}}"#,
        #"["array_no_additional_items a"]"#
      ),
      (
        #"{"a": [1, 2, 1.0]}"#, #"{"properties": {"a": {"uniqueItems": true}}}"#,
        #"["unique a"]"#
      ),
      (
        #"{"a": [1]}"#, #"{"properties": {"a": {"contains": {"const": 2}}}}"#,
        #"["contains a","const a.0"]"#
      ),
      (#"{"a": 1}"#, #"{"dependencies": {"a": ["b"]}}"#, #"["missing_dependency (Root)"]"#),
      (
        #"{"a": 1}"#, #"{"oneOf": [{"required": ["a"]}, {"minProperties": 1}]}"#,
        #"["number_one_of (Root)"]"#
      ),
      (#"{"a": 1}"#, #"{"anyOf": [{"required": ["b"]}, {"required": ["a"]}]}"#, "[]"),
      (#"{"a": 1}"#, #"{"not": {"required": ["a"]}}"#, #"["number_not (Root)"]"#),
      (
        #"{"a": 1}"#, #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#,
        #"["condition_then (Root)","required (Root)"]"#
      ),
      (
        #"{"a": {"a": {"a": 1}}}"#,
        ##"{"type": "object", "properties": {"a": {"$ref": "#"}}}"##, #"["invalid_type a.a.a"]"#
      ),
      (
        #"{"a": 1}"#,
        ##"{"definitions": {"t": {"$id": "#text", "type": "string"}}, "##
          + ##""properties": {"a": {"$ref": "#text"}}}"##, #"["invalid_type a"]"#
      ),
      (
        #"{"ab": 1}"#, #"{"propertyNames": {"maxLength": 1}}"#,
        #"["invalid_property_name (Root)","string_lte (Root)"]"#
      ),
      (#"{"a": 1}"#, #"{"properties": {"a": false}}"#, #"["false a"]"#),
      (#"{"a": 1}"#, #"{"properties": {"a": {"enum": []}}}"#, #"["enum a"]"#),
    ])
  func documents(_ document: String, _ schema: String, _ expected: String) {
    let text = BuiltinAnswer.of("json.match_schema(\(document), `\(schema)`)[1]")
    let answer = Value(json: Array(text.utf8))
    let faults = (answer?.elements ?? []).map { fault in
      Value("\(fault["type"]?.string ?? "") \(fault["field"]?.string ?? "")")
    }
    #expect(Value(array: faults).jsonText == expected)
  }

  @Test(
    arguments: [
      ("date", "2024-02-29", true), ("date", "2023-02-29", false), ("time", "12:30:59Z", true),
      ("time", "24:00:00", false), ("date-time", "2024-01-01T00:00:00.5+01:00", true),
      ("date-time", "2024-01-01 00:00:00Z", false), ("hostname", "a-b.example", true),
      ("hostname", "-a.example", false), ("email", "Joe <joe@example.org>", true),
      ("email", "joe@", false), ("ipv4", "10.0.0.1", true), ("ipv4", "10.0.0.01", false),
      ("ipv6", "fe80::1", true), ("ipv6", "1:2:3:4:5:6:7", false), ("uri", "https://a/b?c", true),
      ("uri", "/a/b", false), ("uri-reference", "/a/b", true), ("uri-reference", "%zz", false),
      ("uuid", "123e4567-e89b-12d3-a456-426614174000", true), ("uuid", "123e4567", false),
      ("regex", "a(b", false), ("json-pointer", "/a~1b", true), ("json-pointer", "a", false),
      ("relative-json-pointer", "1/a", true), ("relative-json-pointer", "01", false),
      ("uri-template", "/a/{b}", true), ("uri-template", "/a/{b", false), ("moon", "any", true),
    ])
  func formats(_ format: String, _ text: String, _ isMatch: Bool) {
    let expression =
      #"json.match_schema({"a": `\#(text)`}, {"properties": {"a": {"format": "\#(format)"}}})[0]"#
    #expect(BuiltinAnswer.of(expression) == "\(isMatch)")
  }

  @Test(
    arguments: [
      ##"{"$ref": "#"}"##,
      ##"{"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}"##,
      ##"{"definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}, "##
        + ##""$ref": "#/definitions/a"}"##,
    ])
  func schemasOfThemselvesAreBounded(_ schema: String) {
    #expect(BuiltinAnswer.of("json.match_schema({}, `\(schema)`)") == "eval_cancel_error")
  }
}
