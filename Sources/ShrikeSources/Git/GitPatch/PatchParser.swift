import ShrikeModel
import ShrikeText

/// Reads a patch line by line, with the same answers as gitleaks' go-gitdiff for what git prints.
struct PatchParser {
  private var lines: LineReader
  private(set) var summary = GitPatch.Summary()
  private var preamble: [UInt8] = []
  private var commit: CommitInfo?

  /// Bytes of a commit's header and message.
  static let maximumPreamble = 4 << 20

  init(_ child: ChildProcess) {
    lines = LineReader { buffer throws(EngineError) in try child.read(into: buffer) }
  }

  /// From bytes instead of a program.
  init(bytes: [UInt8]) {
    var at = 0
    lines = LineReader { buffer in
      let count = min(buffer.count, bytes.count - at)
      for index in 0..<count { buffer[index] = bytes[at + index] }
      at += count
      return count
    }
  }

  mutating func run(_ each: (GitPatch.Part) throws(EngineError) -> Void) throws(EngineError) {
    try lines.next()
    while !lines.isAtEnd {
      if lines.hasPrefix("commit") {
        preamble = lines.copy()
        try lines.next()
      } else if lines.hasPrefix("diff --git ") {
        takePreamble()
        try readFile(each)
      } else {
        if preamble.count < Self.maximumPreamble { preamble += lines.copy() }
        try lines.next()
      }
    }
  }

  private mutating func takePreamble() {
    guard !preamble.isEmpty else { return }
    if preamble.starts(with: "commit ".utf8) {
      commit = Self.header(preamble)
      summary.commits += 1
    }
    preamble = []
  }

  // MARK: a file

  private mutating func readFile(
    _ each: (GitPatch.Part) throws(EngineError) -> Void
  ) throws(EngineError) {
    var file = PatchFile(header: lines.copy().dropFirst(11))
    try lines.next()
    while !lines.isAtEnd, file.read(lines) { try lines.next() }
    let path = String(decoding: file.path, as: UTF8.self)
    var hunks = 0
    while lines.hasPrefix("@@ -"), let range = HunkRange(lines.copy()) {
      try lines.next()
      let hunk = try readHunk(range, path)
      hunks += 1
      if !file.isDeleted {
        summary.hunks += 1
        summary.bytes += hunk.text.count
        try each(.text(hunk))
      }
    }
    guard hunks == 0 else { return }
    let isBinary =
      lines.hasPrefix("GIT binary patch")
      || (lines.hasPrefix("Binary files ") && lines.hasSuffix("differ\n"))
    if isBinary {
      try lines.next()
      if !file.isDeleted {
        try each(.binary(GitPatch.BinaryFile(path: path, commit: commit, blob: file.blob)))
      }
    }
  }

  private mutating func readHunk(
    _ range: HunkRange, _ path: String
  ) throws(EngineError) -> GitPatch.Hunk {
    var old = range.oldCount
    var new = range.newCount
    var text: [UInt8] = []
    var isCut = false
    var isAdded = false
    while old > 0 || new > 0, let first = lines.first {
      switch first {
      case 0x2B:
        new -= 1
        isAdded = true
        if text.count + lines.count <= GitPatch.maximumHunkSize {
          lines.append(to: &text)
        } else {
          isCut = true
        }
      case 0x2D:
        old -= 1
        isAdded = false
      case 0x20, 0x0A:
        old -= 1
        new -= 1
        isAdded = false
      case 0x5C:
        dropNewline(isAdded, &text)
      default:
        // No line of a hunk: the counts were wrong, and what follows is looked at afresh.
        old = 0
        new = 0
        continue
      }
      try lines.next()
    }
    // `\ No newline at end of file`, in whatever language.
    if lines.hasPrefix("\\ ") {
      dropNewline(isAdded, &text)
      try lines.next()
    }
    if isCut || lines.wasCut {
      lines.wasCut = false
      summary.cut.append(
        Skip(path, .tooLarge, "a change of more than \(GitPatch.maximumHunkSize >> 20) MB"))
    }
    return GitPatch.Hunk(path: path, commit: commit, firstLine: range.newStart, text: text)
  }

  private func dropNewline(_ isAdded: Bool, _ text: inout [UInt8]) {
    if isAdded, text.last == 0x0A { text.removeLast() }
  }

  // MARK: a commit

  /// `commit <id>`, `Author:`, `Date:`, an empty line, the message.
  static func header(_ preamble: [UInt8]) -> CommitInfo {
    let lines = String(decoding: preamble, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var info = CommitInfo(id: "", author: "", email: "", date: "", message: "")
    info.id = String(lines[0].dropFirst(7).prefix { $0 != " " }).trimmingWhitespace()
    var at = 1
    while at < lines.count, !lines[at].trimmingWhitespace().isEmpty {
      let line = lines[at]
      if line.hasPrefix("Author:") {
        let author = PatchIdentity(String(line.dropFirst(7)))
        info.author = author.name
        info.email = author.email
      } else if line.hasPrefix("Date:") || line.hasPrefix("AuthorDate:") {
        let text = line.drop { $0 != ":" }.dropFirst()
        info.date = rfc3339(seconds: CommitHeader.seconds(text.utf8))
      }
      at += 1
    }
    info.message = PatchMessage.compose(Array(lines.dropFirst(at + 1)))
    return info
  }
}

/// `@@ -1,2 +3 @@`.
struct HunkRange {
  var oldCount = 0
  var newStart = 0
  var newCount = 0

