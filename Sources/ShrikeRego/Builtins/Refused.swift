/// Built-ins that need a network or a running host. Policies that call them compile, and may replace
/// them by `with`; a call is an error, which makes its expression undefined.
let refusedBuiltins: [Builtin] = [
  Builtin("http.send", 1, isVolatile: true) { a, _ throws(BuiltinError) in
    let request = try a.object(0)
    let missing = ["method", "url"].filter { request[Value($0)] == nil }.map { Value($0) }
    guard missing.isEmpty else {
      throw .type("missing required request parameters(s): \(Value(set: missing).regoText)")
    }
    throw .failure("a policy opens no connections here")
  }
]
