/// GitHub's `primaryLocationLineHash` of every line of a text.
///
/// A line's hash is a rolling hash (base 37, modulo 2^64) of the 100 UTF-16 units from its first
/// on, blanks and tabs left out and every line end counted as `\n`; equal hashes are told apart by
/// a counter. It is what github/codeql-action (`fingerprints.ts`) writes into SARIF and what GitHub
/// tracks alerts by. Building costs one pass over the text and eight bytes a line.
public struct LineHash: Sendable {
  /// Units that a hash looks at.
  static let window = 100

  /// By line, without the counters; the empty line after a final line end has one too.
  private let hashes: [UInt64]

  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var roll = Roll()
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        roll.take(UInt16(byte))
        index += 1
        continue
      }
      // An ASCII byte ends every sequence, so each run of others decodes alone as it would within
      // the text.
      var end = index
      while end < bytes.count, bytes[end] >= 0x80 { end += 1 }
      for unit in String(bytes: UnsafeBufferPointer(rebasing: bytes[index..<end])).utf16 {
        roll.take(unit)
      }
      index = end
    }
    hashes = roll.finish()
  }

  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { LineHash($0) }
  }

  /// The hashes of all lines, in order.
  public static func all(_ bytes: [UInt8]) -> [String] {
    let lines = LineHash(bytes)
    var seen: [UInt64: Int] = [:]
    return lines.hashes.map { hash in
      let count = (seen[hash] ?? 0) + 1
      seen[hash] = count
      return "\(String(hash, radix: 16)):\(count)"
    }
  }

  public var lineCount: Int { hashes.count }

  /// The hash of a line (from 1), nil when the text has no such line. Costs a pass over the lines
  /// before.
  public func at(line: Int) -> String? {
    guard line >= 1, line <= hashes.count else { return nil }
    let hash = hashes[line - 1]
    let count = hashes[..<line].reduce(0) { $0 + ($1 == hash ? 1 : 0) }
    return "\(String(hash, radix: 16)):\(count)"
  }
}

/// The window that moves over the text.
private struct Roll {
  private var units = [UInt16](repeating: 0, count: LineHash.window)
  /// Whether a line begins at the unit of the same index.
  private var begins = [Bool](repeating: false, count: LineHash.window)
  private var index = 0
  private var hash: UInt64 = 0
  private var lineStart = true
  private var afterReturn = false
  private var hashes: [UInt64] = []
  /// 37 to the power of the window: what the unit that leaves has become.
  private let leaving = (0..<LineHash.window).reduce(UInt64(1)) { power, _ in power &* 37 }

  mutating func take(_ raw: UInt16) {
    var unit = raw
    if unit == 0x20 || unit == 0x09 || (afterReturn && unit == 0x0A) {
      afterReturn = false
      return
    }
    afterReturn = unit == 0x0D
    if afterReturn { unit = 0x0A }
    emit()
    if lineStart { begins[index] = true }
    lineStart = unit == 0x0A
    push(unit)
  }

  /// The end of the text counts as one unit, and zeros fill the window behind it.
  mutating func finish() -> [UInt64] {
    take(0xFFFF)
    for _ in 0..<LineHash.window {
      emit()
      push(0)
    }
    return hashes
  }

  private mutating func emit() {
    guard begins[index] else { return }
    hashes.append(hash)
    begins[index] = false
  }

  private mutating func push(_ unit: UInt16) {
    hash = hash &* 37 &+ UInt64(unit) &- leaving &* UInt64(units[index])
    units[index] = unit
    index = index + 1 == LineHash.window ? 0 : index + 1
  }
}
