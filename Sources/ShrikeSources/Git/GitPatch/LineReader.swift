import Glibc
import ShrikeText

/// The lines of a stream, one at a time, newline included.
final class LineReader {
  private let source: (UnsafeMutableBufferPointer<UInt8>) throws(EngineError) -> Int
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private var start = 0
  private var end = 0
  private var filled = 0
  /// Whether a line was longer than `GitPatch.maximumLineLength` and its rest was passed over.
  var wasCut = false

  init(_ source: @escaping (UnsafeMutableBufferPointer<UInt8>) throws(EngineError) -> Int) {
    self.source = source
    buffer = .allocate(capacity: 1 << 18)
  }

  deinit { buffer.deallocate() }

  var count: Int { end - start }
  var isAtEnd: Bool { start == end }
  var first: UInt8? { start < end ? buffer[start] : nil }

  /// Steps to the next line; at the end of the stream there is an empty one.
  func next() throws(EngineError) {
    start = end
    var searched = start
    while true {
      if let base = buffer.baseAddress, let hit = findByte(base + searched, 0x0A, filled - searched)
      {
        end = searched + hit + 1
        return
      }
      searched = filled
      if filled == buffer.count { searched = makeRoom() }
      let got = try source(UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
      if got == 0 {
        end = filled
        return
      }
      filled += got
    }
  }

  func copy() -> [UInt8] { Array(buffer[start..<end]) }

  /// Adds the line without its first byte.
  func append(to text: inout [UInt8]) { text.append(contentsOf: buffer[(start + 1)..<end]) }

  func hasPrefix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount, let base = buffer.baseAddress else { return false }
    return memcmp(base + start, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount, let base = buffer.baseAddress else { return false }
    return memcmp(base + end - text.utf8CodeUnitCount, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Moves the line that is being read to the front, or makes the buffer larger; gives where to
  /// search on.
  private func makeRoom() -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    let length = filled - start
    if start > 0 {
      memmove(base, base + start, length)
    } else if buffer.count < GitPatch.maximumLineLength {
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: buffer.count * 2)
      if let target = larger.baseAddress { memcpy(target, base, length) }
      buffer.deallocate()
      buffer = larger
    } else {
      // The beginning of the line is kept; its last half is given up until a newline comes.
      wasCut = true
      start = 0
      end = 0
      filled = length / 2
      return filled
    }
    start = 0
    end = 0
    filled = length
    return filled
  }
}
