import ShrikeModel
import ShrikeText

@testable import ShrikeSources

extension FuzzTarget {
  static let sources = [
    FuzzTarget("ignore", "patterns of an ignore file, and paths they are asked about") { bytes in
      let parts = parts(bytes, atMost: 2)
      let rules = IgnoreRules(files: [".gitignore": parts.part(0), "a/.gitignore": parts.part(0)])
      let lines = parts.part(0).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
      let filter = PathFilter(include: Array(lines.prefix(2)), exclude: Array(lines.dropFirst(2)))
      for path in parts.part(1).split(separator: 0x0A).prefix(20) {
        let name = String(decoding: path, as: UTF8.self)
        let asFile = rules.ignored(path: name, isDirectory: false)
        let asFolder = rules.ignored(path: name, isDirectory: true)
        require(
          !asFolder || rules.ignored(path: name + "/x", isDirectory: false),
          "what stands in an ignored folder is ignored")
        _ = asFile
        _ = Array(path).withUnsafeBufferPointer { filter.admits($0) }
      }
    },
    FuzzTarget("codeowners", "a CODEOWNERS file, and files it is asked about", longest: 2_048) {
      bytes in
      let parts = parts(bytes, atMost: 2)
      for file in ["CODEOWNERS", ".gitlab/CODEOWNERS"] {
        var diagnostics = Diagnostics()
        let owners = CodeOwners(parts.part(0), file: file, diagnostics: &diagnostics)
        for path in parts.part(1).split(separator: 0x0A).prefix(20) {
          let names = owners.owners(of: String(decoding: path, as: UTF8.self))
          require(Set(names).count == names.count, "every owner is named once")
          require(names.allSatisfy { $0.contains("@") }, "an owner is a handle or an address")
        }
        for diagnostic in diagnostics.finish() {
          guard let frame = diagnostic.frame else { continue }
          require(
            frame.line >= 1 && frame.column >= 1
              && frame.column + frame.length - 1 <= max(1, frame.text.unicodeScalars.count),
            "a mistake stands in its line")
        }
      }
    },
    FuzzTarget("notebook", "a Jupyter notebook and the places of its lines", longest: 2_048) {
      bytes in
      guard let notebook = Notebook(bytes) else { return }
      let lines = LineIndex(bytes).lineCount
      let text = LineIndex(notebook.text)
      require(notebook.lineMap.lineCount >= text.lineCount, "every line has a place")
      for line in 1...max(1, text.lineCount) {
        let place = notebook.lineMap.position(line: line, column: 1)
        require(
          place.line >= 1 && place.line <= max(1, lines) && place.column >= 1,
          "line \(line) stands in the file, not at \(place)")
      }
    },
    FuzzTarget("archive", "archives and compressed files", longest: 4_096) {
      var limits = ReadLimits()
      limits.fileBytes = 256 << 10
      limits.archiveBytes = 1 << 20
      limits.archiveDepth = 4
      limits.archiveEntries = 200
      return { bytes in expand(bytes, path: "a.zip", limits) }
    },
    FuzzTarget("wide", "UTF-16 and UTF-32, and what the head of a file tells of it") { bytes in
      expand(bytes, path: "a.txt", ReadLimits())
      if case .wide(let encoding, let skipped) = Content(bytes) {
        var text: [UInt8] = []
        encoding.decode(UnsafeBufferPointer(rebasing: bytes[skipped...]), into: &text)
        require(String(validating: text, as: UTF8.self) != nil, "decoded text is UTF-8")
      }
      for encoding in [WideEncoding.utf16Little, .utf16Big, .utf32Little, .utf32Big] {
        var text: [UInt8] = []
        encoding.decode(bytes, into: &text)
      }
    },
  ]

  private static func expand(
    _ bytes: UnsafeBufferPointer<UInt8>, path: String, _ limits: ReadLimits
  ) {
    var expander = Expander(limits: limits)
    var skips: [Skip] = []
    var total = 0
    expander.expand(
      path: path, bytes: bytes,
      into: { fragment in
        total += fragment.bytes.count
        require(fragment.path.hasPrefix(path), "an entry's path begins with its archive's")
        require(
          !fragment.path.split(separator: "/").contains(".."), "an entry stays in its archive")
        require(fragment.bytes.count <= 3 * limits.fileBytes, "an entry keeps the limit")
        require(fragment.isASCII == isASCII(fragment.bytes), "ASCII is told as such")
      }, skips: &skips)
    // Text of two bytes a character may become three bytes.
    require(total <= 3 * limits.archiveBytes + bytes.count * 3, "an archive keeps its limit")
  }
}
