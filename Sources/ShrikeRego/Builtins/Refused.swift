/// Built-ins that need a network or a running host. Policies that call them compile, and may replace
/// them by `with`; a call is an error, which makes its expression undefined.
let refusedBuiltins: [Builtin] = [
  Builtin("http.send", 1, isVolatile: true) { _, _ throws(BuiltinError) in
    throw .failure("a policy opens no connections here")
  }
]
