/// A hash of normalised text that is the same in every process and on every machine.
///
/// FNV-1a over 64 bits with a final mix. It is no cryptographic hash and need not be one: whoever can
/// write the code of a finding can keep its context just as well.
struct TextMark {
  private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inline(__always)
  mutating func add(_ word: UInt64) {
    state = Self.mixed(state ^ word) &* 0x100_0000_01B3
  }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// Never 0, which stands for "nothing known".
  var value: UInt64 {
    let mixed = Self.mixed(state)
    return mixed == 0 ? 1 : mixed
  }

  /// The finalizer of splitmix64.
  @inline(__always)
  static func mixed(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
