/// Texts with places to fill in.
let templateBuiltins: [Builtin] = [
  Builtin("strings.render_template", 2) { a, context throws(BuiltinError) in
    let text = try a.bytes(0)
    _ = try a.object(1)
    guard !a[1].holdsSets else {
      throw .failure("a template's values are those of JSON, which has no sets")
    }
    var parser = TemplateParser(text)
    let nodes = try parser.parse()
    var run = TemplateRun(parser.templates, TemplateValue(a[1]), limit: context.outputLimit)
    try run.run(nodes)
    return Value(utf8: run.out)
  }
]

extension Value {
  fileprivate var holdsSets: Bool {
    switch kind {
    case .set: true
    case .array: array?.elements.contains { $0.holdsSets } ?? false
    case .object: object?.entries.contains { $0.key.kind != .string || $0.value.holdsSets } ?? false
    default: false
    }
  }
}
