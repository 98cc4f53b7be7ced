extension TerraformFunction {
  static let filesystem: [String: TerraformFunction] = [
    "abspath": .init([.string], .string) { call throws(TerraformError) in
      guard call.string(0).utf8.first == 0x2F else {
        return .unknown(.string, because: ["abspath()"])
      }
      return .string(FilePath.cleaned(call.string(0)))
    },
    "basename": .init([.string], .string) { call throws(TerraformError) in
      .string(FilePath.base(call.string(0)))
    },
    "dirname": .init([.string], .string) { call throws(TerraformError) in
      .string(FilePath.folder(call.string(0)))
    },
    "pathexpand": .init([.string], .string) { call throws(TerraformError) in
      let path = call.string(0)
      guard path.utf8.first == UInt8(ascii: "~") else { return .string(path) }
      if path.utf8.count > 1, !path.hasPrefix("~/") {
        throw TerraformError("the home folder of another user cannot be told")
      }
      return .unknown(.string, because: ["pathexpand()"])
    },
    "file": .init([.string], .string) { call throws(TerraformError) in
      guard let bytes = try contents(call, 0) else {
        return .unknown(.string, because: ["file()"])
      }
      return try text(bytes)
    },
    "filebase64": .init([.string], .string) { call throws(TerraformError) in
      guard let bytes = try contents(call, 0) else {
        return .unknown(.string, because: ["filebase64()"])
      }
      return .string(Base64.encoded(bytes))
    },
    "fileexists": .init([.string], .bool) { call throws(TerraformError) in
      switch call.files.read(call.string(0)) {
      case .bytes: .bool(true)
      case .missing: .bool(false)
      case .unknown: .unknown(.bool, because: ["fileexists()"])
      }
    },
    "fileset": .init([.string, .string], .set(.string)) { call throws(TerraformError) in
      guard let paths = call.files.list(call.string(0)) else {
        return .unknown(.set(.string), because: ["fileset()"])
      }
      guard let pattern = FilePath.Glob(call.string(1)) else {
        throw TerraformError("the pattern is not valid")
      }
      return TerraformValue.set(
        paths.filter { pattern.matches($0) }.map { .string($0) }, .string)
    },
    // The evaluator itself renders; these are the declarations it checks arguments by.
    "templatefile": .init([.string, .dynamic], .string, unknowns: .whole) {
      call throws(TerraformError) in .unknown(.string, because: ["templatefile()"])
    },
    "templatestring": .init([.string, .dynamic], .string, unknowns: .whole) {
      call throws(TerraformError) in .unknown(.string, because: ["templatestring()"])
    },
  ]

  /// A file's bytes; nil where they cannot be told.
  static func contents(_ call: Call, _ index: Int) throws(TerraformError) -> [UInt8]? {
    switch call.files.read(call.string(index)) {
    case .bytes(let bytes): return bytes
    case .missing: throw TerraformError("there is no file at this path")
    case .unknown: return nil
    }
  }
}

/// Paths by their text alone, as Go's `path/filepath` takes them apart on Unix.
enum FilePath {
  static func base(_ path: String) -> String {
    if path.isEmpty { return "." }
    let parts = path.split(separator: "/")
    return parts.last.map { String($0) } ?? "/"
  }

  static func folder(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
    return cleaned(String(path[...slash]))
  }

  static func cleaned(_ path: String) -> String {
    let isAbsolute = path.utf8.first == 0x2F
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if isAbsolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// `*`, `**`, `?`, `[a-z]`, `{a,b}` on paths with slashes.
  struct Glob {
    /// Alternatives of braces that are followed.
    private static let branchLimit = 1_000

    private let patterns: [[[Unicode.Scalar]]]

    init?(_ text: String) {
      guard let branches = Self.expanded(Array(text.unicodeScalars)) else { return nil }
      patterns = branches.map { branch in
        branch.split(separator: "/", omittingEmptySubsequences: false).map { Array($0) }
      }
    }

    func matches(_ path: String) -> Bool {
      let parts = path.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        .map { Array($0) }
      return patterns.contains { Self.matches($0[...], parts[...]) }
    }

    private static func expanded(_ text: [Unicode.Scalar]) -> [[Unicode.Scalar]]? {
      var done: [[Unicode.Scalar]] = []
      var open = [text]
      while let next = open.popLast() {
        guard done.count + open.count < branchLimit else { return nil }
        guard let start = next.firstIndex(of: "{") else {
          done.append(next)
          continue
        }
        var depth = 0
        var cuts = [start]
        var end: Int?
        for index in start..<next.count {
          switch next[index] {
          case "{": depth += 1
          case "}":
            depth -= 1
            if depth == 0 { end = index }
          case "," where depth == 1: cuts.append(index)
          default: break
          }
          if end != nil { break }
        }
        guard let end else { return nil }
        cuts.append(end)
        for (from, to) in zip(cuts, cuts.dropFirst()) {
          open.append(Array(next[..<start] + next[(from + 1)..<to] + next[(end + 1)...]))
        }
      }
      return done
    }

    private static func matches(
      _ pattern: ArraySlice<[Unicode.Scalar]>, _ parts: ArraySlice<[Unicode.Scalar]>
    ) -> Bool {
      // Which parts can begin what is left of the pattern: no branch is walked twice.
      var starts = Set([parts.startIndex])
      for piece in pattern {
        var next: Set<Int> = []
        if piece == ["*", "*"] {
          if let least = starts.min() { next = Set(least...parts.endIndex) }
        } else {
          for start in starts where start < parts.endIndex && matches(piece, parts[start]) {
            next.insert(start + 1)
          }
        }
        starts = next
        if starts.isEmpty { return false }
      }
      return starts.contains(parts.endIndex)
    }

    private static func matches(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
      var (p, t) = (0, 0)
      var star: (p: Int, t: Int)?
      while t < text.count {
        if p < pattern.count, pattern[p] == "*" {
          star = (p, t)
          p += 1
        } else if p < pattern.count, let next = step(pattern, p, text[t]) {
          p = next
          t += 1
        } else if let last = star {
          star = (last.p, last.t + 1)
          p = last.p + 1
          t = last.t + 1
        } else {
          return false
        }
      }
      while p < pattern.count, pattern[p] == "*" { p += 1 }
      return p == pattern.count
    }

    /// After the element at `index` if it takes the character.
    private static func step(
      _ pattern: [Unicode.Scalar], _ index: Int, _ scalar: Unicode.Scalar
    ) -> Int? {
      switch pattern[index] {
      case "?": return index + 1
      case "\\" where index + 1 < pattern.count:
        return pattern[index + 1] == scalar ? index + 2 : nil
      case "[":
        var at = index + 1
        var isNegated = false
        if at < pattern.count, pattern[at] == "^" || pattern[at] == "!" {
          isNegated = true
          at += 1
        }
        var found = false
        let first = at
        while at < pattern.count, pattern[at] != "]" || at == first {
          if at + 2 < pattern.count, pattern[at + 1] == "-", pattern[at + 2] != "]" {
            found =
              found
              || (pattern[at].value...max(pattern[at].value, pattern[at + 2].value))
                .contains(scalar.value)
            at += 3
          } else {
            found = found || pattern[at] == scalar
            at += 1
          }
        }
        guard at < pattern.count, found != isNegated else { return nil }
        return at + 1
      default: return pattern[index] == scalar ? index + 1 : nil
      }
    }
  }
}
