import CZlib

/// Unpacks gzip into memory, within limits: a small body must not become a huge one.
enum Gzip {
  enum Failure: Error {
    case damaged, tooLarge
  }

  /// A report in JSON packs about 30 to 1; deflate's own limit is 1,032 to 1.
  static let mostRatio = 200
  /// Below that many bytes the ratio does not count.
  private static let small = 1 << 20

  static func unpack(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, 16 for gzip's own header.
    guard
      inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damaged }
    defer { inflateEnd(&stream) }
    var input = bytes
    var out: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    var failure: Failure?
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while failure == nil {
        let code = part.withUnsafeMutableBufferPointer { part in
          stream.next_out = part.baseAddress
          stream.avail_out = UInt32(part.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        let written = part.count - Int(stream.avail_out)
        out.append(contentsOf: part[..<written])
        if out.count > limit || (out.count > small && out.count > bytes.count * mostRatio) {
          failure = .tooLarge
        } else if code == Z_STREAM_END {
          // Members may follow one another (RFC 1952, section 2.2).
          guard stream.avail_in > 0 else { return }
          if inflateReset(&stream) != Z_OK { failure = .damaged }
        } else if code != Z_OK || (written == 0 && stream.avail_in == 0) {
          failure = .damaged
        }
      }
    }
    if let failure { throw failure }
    return out
  }
}
