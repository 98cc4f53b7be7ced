/// All ignore rules of one repository: what git itself would answer to "is this path ignored".
///
/// Precedence: command line, then the `.gitignore` of the deepest folder upwards, then
/// `.git/info/exclude`, then `core.excludesFile`. What stands below an ignored folder is ignored,
/// whatever a rule says.
public struct IgnoreRules: Sendable {
  private var stack: IgnoreStack
  private var files: [String: IgnorePatterns]

  /// `files`: content of the ignore files by path, relative to the repository's root
  /// (`a/.gitignore`).
  public init(
    files: [String: [UInt8]], commandLine: [UInt8] = [], infoExclude: [UInt8] = [],
    excludesFile: [UInt8] = []
  ) {
    stack = IgnoreStack(
      commandLine: IgnorePatterns(commandLine), infoExclude: IgnorePatterns(infoExclude),
      excludesFile: IgnorePatterns(excludesFile))
    self.files = [:]
    for (path, content) in files {
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
      self.files[folder] = IgnorePatterns(content)
    }
  }

  /// Whether git ignores `path` (relative to the root, `/` between components) or a folder above
  /// it.
  public func ignored(path: String, isDirectory: Bool) -> Bool {
    var stack = stack
    var bytes = Array(path.utf8)
    if bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    if let patterns = files[""] { stack.push(patterns, base: 0) }
    return bytes.withUnsafeBufferPointer { bytes in
      var name = 0
      for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
        let folder = UnsafeBufferPointer(rebasing: bytes[..<index])
        if stack.ignores(folder, name: name, isFolder: true) { return true }
        if let patterns = files[String(decoding: folder, as: UTF8.self)] {
          stack.push(patterns, base: index + 1)
        }
        name = index + 1
      }
      return stack.ignores(bytes, name: name, isFolder: isDirectory)
    }
  }
}

/// The rules that hold in one folder, while a walk goes down and up; most folders add none.
struct IgnoreStack: Sendable {
  private struct Level: Sendable {
    var patterns: IgnorePatterns
    /// Length of the folder's path with its slash: patterns see what follows.
    var base: Int
  }

  private var commandLine: IgnorePatterns
  private var infoExclude: IgnorePatterns
  private var excludesFile: IgnorePatterns
  private var levels: [Level] = []
  /// Length of the repository's own path with its slash, in the paths that are asked about.
  private let root: Int

  init(
    commandLine: IgnorePatterns = IgnorePatterns(), infoExclude: IgnorePatterns = IgnorePatterns(),
    excludesFile: IgnorePatterns = IgnorePatterns(), root: Int = 0
  ) {
    self.commandLine = commandLine
    self.infoExclude = infoExclude
    self.excludesFile = excludesFile
    self.root = root
  }

  /// The rules a repository inside this one begins with.
  func nested(root: Int, infoExclude: IgnorePatterns) -> IgnoreStack {
    IgnoreStack(
      commandLine: commandLine, infoExclude: infoExclude, excludesFile: excludesFile, root: root)
  }

  mutating func push(_ patterns: IgnorePatterns, base: Int) {
    levels.append(Level(patterns: patterns, base: base))
  }

  mutating func pop() { levels.removeLast() }

  /// Whether a rule says so of this very path; its folders are the walk's to ask.
  func ignores(_ path: UnsafeBufferPointer<UInt8>, name: Int, isFolder: Bool) -> Bool {
    func ask(_ patterns: IgnorePatterns, _ base: Int) -> IgnorePatterns.Answer {
      if patterns.isEmpty { return .none }
      return patterns.answer(
        UnsafeBufferPointer(rebasing: path[base...]), name: name - base, isFolder: isFolder)
    }
    var answer = ask(commandLine, root)
    var index = levels.count
    while answer == .none, index > 0 {
      index -= 1
      answer = ask(levels[index].patterns, levels[index].base)
    }
    if answer == .none { answer = ask(infoExclude, root) }
    if answer == .none { answer = ask(excludesFile, root) }
    return answer == .ignore
  }
}
