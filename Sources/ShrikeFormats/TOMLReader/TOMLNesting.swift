/// What toml++ cannot be given.
enum TOMLExcess {
  /// Nested too deeply, here.
  case depth(Int)
  /// Too many headers and dotted keys, from here on.
  case tables(Int)
}

/// Where a TOML text nests deeper than `limit`, counting brackets and the dots of keys, or has more
/// than `tables` headers and dotted keys; nil for what can be read.
///
/// toml++ recurses over what it has built, and a header of 100,000 dots builds 100,000 levels; this
/// pass keeps a stack on the heap. It reads strings and comments as toml++ does, so up to the first
/// syntax error, where toml++ stops, it counts no less than toml++ builds; a float's dot may count
/// for one level too many.
func tomlNesting(
  _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, exceeds limit: Int, tables: Int
) -> TOMLExcess? {
  var tableCount = 0
  /// Levels of the current header.
  var header = 0
  var isHeader = false
  var isLineStart = true
  var brackets: [Int] = []
  var inBrackets = 0
  var dots = 0
  var index = start
  while index < bytes.count {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "#"):
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      continue
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      index = endOfString(bytes, index)
      isLineStart = false
      continue
    case 0x0A:
      if brackets.isEmpty {
        if isHeader { header = dots + 2 }
        (dots, isHeader, isLineStart) = (0, false, true)
      }
    case 0x20, 0x09, 0x0D: break
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if isHeader { break }
      if brackets.isEmpty, isLineStart, byte == UInt8(ascii: "[") {
        (isHeader, header, dots) = (true, 0, 0)
        tableCount += 1
      } else {
        brackets.append(dots + 1)
        inBrackets += dots + 1
        dots = 0
      }
      isLineStart = false
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      if !isHeader, let closed = brackets.popLast() {
        inBrackets -= closed
        dots = 0
      }
    case UInt8(ascii: ","): dots = 0
    case UInt8(ascii: "="): if dots > 0 { tableCount += 1 }
    case UInt8(ascii: "."):
      dots += 1
      isLineStart = false
    default: isLineStart = false
    }
    if header + inBrackets + dots > limit { return .depth(index) }
    if tableCount > tables { return .tables(index) }
    index += 1
  }
  return nil
}

private func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
  let quote = bytes[start]
  let hasEscapes = quote == UInt8(ascii: "\"")
  let isLong = start + 2 < bytes.count && bytes[start + 1] == quote && bytes[start + 2] == quote
  var index = start + (isLong ? 3 : 1)
  while index < bytes.count {
    let byte = bytes[index]
    if byte == quote {
      if !isLong { return index + 1 }
      if index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
        index += 3
        // Up to two more quotes belong to the text before the closing ones.
        var extra = 0
        while extra < 2, index < bytes.count, bytes[index] == quote {
          index += 1
          extra += 1
        }
        return index
      }
    } else if byte == 0x5C, hasEscapes {
      index += 1
    } else if byte == 0x0A, !isLong {
      return index
    }
    index += 1
  }
  return bytes.count
}
