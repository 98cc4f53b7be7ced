import BigInt
import ShrikeText

/// Texts; positions and lengths count code points.
let stringBuiltins: [Builtin] = [
  Builtin("concat", 2) { a, context throws(BuiltinError) in
    let delimiter = try a.bytes(0)
    var out: [UInt8] = []
    for (index, part) in try a.elements(1).enumerated() {
      guard let string = part.stringBox else {
        throw .type(
          "operand 2 must be \(a[1].typeName) of strings but got \(a[1].typeName) containing \(part.typeName)"
        )
      }
      if index > 0 { out += delimiter }
      string.withBytes { out.append(contentsOf: $0) }
      try context.check(out.count)
    }
    return Value(utf8: out)
  },
  Builtin("contains", 2) { a, _ throws(BuiltinError) in
    let needle = try a.bytes(1)
    return Value(try a.string(0).withBytes { needle.isEmpty || find(needle, in: $0) != nil })
  },
  Builtin("startswith", 2) { a, _ throws(BuiltinError) in
    let prefix = try a.string(1)
    return Value(try a.string(0).hasPrefix(prefix))
  },
  Builtin("endswith", 2) { a, _ throws(BuiltinError) in
    let suffix = try a.string(1)
    return Value(try a.string(0).hasSuffix(suffix))
  },
  Builtin("format_int", 2) { a, _ throws(BuiltinError) in
    let number = try a.number(0)
    guard let base = try? a.int(1), [2, 8, 10, 16].contains(base) else {
      throw .type("operand 2 must be one of {2, 8, 10, 16}")
    }
    guard
      let big = number.big ?? number.double.flatMap({ BigInt(exactly: $0.rounded(.towardZero)) })
    else { return nil }
    return Value(String(big, radix: base))
  },
  Builtin("indexof", 2) { a, _ throws(BuiltinError) in
    let needle = try a.bytes(1)
    guard !needle.isEmpty else { throw .failure("empty search character") }
    return Value(
      try a.string(0).withBytes { text in
        find(needle, in: text).map { codePoints(text, from: 0, to: $0) } ?? -1
      })
  },
  Builtin("indexof_n", 2) { a, _ throws(BuiltinError) in
    let needle = Array(try a.text(1).unicodeScalars)
    guard !needle.isEmpty else { throw .failure("empty search character") }
    let text = Array(try a.text(0).unicodeScalars)
    guard text.count >= needle.count else { return .emptyArray }
    return Value(
      array: (0...text.count - needle.count).filter { start in
        needle.indices.allSatisfy { text[start + $0] == needle[$0] }
      }.map { Value($0) })
  },
  Builtin("lower", 1) { a, _ throws(BuiltinError) in
    mapped(try a.string(0), ascii: { asciiLower($0) }, { $0.properties.lowercaseMapping })
  },
  Builtin("upper", 1) { a, _ throws(BuiltinError) in
    mapped(
      try a.string(0), ascii: { $0 >= 0x61 && $0 <= 0x7A ? $0 - 32 : $0 },
      { $0.properties.uppercaseMapping })
  },
  Builtin("replace", 3) { a, context throws(BuiltinError) in
    let (text, old, new) = (try a.bytes(0), try a.bytes(1), try a.bytes(2))
    return Value(utf8: try replaced(text, [(old, new)], context))
  },
  Builtin("strings.replace_n", 2) { a, context throws(BuiltinError) in
    var pairs: [([UInt8], [UInt8])] = []
    for entry in try a.object(0).entries {
      guard let old = entry.key.utf8 else {
        throw .type("operand 1 non-string key found in pattern object")
      }
      guard let new = entry.value.utf8 else {
        throw .type("operand 1 non-string value found in pattern object")
      }
      pairs.append((old, new))
    }
    return Value(utf8: try replaced(try a.bytes(1), pairs, context))
  },
  Builtin("strings.reverse", 1) { a, _ throws(BuiltinError) in
    var out = ""
    out.unicodeScalars.append(contentsOf: try a.text(0).unicodeScalars.reversed())
    return Value(out)
  },
  Builtin("strings.count", 2) { a, _ throws(BuiltinError) in
    let needle = try a.bytes(1)
    guard !needle.isEmpty else { return Value(try a.string(0).scalarCount + 1) }
    return Value(parts(try a.bytes(0), separatedBy: needle).count - 1)
  },
  Builtin("split", 2) { a, _ throws(BuiltinError) in
    Value(array: try split(a))
  },
  Builtin("strings.split_n", 3) { a, _ throws(BuiltinError) in
    // The first parts, or the last where the count is negative; the others are left out.
    let parts = try split(a)
    let count = try a.int(2)
    let size = min(parts.count, Int(clamping: count.magnitude))
    return Value(array: Array(count < 0 ? parts.suffix(size) : parts.prefix(size)))
  },
  Builtin("substring", 3) { a, _ throws(BuiltinError) in
    let offset = try a.int(1)
    let length = try a.int(2)
    guard offset >= 0 else { throw .failure("negative offset") }
    return try a.string(0).withBytes { text in
      var start = 0
      var left = offset
      while start < text.count, left > 0 {
        start += 1
        while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
        left -= 1
      }
      guard left == 0 else { return Value("") }
      var end = length < 0 ? text.count : start
      var wanted = max(0, length)
      while end < text.count, wanted > 0 {
        end += 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        wanted -= 1
      }
      return Value(utf8: UnsafeBufferPointer(rebasing: text[start..<end]))
    }
  },
  Builtin("trim", 2) { a, _ throws(BuiltinError) in try trimmed(a, left: true, right: true) },
  Builtin("trim_left", 2) { a, _ throws(BuiltinError) in try trimmed(a, left: true, right: false) },
  Builtin("trim_right", 2) { a, _ throws(BuiltinError) in try trimmed(a, left: false, right: true)
  },
  Builtin("trim_prefix", 2) { a, _ throws(BuiltinError) in
    let (text, prefix) = (try a.bytes(0), try a.bytes(1))
    return text.starts(with: prefix) ? Value(utf8: text[prefix.count...]) : a[0]
  },
  Builtin("trim_suffix", 2) { a, _ throws(BuiltinError) in
    let (text, suffix) = (try a.bytes(0), try a.bytes(1))
    return text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
      ? Value(utf8: text[..<(text.count - suffix.count)]) : a[0]
  },
  Builtin("trim_space", 1) { a, _ throws(BuiltinError) in
    let scalars = Array(try a.text(0).unicodeScalars)
    let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    let rest = scalars.drop(while: isSpace)
    var out = ""
    out.unicodeScalars.append(contentsOf: rest.reversed().drop(while: isSpace).reversed())
    return Value(out)
  },
  Builtin("strings.any_prefix_match", 2) { a, _ throws(BuiltinError) in
    let (texts, prefixes) = (try oneOrMore(a, 0), try oneOrMore(a, 1))
    return Value(texts.contains { text in prefixes.contains { text.hasPrefix($0) } })
  },
  Builtin("strings.any_suffix_match", 2) { a, _ throws(BuiltinError) in
    let (texts, suffixes) = (try oneOrMore(a, 0), try oneOrMore(a, 1))
    return Value(texts.contains { text in suffixes.contains { text.hasSuffix($0) } })
  },
  Builtin("sprintf", 2) { a, context throws(BuiltinError) in
    let arguments = try a.array(1)
    let format = try a.string(0)
    // By far the most policies ask for nothing more.
    var out: [UInt8] = []
    format.withBytes { GoFormat.write($0, arguments, to: &out) }
    try context.check(out.count)
    return Value(utf8: out)
  },
  Builtin("to_number", 1) { a, _ throws(BuiltinError) in
    switch a[0].kind {
    case .null: return Value(0)
    case .bool: return Value(a[0].isFalse ? 0 : 1)
    case .int, .number: return a[0]
    case .string:
      let text = a[0].string ?? ""
      if let number = number(text) { return number }
      // Go's names of what is no finite number are of the wrong type, everything else is no number.
      if ["inf", "infinity", "nan"].contains(text.lowercased().drop { $0 == "-" || $0 == "+" }) {
        throw .type("operand 1 must be a number, not \(Value(text).jsonText)")
      }
      throw .failure("strconv.ParseFloat: parsing \(Value(text).jsonText): invalid syntax")
    default:
      throw .type(
        "operand 1 must be one of {null, boolean, number, string} but got \(a[0].typeName)")
    }
  },
]

