import CArchive
import Glibc
import ShrikeText

/// What the bytes of a file are, as far as their head tells.
enum Content: Equatable {
  case empty
  /// UTF-8 or something near it, after `skipping` bytes of a byte order mark.
  case text(skipping: Int)
  case wide(WideEncoding, skipping: Int)
  case archive(ArchiveKind)
  case lfsPointer
  case binary

  /// Bytes that are searched for a NUL, as git does.
  static let headLimit = 8 << 10
  /// A pointer file of Git LFS is shorter (its specification, version 1).
  private static let lfsLimit = 1_024

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, bytes.count > 0 else {
      self = .empty
      return
    }
    if let mark = WideEncoding.mark(bytes) {
      self = .wide(mark.encoding, skipping: mark.count)
    } else if let kind = ArchiveKind(bytes) {
      self = .archive(kind)
    } else if memchr(base, 0, min(bytes.count, Self.headLimit)) != nil {
      self = WideEncoding.guess(bytes).map { .wide($0, skipping: 0) } ?? .binary
    } else if bytes.count < Self.lfsLimit,
      bytes.starts(with: "version https://git-lfs".utf8)
    {
      self = .lfsPointer
    } else {
      let hasMark = bytes.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF
      self = hasMark && bytes.count == 3 ? .empty : .text(skipping: hasMark ? 3 : 0)
    }
  }
}

/// The containers and compressors that are opened.
enum ArchiveKind: Equatable {
  case zip, sevenZip, tar, compressed

  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x50, 0x4B, 0x03, 0x04): self = .zip
    // Its end alone: a zip without entries.
    case (0x50, 0x4B, 0x05, 0x06): self = .zip
    case (0x1F, 0x8B, 0x08, _): self = .compressed
    case (0x28, 0xB5, 0x2F, 0xFD): self = .compressed
    case (0xFD, 0x37, 0x7A, 0x58) where bytes.count > 5 && bytes[4] == 0x5A && bytes[5] == 0:
      self = .compressed
    case (0x42, 0x5A, 0x68, 0x31...0x39) where Self.isBzip2(bytes): self = .compressed
    case (0x37, 0x7A, 0xBC, 0xAF) where bytes.count > 5 && bytes[4] == 0x27 && bytes[5] == 0x1C:
      self = .sevenZip
    default:
      guard Self.isTar(bytes) else { return nil }
      self = .tar
    }
  }

  var shimKind: shrike_archive_kind {
    switch self {
    case .zip: SHRIKE_ARCHIVE_ZIP
    case .sevenZip: SHRIKE_ARCHIVE_7Z
    case .tar: SHRIKE_ARCHIVE_TAR
    case .compressed: SHRIKE_ARCHIVE_COMPRESSED
    }
  }

  /// The first block's magic or, of an empty file, the end's.
  private static func isBzip2(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = bytes.dropFirst(4)
    return rest.starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || rest.starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  /// "ustar" at its place and the header's checksum, so that a text is not mistaken for one.
  private static func isTar(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 512, bytes[257] == UInt8(ascii: "u"),
      UnsafeBufferPointer(rebasing: bytes[257..<262]).elementsEqual("ustar".utf8)
    else { return false }
    var sum = 0
    for index in 0..<512 { sum += (148..<156).contains(index) ? 0x20 : Int(bytes[index]) }
    var stated = 0
    for byte in bytes[148..<156] where byte >= 0x30 && byte <= 0x37 {
      stated = stated * 8 + Int(byte - 0x30)
    }
    return sum == stated
  }
}
