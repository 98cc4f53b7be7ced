/// What a policy learns of the program that runs it, and what it says to whoever reads along.
let hostBuiltins: [Builtin] = [
  Builtin("opa.runtime", 0, isVolatile: true) { _, context in context.environment },
  Builtin("rego.parse_module", 2) { a, context throws(BuiltinError) in
    let name = try a.text(0)
    let text = try a.bytes(1)
    let (module, errors) = Parser.parse(text, name: name)
    guard let module, errors.isEmpty else {
      throw .failure("rego_parse_error: \(errors.first?.message ?? "empty module")")
    }
    var writer = ModuleTree(module)
    return writer.tree
  },
  Builtin("trace", 1, isVolatile: true) { a, _ throws(BuiltinError) in
    _ = try a.string(0)
    return .true
  },
  // The compiler hands its arguments to `internal.print` as sets, which are empty where an argument
  // is undefined.
  Builtin("print", Builtin.variadic, isVolatile: true) { _, _ in .true },
  Builtin("internal.print", 1, isVolatile: true) { a, context throws(BuiltinError) in
    try context.printLines(of: try a.array(0))
    return .true
  },
]

extension BuiltinContext {
  /// Lines that one evaluation may print; the rest is silently left out.
  static let printLimit = 10_000

  /// One line for every choice of one value from each set.
  fileprivate func printLines(of sets: [Value]) throws(BuiltinError) {
    var lines: [[UInt8]] = [[]]
    for (index, set) in sets.enumerated() {
      guard let values = set.set?.elements else {
        throw .type("operand 1 must be array of sets but got array containing \(set.typeName)")
      }
      let texts =
        values.isEmpty ? [Array("<undefined>".utf8)] : values.map { $0.utf8 ?? $0.regoBytes }
      var next: [[UInt8]] = []
      for line in lines {
        for text in texts where next.count < Self.printLimit {
          next.append(line + (index > 0 ? [0x20] : []) + text)
        }
      }
      lines = next
      guard lines.reduce(0, { $0 + $1.count }) <= outputLimit else {
        throw .limit("a line of more than \(outputLimit) bytes")
      }
    }
    for line in lines where printed.count < Self.printLimit {
      printed.append(String(decoding: line, as: UTF8.self))
    }
  }
}

extension Value {
  fileprivate var regoBytes: [UInt8] {
    var out: [UInt8] = []
    writeRego(to: &out)
    return out
  }
}