/// A text's parts between separators; its code points where the separator is empty.
private func split(_ a: Arguments) throws(BuiltinError) -> [Value] {
  let (text, separator) = (try a.bytes(0), try a.bytes(1))
  guard !separator.isEmpty else {
    return try a.text(0).unicodeScalars.map { Value(String($0)) }
  }
  return parts(text, separatedBy: separator).map { Value(utf8: $0) }
}

extension BuiltinContext {
  /// Refuses what is larger than a built-in may make.
  func check(_ bytes: Int) throws(BuiltinError) {
    guard bytes <= outputLimit else { throw .limit("more than \(outputLimit >> 20) MiB of text") }
  }
}

extension StringBox {
  func hasPrefix(_ prefix: StringBox) -> Bool {
    byteCount >= prefix.byteCount
      && withBytes { text in
        prefix.withBytes { prefix in text.prefix(prefix.count).elementsEqual(prefix) }
      }
  }

  func hasSuffix(_ suffix: StringBox) -> Bool {
    byteCount >= suffix.byteCount
      && withBytes { text in
        suffix.withBytes { suffix in text.suffix(suffix.count).elementsEqual(suffix) }
      }
  }
}

/// Go's ParseFloat without its names for what is no number.
private func number(_ text: String) -> Value? {
  var digits = text[...]
  if digits.hasPrefix("+") { digits = digits.dropFirst() }
  let bytes = Array(digits.utf8)
  guard let first = bytes.first(where: { $0 != 0x2D }), isDigit(first) || first == 0x2E,
    !bytes.contains(0x5F)
  else { return nil }
  if let value = bytes.withUnsafeBufferPointer({ Value(numberText: $0) }) { return value }
  return Double(String(digits)).flatMap { Value($0) }
}

