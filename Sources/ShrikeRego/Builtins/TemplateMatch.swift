import ShrikeMatch

/// Texts with regular expressions between delimiters: `urn:foo:<.*>`.
let templateMatchBuiltins: [Builtin] = [
  Builtin("regex.template_match", 4) { a, context throws(BuiltinError) in
    let template = try a.bytes(0)
    let text = try a.string(1)
    let (start, end) = (try a.bytes(2), try a.bytes(3))
    guard let open = start.first, start.count == 1 else {
      throw .failure(
        "start delimiter has to be exactly one character long but is \(start.count) long")
    }
    guard let close = end.first, end.count == 1 else {
      throw .failure("end delimiter has to be exactly one character long but is \(end.count) long")
    }
    let source = try expression(of: template, open, close, context)
    let pattern = try context.patterns.pattern(Value(utf8: source))
    let isASCII = text.isASCII
    return Value(
      text.withBytes {
        pattern.match(in: $0, ascii: isASCII, scratch: context.patterns.scratch) != nil
      })
  }
]

private func expression(
  of template: [UInt8], _ open: UInt8, _ close: UInt8, _ context: BuiltinContext
) throws(BuiltinError) -> [UInt8] {
  var out: [UInt8] = [0x5E]
  var depth = 0
  var start = 0
  for (index, byte) in template.enumerated() {
    if byte == open {
      depth += 1
      if depth == 1 {
        out += quoted(template[start..<index])
        start = index + 1
      }
    } else if byte == close {
      depth -= 1
      if depth < 0 { break }
      if depth == 0 {
        // Each part has to be an expression of its own.
        let part = template[start..<index]
        _ = try context.patterns.pattern(Value(utf8: [0x5E] + part + [0x24]))
        out += [0x28] + part + [0x29]
        start = index + 1
      }
    }
  }
  guard depth == 0 else {
    throw .failure("unbalanced braces in \(Value(utf8: template).regoText)")
  }
  return out + quoted(template[start...]) + [0x24]
}

private func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
  let special = Array("\\.+*?()|[]{}^$".utf8)
  return text.flatMap { special.contains($0) ? [0x5C, $0] : [$0] }
}
