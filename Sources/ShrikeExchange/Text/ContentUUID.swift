/// A UUID that is made of a content, the same in every run: version 8 of RFC 9562, two hashes of 61 bits. It tells
/// documents apart and proves nothing.
struct ContentUUID {
  private var high = FNV()
  private var low = FNV()

  init() { low.add("low") }

  mutating func add(_ text: String) {
    high.add(text)
    low.add(text)
  }

  /// `urn:uuid:0c9d…`.
  var urn: String {
    let version = high.value & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
    let variant = low.value & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [version, variant].map {
      let text = String($0, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var rest = digits[...]
    let groups = [8, 4, 4, 4, 12].map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }
    return "urn:uuid:\(groups.joined(separator: "-"))"
  }
}
