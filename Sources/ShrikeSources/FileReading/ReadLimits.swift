/// How much a file, or an archive and all archives in it, may make us read. Values out of bounds
/// become the nearest bound.
public struct ReadLimits: Sendable, Hashable {
  /// A file or an entry of an archive larger than this is skipped.
  public var fileBytes = 256 << 20 {
    didSet { fileBytes = Self.bounded(fileBytes, Self.mostBytes) }
  }
  /// Archives in archives, at most `deepestArchive`; 0: archives are not opened.
  public var archiveDepth = 8 {
    didSet { archiveDepth = Self.bounded(archiveDepth, Self.deepestArchive) }
  }
  /// Entries of an archive, all that it holds inside included.
  public var archiveEntries = 100_000
  /// Bytes an archive expands to, all that it holds inside included.
  public var archiveBytes = 1 << 30 {
    didSet { archiveBytes = Self.bounded(archiveBytes, Self.mostBytes) }
  }
  /// An archive may expand to so many times its size, once past `ratioFloor`.
  public var archiveRatio = 200
  /// Bytes that an archive of any size may expand to: small texts compress well.
  public static let ratioFloor = 10 << 20
  /// Each archive in an archive takes a frame of the stack and a buffer.
  public static let deepestArchive = 64
  /// What no limit in bytes goes beyond.
  public static let mostBytes = 1 << 40

  public init() {}

  private static func bounded(_ value: Int, _ most: Int) -> Int { max(0, min(value, most)) }
}