/// One text or a collection of them.
private func oneOrMore(_ a: Arguments, _ index: Int) throws(BuiltinError) -> [StringBox] {
  if let string = a[index].stringBox { return [string] }
  guard let elements = a[index].elements else {
    throw .type(
      "operand \(index + 1) must be one of {string, set, array} but got \(a[index].typeName)")
  }
  var boxes: [StringBox] = []
  for element in elements {
    guard let box = element.stringBox else {
      throw .type(
        "operand \(index + 1) must be \(a[index].typeName) of strings but got \(a[index].typeName) containing \(element.typeName)"
      )
    }
    boxes.append(box)
  }
  return boxes
}

private func mapped(
  _ box: StringBox, ascii: (UInt8) -> UInt8, _ other: (Unicode.Scalar) -> String
) -> Value {
  if box.isASCII { return Value(utf8: box.withBytes { $0.map(ascii) }) }
  var out = ""
  for scalar in box.string.unicodeScalars {
    // One code point for one, as Go has it.
    let mapping = other(scalar)
    if mapping.unicodeScalars.count == 1 {
      out += mapping
    } else {
      out.unicodeScalars.append(scalar)
    }
  }
  return Value(out)
}

func parts(_ text: [UInt8], separatedBy separator: [UInt8]) -> [ArraySlice<UInt8>] {
  var parts: [ArraySlice<UInt8>] = []
  var start = 0
  text.withUnsafeBufferPointer { bytes in
    while let found = find(
      separator, in: UnsafeBufferPointer(rebasing: bytes[start...]))
    {
      parts.append(text[start..<start + found])
      start += found + separator.count
    }
  }
  parts.append(text[start...])
  return parts
}

/// At each place the first pair that fits; an empty text fits between all code points.
private func replaced(
  _ text: [UInt8], _ pairs: [([UInt8], [UInt8])], _ context: BuiltinContext
) throws(BuiltinError) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(text.count)
  let empty = pairs.first { $0.0.isEmpty }
  let heads = Set(pairs.compactMap { $0.0.first })
  var index = 0
  // An empty text does not fit directly behind another replacement.
  var mayBeEmpty = true
  outer: while index <= text.count {
    if index < text.count, heads.contains(text[index]) {
      for (old, new) in pairs where !old.isEmpty && text[index...].starts(with: old) {
        out += new
        index += old.count
        mayBeEmpty = false
        try context.check(out.count)
        continue outer
      }
    }
    if let empty, mayBeEmpty, index == text.count || text[index] & 0xC0 != 0x80 {
      out += empty.1
      try context.check(out.count)
    }
    mayBeEmpty = true
    if index < text.count { out.append(text[index]) }
    index += 1
  }
  return out
}

private func trimmed(_ a: Arguments, left: Bool, right: Bool) throws(BuiltinError) -> Value? {
  let cut = Set(try a.text(1).unicodeScalars)
  var scalars = Array(try a.text(0).unicodeScalars)[...]
  if left { scalars = scalars.drop { cut.contains($0) } }
  if right { while let last = scalars.last, cut.contains(last) { scalars.removeLast() } }
  var out = ""
  out.unicodeScalars.append(contentsOf: scalars)
  return Value(out)
}
