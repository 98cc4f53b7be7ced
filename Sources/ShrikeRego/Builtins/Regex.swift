import ShrikeMatch
import ShrikeText

/// Regular expressions in RE2's dialect, matched as Go's package does.
let regexBuiltins: [Builtin] = [
  Builtin("regex.match", 2, matches),
  Builtin("re_match", 2, matches),
  Builtin("regex.is_valid", 1) { a, context in
    guard a[0].kind == .string else { return .false }
    return Value((try? context.patterns.pattern(a[0])) != nil)
  },
  Builtin("regex.find_n", 3) { a, context throws(BuiltinError) in
    let pattern = try pattern(a, 0, context)
    let limit = try a.int(2)
    return try a.string(1).withBytes { (text) throws(BuiltinError) -> Value in
      Value(
        array: try all(pattern, in: text, limit: limit, context).map {
          Value(utf8: UnsafeBufferPointer(rebasing: text[$0[0]!.lower..<$0[0]!.upper]))
        })
    }
  },
  Builtin("regex.find_all_string_submatch_n", 3) { a, context throws(BuiltinError) in
    let pattern = try pattern(a, 0, context)
    let limit = try a.int(2)
    return try a.string(1).withBytes { (text) throws(BuiltinError) -> Value in
      Value(
        array: try all(pattern, in: text, limit: limit, context).map { groups in
          Value(
            array: groups.map { group in
              group.map { Value(utf8: UnsafeBufferPointer(rebasing: text[$0.lower..<$0.upper])) }
                ?? Value("")
            })
        })
    }
  },
  Builtin("regex.split", 2) { a, context throws(BuiltinError) in
    let pattern = try pattern(a, 0, context)
    return try a.string(1).withBytes { (text) throws(BuiltinError) -> Value in
      var parts: [Value] = []
      var start = 0
      var end = 0
      for groups in try all(pattern, in: text, limit: -1, context) {
        guard let match = groups[0] else { continue }
        end = match.lower
        if match.upper != 0 {
          parts.append(Value(utf8: UnsafeBufferPointer(rebasing: text[start..<end])))
        }
        start = match.upper
      }
      if end != text.count || text.isEmpty || start == text.count {
        parts.append(Value(utf8: UnsafeBufferPointer(rebasing: text[start...])))
      }
      return Value(array: parts)
    }
  },
  Builtin("regex.replace", 3) { a, context throws(BuiltinError) in
    let pattern = try pattern(a, 1, context)
    let replacement = try a.bytes(2)
    return try a.string(0).withBytes { (text) throws(BuiltinError) -> Value in
      var out: [UInt8] = []
      var start = 0
      for groups in try all(pattern, in: text, limit: -1, context) {
        guard let match = groups[0] else { continue }
        out.append(contentsOf: text[start..<match.lower])
        expand(replacement, pattern, groups, text, &out)
        start = match.upper
        try context.check(out.count)
      }
      out.append(contentsOf: text[start...])
      return Value(utf8: out)
    }
  },
]

@Sendable
private func matches(_ a: Arguments, _ context: BuiltinContext) throws(BuiltinError) -> Value? {
  let pattern = try pattern(a, 0, context)
  return try a.string(1).withBytes { (text) throws(BuiltinError) -> Value in
    let before = context.patterns.scratch.failures
    let found = pattern.matches(text, scratch: context.patterns.scratch)
    try check(context, before)
    return Value(found)
  }
}

private func pattern(
  _ a: Arguments, _ index: Int, _ context: BuiltinContext
) throws(BuiltinError) -> Pattern {
  _ = try a.string(index)
  return try context.patterns.pattern(a[index])
}

private func check(_ context: BuiltinContext, _ failures: Int) throws(BuiltinError) {
  if context.patterns.scratch.failures != failures {
    // Undefined would be an answer, and a wrong one.
    throw .limit("the regular expression took too many steps on this text")
  }
}

/// All matches with their groups; as many as `limit`, all where that is negative. An empty match
/// directly behind another match does not count.
private func all(
  _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, limit: Int, _ context: BuiltinContext
) throws(BuiltinError) -> [[ByteRange?]] {
  let scratch = context.patterns.scratch
  let ascii = isASCII(text)
  let before = scratch.failures
  var found: [[ByteRange?]] = []
  var from = 0
  var lastEnd = -1
  while from <= text.count, limit < 0 || found.count < limit {
    guard let match = pattern.match(in: text, from: from, ascii: ascii, scratch: scratch) else {
      break
    }
    if match.count > 0 || match.lower != lastEnd {
      found.append((0...pattern.groupCount).map { scratch.range($0) })
      try context.check(found.count * 64)
    }
    lastEnd = match.upper
    from = match.upper
    if match.count == 0 {
      from += 1
      while from < text.count, text[from] & 0xC0 == 0x80 { from += 1 }
    }
  }
  try check(context, before)
  return found
}

/// Go's `$1`, `${1}`, `$name`, `$$`.
private func expand(
  _ template: [UInt8], _ pattern: Pattern, _ groups: [ByteRange?],
  _ text: UnsafeBufferPointer<UInt8>, _ out: inout [UInt8]
) {
  var index = 0
  while index < template.count {
    guard template[index] == 0x24 else {
      out.append(template[index])
      index += 1
      continue
    }
    if index + 1 < template.count, template[index + 1] == 0x24 {
      out.append(0x24)
      index += 2
      continue
    }
    var start = index + 1
    let isBraced = start < template.count && template[start] == 0x7B
    if isBraced { start += 1 }
    var end = start
    while end < template.count, isDigit(template[end]) || isWordByte(template[end]) { end += 1 }
    guard end > start, !isBraced || (end < template.count && template[end] == 0x7D) else {
      out.append(0x24)
      index += 1
      continue
    }
    let name = String(decoding: template[start..<end], as: UTF8.self)
    let number = Int(name) ?? pattern.groupNames.firstIndex(of: name).map { $0 + 1 }
    if let number, number >= 0, number < groups.count, let range = groups[number] {
      out.append(contentsOf: text[range.lower..<range.upper])
    }
    index = isBraced ? end + 1 : end
  }
}

private func isWordByte(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
