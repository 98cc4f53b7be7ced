/// Nanoseconds of `1h15m30.918s`, as Go reads it; nil where the text is none or too long a time.
func nanoseconds(ofDuration text: String) -> Int? {
  var rest = Array(text.utf8)[...]
  let isNegative = rest.first == UInt8(ascii: "-")
  if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
  if rest.elementsEqual("0".utf8) { return 0 }
  guard !rest.isEmpty else { return nil }
  var total: UInt64 = 0
  while !rest.isEmpty {
    guard var value = leading(&rest) else { return nil }
    var isNumber = value.count > 0
    var fraction: UInt64 = 0
    var scale = 1.0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      var isFull = false
      while let byte = rest.first, byte &- 0x30 < 10 {
        rest.removeFirst()
        isNumber = true
        // Digits beyond what 63 bits hold change nothing.
        guard !isFull, fraction <= (1 << 63 - 1) / 10 else {
          isFull = true
          continue
        }
        fraction = fraction * 10 + UInt64(byte - 0x30)
        scale *= 10
      }
    }
    guard isNumber else { return nil }
    let name = rest.prefix { $0 != UInt8(ascii: ".") && $0 &- 0x30 >= 10 }
    rest = rest.dropFirst(name.count)
    guard let unit = units[String(decoding: name, as: UTF8.self)] else { return nil }
    let (product, overflow) = value.number.multipliedReportingOverflow(by: unit)
    guard !overflow, product <= 1 << 63 else { return nil }
    value.number = product + UInt64(Double(fraction) * (Double(unit) / scale))
    guard value.number <= 1 << 63, total + value.number <= 1 << 63 else { return nil }
    total += value.number
  }
  if isNegative { return Int(truncatingIfNeeded: 0 &- total) }
  return Int(exactly: total)
}

private let units: [String: UInt64] = [
  "ns": 1, "us": 1_000, "\u{B5}s": 1_000, "\u{3BC}s": 1_000, "ms": 1_000_000,
  "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000,
]

private func leading(_ rest: inout ArraySlice<UInt8>) -> (number: UInt64, count: Int)? {
  var value: UInt64 = 0
  var count = 0
  while let byte = rest.first, byte &- 0x30 < 10 {
    guard value <= (1 << 63) / 10 else { return nil }
    value = value * 10 + UInt64(byte - 0x30)
    guard value <= 1 << 63 else { return nil }
    rest.removeFirst()
    count += 1
  }
  return (value, count)
}
