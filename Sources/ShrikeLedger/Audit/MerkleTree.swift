import Crypto

/// The hash tree of RFC 9162 (certificate transparency): what was once signed of a log cannot be changed or cut
/// off later without being seen.
public enum MerkleTree {
  public typealias Hash = [UInt8]

  /// `SHA-256(0x00 || entry)`, section 2.1.1.
  public static func leaf(_ entry: [UInt8]) -> Hash {
    var hash = SHA256()
    hash.update(data: [0x00] as [UInt8])
    entry.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Hash(hash.finalize())
  }

  /// `SHA-256(0x01 || left || right)`.
  static func node(_ left: Hash, _ right: Hash) -> Hash {
    var hash = SHA256()
    hash.update(data: [0x01] as [UInt8])
    hash.update(data: left)
    hash.update(data: right)
    return Hash(hash.finalize())
  }

  /// Of no entries at all.
  public static var empty: Hash { Hash(SHA256.hash(data: [UInt8]())) }
}

/// The right edge of a growing tree: all that is needed to add leaves and to tell the root.
public struct MerkleFrontier: Sendable, Hashable {
  public private(set) var size: Int64
  /// Roots of the complete subtrees, the largest first; one for every set bit of `size`.
  private var roots: [MerkleTree.Hash]

  public init() {
    size = 0
    roots = []
  }

  /// From what `bytes` gave; nil where it does not fit the size.
  public init?(size: Int64, bytes: [UInt8]) {
    guard size >= 0, bytes.count == size.nonzeroBitCount * 32 else { return nil }
    self.size = size
    roots = stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
  }

  public var bytes: [UInt8] { roots.flatMap { $0 } }

  public mutating func add(_ leaf: MerkleTree.Hash) {
    roots.append(leaf)
    for _ in 0..<(~size).trailingZeroBitCount {
      let right = roots.removeLast()
      roots[roots.count - 1] = MerkleTree.node(roots[roots.count - 1], right)
    }
    size += 1
  }

  public var root: MerkleTree.Hash {
    guard var root = roots.last else { return MerkleTree.empty }
    for left in roots.dropLast().reversed() { root = MerkleTree.node(left, root) }
    return root
  }
}
