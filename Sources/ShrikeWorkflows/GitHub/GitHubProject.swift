import ShrikeFormats

/// The files around a pipeline, by paths below the root of its repository.
public struct GitHubProject: Sendable {
  public let read: @Sendable (String) -> [UInt8]?
  public let exists: @Sendable (String) -> Bool

  public init(
    read: @escaping @Sendable (String) -> [UInt8]?, exists: @escaping @Sendable (String) -> Bool
  ) {
    self.read = read
    self.exists = exists
  }

  /// A file that stands alone: actions and workflows beside it are not looked for.
  public static let none = GitHubProject(read: { _ in nil }, exists: { _ in true })
}
