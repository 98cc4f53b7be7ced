/// Version of the git command.
struct GitVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  let major: Int
  let minor: Int

  /// The first git that reads reftables.
  static let reftable = GitVersion(major: 2, minor: 45)

  init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// From `git version 2.39.5 (Apple Git-154)`.
  init?(_ text: String) {
    let words = text.split { $0 == " " || $0 == "\n" }
    guard words.count >= 3, words[0] == "git" else { return nil }
    let numbers = words[2].split(separator: ".")
    guard numbers.count >= 2, let major = Int(numbers[0]), let minor = Int(numbers[1]) else {
      return nil
    }
    self.init(major: major, minor: minor)
  }

  var description: String { "git \(major).\(minor)" }

  static func < (a: GitVersion, b: GitVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
