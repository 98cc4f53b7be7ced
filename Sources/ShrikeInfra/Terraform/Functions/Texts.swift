import ShrikeMatch
import ShrikeText

extension TerraformFunction {
  static let texts: [String: TerraformFunction] = [
    "chomp": text { text in
      var scalars = Substring(text).unicodeScalars
      while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
      return String(scalars)
    },
    "lower": text { $0.changed(\.lowercaseMapping) },
    "upper": text { $0.changed(\.uppercaseMapping) },
    "title": text(titled),
    "trimspace": text { $0.trimmed { $0.properties.isWhitespace } },
    "strrev": text { String($0.reversed()) },
    "trim": .init([.string, .string], .string) { call throws(TerraformError) in
      let cut = Set(call.string(1).unicodeScalars)
      return .string(call.string(0).trimmed { cut.contains($0) })
    },
    "trimprefix": .init([.string, .string], .string) { call throws(TerraformError) in
      let (text, prefix) = (call.string(0), call.string(1))
      guard text.utf8.starts(with: prefix.utf8) else { return .string(text) }
      return .string(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    },
    "trimsuffix": .init([.string, .string], .string) { call throws(TerraformError) in
      let (text, suffix) = (call.string(0), call.string(1))
      guard text.ends(with: suffix) else { return .string(text) }
      return .string(String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
    },
    "startswith": .init([.string, .string], .bool) { call throws(TerraformError) in
      .bool(call.string(0).utf8.starts(with: call.string(1).utf8))
    },
    "endswith": .init([.string, .string], .bool) { call throws(TerraformError) in
      .bool(call.string(0).ends(with: call.string(1)))
    },
    "strcontains": .init([.string, .string], .bool) { call throws(TerraformError) in
      let text = Array(call.string(0).utf8)
      return .bool(text.withUnsafeBufferPointer { find(Array(call.string(1).utf8), in: $0) } != nil)
    },
    "substr": .init([.string, .number, .number], .string) { call throws(TerraformError) in
      let characters = Array(call.string(0))
      var offset = try call.int(1)
      let length = try call.int(2)
      if offset < 0 { offset = max(0, offset + characters.count) }
      guard offset < characters.count, length != 0 else { return .string("") }
      let end =
        length < 0 || length > characters.count - offset ? characters.count : offset + length
      return .string(String(characters[offset..<end]))
    },
    "indent": .init([.number, .string], .string) { call throws(TerraformError) in
      let spaces = try call.int(0)
      guard (0...1_000).contains(spaces) else {
        throw TerraformError("the number of spaces is out of range")
      }
      let pad = [UInt8](repeating: 0x20, count: spaces)
      var out: [UInt8] = []
      for byte in call.string(1).utf8 {
        out.append(byte)
        if byte == 0x0A { out.append(contentsOf: pad) }
      }
      return .string(String(decoding: out, as: UTF8.self))
    },
    "join": .init([.string], variadic: .list(.string), .string) { call throws(TerraformError) in
      guard call.count > 1 else { throw TerraformError("a list is required") }
      var parts: [String] = []
      for list in call.arguments.dropFirst() {
        for element in list.elements ?? [] {
          guard let string = element.string else {
            throw TerraformError("null has no place in a text")
          }
          parts.append(string)
        }
      }
      let size = parts.count.multipliedReportingOverflow(by: call.string(0).utf8.count)
      guard !size.overflow, size.partialValue <= TerraformEvaluator.textLimit else {
        throw TerraformError("the text is too large to be followed")
      }
      return .string(parts.joined(separator: call.string(0)).normalized)
    },
    "split": .init([.string, .string], .list(.string)) { call throws(TerraformError) in
      let separator = Array(call.string(0).utf8)
      let text = Array(call.string(1).utf8)
      if separator.isEmpty { return .strings(call.string(1).unicodeScalars.map { String($0) }) }
      var parts: [String] = []
      var from = 0
      text.withUnsafeBufferPointer { buffer in
        while let hit = find(separator, in: UnsafeBufferPointer(rebasing: buffer[from...])) {
          parts.append(String(decoding: buffer[from..<from + hit], as: UTF8.self))
          from += hit + separator.count
        }
      }
      parts.append(String(decoding: text[from...], as: UTF8.self))
      return .strings(parts)
    },
    "replace": .init([.string, .string, .string], .string) { call throws(TerraformError) in
      let pattern = call.string(1)
      if pattern.utf8.count > 1, pattern.utf8.first == 0x2F, pattern.utf8.last == 0x2F {
        let expression = try TerraformRegex(String(pattern.dropFirst().dropLast()))
        return .string(
          try expression.replaced(
            in: Array(call.string(0).utf8), with: Array(call.string(2).utf8)
          ).normalized)
      }
      return .string(
        try plainlyReplaced(call.string(0), pattern, with: call.string(2)).normalized)
    },
  ]

  private static func text(_ change: @escaping @Sendable (String) -> String) -> TerraformFunction {
    .init([.string], .string) { call throws(TerraformError) in
      .string(change(call.string(0)).normalized)
    }
  }

  /// The first letter after each separator in upper case, as Go's `strings.Title` has it.
  private static func titled(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if separates(before) {
        let mapped = scalar.properties.titlecaseMapping.unicodeScalars
        out.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
      } else {
        out.append(scalar)
      }
      before = scalar
    }
    return String(out)
  }

  private static func separates(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "0"..."9", "a"..."z", "A"..."Z", "_": return false
      default: return true
      }
    }
    let properties = scalar.properties
    if properties.isAlphabetic || properties.numericType == .decimal { return false }
    return properties.isWhitespace
  }

  static func checkSize(_ bytes: Int) throws(TerraformError) {
    guard bytes <= TerraformEvaluator.textLimit else {
      throw TerraformError("the text is too large to be followed")
    }
  }

  private static func plainlyReplaced(
    _ text: String, _ wanted: String, with replacement: String
  ) throws(TerraformError) -> String {
    if wanted.isEmpty {
      var out = replacement
      for scalar in text.unicodeScalars {
        try checkSize(out.utf8.count)
        out.unicodeScalars.append(scalar)
        out += replacement
      }
      return out
    }
    let needle = Array(wanted.utf8)
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var from = 0
    while let hit = bytes.withUnsafeBufferPointer({ buffer in
      find(needle, in: UnsafeBufferPointer(rebasing: buffer[from...]))
    }) {
      try checkSize(out.count)
      out.append(contentsOf: bytes[from..<from + hit])
      out.append(contentsOf: replacement.utf8)
      from += hit + needle.count
    }
    out.append(contentsOf: bytes[from...])
    return String(decoding: out, as: UTF8.self)
  }
}

extension String {
  /// In Unicode's composed form, as all of Terraform's strings are.
  var normalized: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    return composed(self)
  }

  fileprivate func changed(_ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
    var out = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      // A letter for a letter: ß has no upper case here, and İ becomes a plain i.
      if scalar == "\u{130}" {
        out.append(mapping == \.lowercaseMapping ? "i" : scalar)
        continue
      }
      let mapped = scalar.properties[keyPath: mapping].unicodeScalars
      out.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
    }
    return String(out)
  }

  fileprivate func trimmed(_ isCut: (Unicode.Scalar) -> Bool) -> String {
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, isCut(first) { scalars.removeFirst() }
    while let last = scalars.last, isCut(last) { scalars.removeLast() }
    return String(scalars)
  }

  fileprivate func ends(with suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
