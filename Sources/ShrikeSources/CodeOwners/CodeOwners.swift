public import ShrikeText

/// Who answers for which files, as a repository's CODEOWNERS says it, in the dialect of GitHub or GitLab.
///
/// The last line that matches a path decides, and a line without owners says that nobody does. GitLab's sections
/// decide each by itself; their owners stand one after another.
///
/// - [GitHub: about code owners](https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners)
/// - [GitLab: Code Owners syntax](https://docs.gitlab.com/user/project/codeowners/reference/)
public struct CodeOwners: Sendable {
  /// Where it may stand, from the repository's top; the first that is there holds.
  public static let paths = [
    ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS",
  ]
  /// Of a file, as GitHub has it; nothing is read of a larger one.
  public static let byteLimit = 3 << 20
  /// Lines with a pattern; what stands below them is not read.
  public static let entryLimit = 10_000
  /// Owners of one line; the others are left out.
  public static let ownerLimit = 50

  private struct Entry: Sendable {
    var pattern: IgnorePatterns
    /// It means files of one folder, not what stands below its folders: `docs/*`.
    var isShallow: Bool
    var isExclusion: Bool
    var owners: [String]
  }

  /// Entries that decide together.
  private struct Section: Sendable {
    /// In small letters: the same name again goes on with it.
    var name: String
    var entries: [Entry] = []
  }

  private var sections: [Section] = []

  /// Reads a file; every mistake in it is a warning, and the rest of the file holds.
  ///
  /// `file`: its path from the repository's top, which tells the dialect: a file in `.gitlab`, or one with
  /// sections, is GitLab's.
  public init(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) {
    guard bytes.count <= Self.byteLimit else {
      diagnostics.report(
        Diagnostic(
          .warning, "codeowners.size", "'\(file)' is larger than \(Self.byteLimit >> 20) MB",
          file: file, help: "nobody is told by it who answers for the files"))
      return
    }
    let text = String(
      decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var reader = CodeOwnersReader(
      file: file,
      isGitLab: file.hasPrefix(".gitlab/") || lines.contains { CodeOwnersReader.opensSection($0) })
    var section = 0
    sections = [Section(name: "")]
    var defaults: [String] = []
    var count = 0
    for (index, line) in lines.enumerated() {
      switch reader.read(line, number: index + 1, &diagnostics) {
      case .nothing: continue
      case .section(let name, let owners):
        let key = name.lowercased()
        defaults = owners
        if let known = sections.firstIndex(where: { $0.name == key }) {
          section = known
        } else {
          section = sections.count
          sections.append(Section(name: key))
        }
      case .entry(let pattern, let isExclusion, let owners):
        count += 1
        guard count <= Self.entryLimit else {
          diagnostics.report(
            Diagnostic(
              .warning, "codeowners.limit",
              "'\(file)' has more than \(Self.entryLimit) patterns; those from line \(index + 1) on are not read",
              file: file))
          return
        }
        sections[section].entries.append(
          Entry(
            pattern: IgnorePatterns(globs: [pattern]), isShallow: pattern.hasSuffix("/*"),
            isExclusion: isExclusion, owners: owners.isEmpty ? defaults : owners))
      }
    }
  }

  /// Whether it says nothing of any file.
  public var isEmpty: Bool { sections.allSatisfy(\.entries.isEmpty) }

  /// Names of those who answer for a file, as they are written: `@ada`, `@shop/payments`, `ada@example.org`; each
  /// once. `path`: from the repository's top.
  public func owners(of path: String) -> [String] {
    var owners: [String] = []
    let bytes = Array(path.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      for section in sections {
        // What a section excludes stays excluded, whatever the lines below say.
        if section.entries.contains(where: { $0.isExclusion && Self.matches($0, bytes) }) {
          continue
        }
        guard let entry = section.entries.last(where: { Self.matches($0, bytes) }) else { continue }
        owners += entry.owners.filter { !owners.contains($0) }
      }
    }
    return owners
  }

  private static func matches(_ entry: Entry, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    var name = 0
    for index in path.indices where path[index] == UInt8(ascii: "/") {
      let folder = UnsafeBufferPointer(rebasing: path[..<index])
      if !entry.isShallow, entry.pattern.answer(folder, name: name, isFolder: true) == .ignore {
        return true
      }
      name = index + 1
    }
    return entry.pattern.answer(path, name: name, isFolder: false) == .ignore
  }
}