  init?(_ line: [UInt8]) {
    let words = line.split(separator: 0x20, maxSplits: 3)
    guard words.count >= 3, words[1].first == 0x2D, words[2].first == 0x2B,
      let old = Self.range(words[1].dropFirst()), let new = Self.range(words[2].dropFirst())
    else { return nil }
    oldCount = old.count
    newStart = new.start
    newCount = new.count
  }

  private static func range(_ text: ArraySlice<UInt8>) -> (start: Int, count: Int)? {
    let parts = text.split(separator: 0x2C)
    guard let first = parts.first, let start = number(first) else { return nil }
    guard parts.count > 1 else { return (start, 1) }
    return number(parts[1]).map { (start, $0) }
  }

  /// Digits only, and fewer than would make a sum of two such numbers overflow.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...15).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}

/// What the lines before the first hunk say of a file.
struct PatchFile {
  private var newName: [UInt8]?
  private let defaultName: [UInt8]
  private(set) var isDeleted = false
  private(set) var blob: ObjectID?

  /// `header` is what stands after `diff --git `.
  init(header: ArraySlice<UInt8>) { defaultName = Self.commonName(header.filter { $0 != 0x0A }) }

  /// Name in the new tree.
  var path: [UInt8] { newName ?? defaultName }

  /// Whether the line belonged to the header.
  mutating func read(_ lines: LineReader) -> Bool {
    if lines.hasPrefix("+++ ") {
      let name = Self.name(lines.copy().dropFirst(4))
      if name.elementsEqual("/dev/null".utf8) {
        isDeleted = true
      } else {
        newName = Self.dropPrefix(name)
      }
    } else if lines.hasPrefix("rename to ") {
      newName = Self.name(lines.copy().dropFirst(10), untilTab: false)
    } else if lines.hasPrefix("copy to ") {
      newName = Self.name(lines.copy().dropFirst(8), untilTab: false)
    } else if lines.hasPrefix("deleted file mode ") {
      isDeleted = true
    } else if lines.hasPrefix("index ") {
      let ids = lines.copy().dropFirst(6).prefix { $0 != 0x20 && $0 != 0x0A }
      let digits = (ids.count - 2) / 2
      if digits > 0 { blob = ObjectID(hexadecimal: ids.suffix(digits)) }
      if blob?.isZero == true { blob = nil }
    } else {
      return Self.others.contains { lines.hasPrefix($0) }
    }
    return true
  }

  private static let others: [StaticString] = [
    "--- ", "old mode ", "new mode ", "new file mode ", "copy from ", "rename from ",
    "similarity index ", "dissimilarity index ",
  ]

  /// The name both halves of `a/name b/name` have without their first folder; empty when they
  /// differ.
  private static func commonName(_ header: [UInt8]) -> [UInt8] {
    if header.first == 0x22 {
      let (first, length) = unquoted(header[...])
      let rest = header.dropFirst(length).drop { $0 == 0x20 }
      let second = rest.first == 0x22 ? unquoted(rest).name : Array(rest)
      let name = dropPrefix(first)
      return name == dropPrefix(second) ? name : []
    }
    if let quote = header.firstIndex(of: 0x22), quote > 0 {
      let name = dropPrefix(Array(header[..<(quote - 1)]))
      return name == dropPrefix(unquoted(header[quote...]).name) ? name : []
    }
    for index in header.indices where header[index] == 0x20 {
      let name = dropPrefix(Array(header[..<index]))
      if !name.isEmpty, name == dropPrefix(Array(header[(index + 1)...])) { return name }
    }
    return []
  }

  private static func name(_ line: ArraySlice<UInt8>, untilTab: Bool = true) -> [UInt8] {
    if line.first == 0x22 { return unquoted(line).name }
    return Array(line.prefix { $0 != 0x0A && !(untilTab && $0 == 0x09) })
  }

  /// Without its first folder; slashes that follow each other are one.
  private static func dropPrefix(_ name: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var dropped = false
    for (index, byte) in name.enumerated() {
      if byte == 0x2F {
        if index + 1 < name.count, name[index + 1] == 0x2F { continue }
        if !dropped {
          dropped = true
          out = []
          continue
        }
      }
      out.append(byte)
    }
    return out
  }

  /// A name in quotes with C's escapes, and how many bytes it took.
  private static func unquoted(_ text: ArraySlice<UInt8>) -> (name: [UInt8], length: Int) {
    var out: [UInt8] = []
    var at = text.startIndex + 1
    while at < text.endIndex, text[at] != 0x22 {
      var byte = text[at]
      at += 1
      if byte == 0x5C, at < text.endIndex {
        byte = text[at]
        at += 1
        switch byte {
        case 0x61: byte = 0x07
        case 0x62: byte = 0x08
        case 0x66: byte = 0x0C
        case 0x6E: byte = 0x0A
        case 0x72: byte = 0x0D
        case 0x74: byte = 0x09
        case 0x76: byte = 0x0B
        case 0x30...0x37:
          var value = Int(byte - 0x30)
          var digits = 1
          while digits < 3, at < text.endIndex, (0x30...0x37).contains(text[at]) {
            value = value * 8 + Int(text[at] - 0x30)
            at += 1
            digits += 1
          }
          byte = UInt8(truncatingIfNeeded: value)
        default: break
        }
      }
      out.append(byte)
    }
    return (out, min(at + 1, text.endIndex) - text.startIndex)
  }
}
