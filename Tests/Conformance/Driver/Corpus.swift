import Foundation
import ShrikeFormats
import ShrikeText

/// A folder laid out like the unpacked corpora.
struct Corpus {
  let root: String

  func path(_ relative: String) -> String { "\(root)/secrets/\(relative)" }

  /// A file by its path below the corpus.
  func bytes(in relative: String) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: "\(root)/\(relative)") else {
      Console.fail("\(root)/\(relative) is missing")
    }
    return Array(data)
  }

  /// The files below a folder, relative to it, sorted.
  func files(_ folder: String, suffix: String = "") -> [String] {
    guard let found = FileManager.default.enumerator(atPath: "\(root)/\(folder)") else { return [] }
    return found.compactMap { $0 as? String }.filter { path in
      var isFolder: ObjCBool = false
      return path.hasSuffix(suffix)
        && FileManager.default.fileExists(
          atPath: "\(root)/\(folder)/\(path)", isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  func bytes(_ relative: String) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(relative)) else {
      Console.fail("\(path(relative)) is missing")
    }
    return Array(data)
  }

  /// Every line of a JSON-lines file.
  func lines(_ relative: String) -> [Node] {
    bytes(relative).split(separator: 0x0A).map { json(Array($0), relative) }
  }

  func json(_ bytes: [UInt8], _ name: String) -> Node {
    var diagnostics = Diagnostics()
    guard
      let document = JSONReader.strict.read(
        bytes, FileContext(name), diagnostics: &diagnostics)
    else { Console.fail("\(name) is no JSON") }
    return document.root
  }
}

/// The answers so far, one JSON object a line.
struct Answers {
  private var lines: [String] = []

  mutating func add(_ object: [String: Any]) throws {
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    lines.append(String(decoding: data, as: UTF8.self))
  }

  mutating func add(line: String) { lines.append(line) }

  func write(to path: String) throws {
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
  }
}

enum Console {
  static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(2)
  }
}

/// One suite: its name, and how its cases are answered.
struct Suite: Sendable {
  let name: String
  let answer: @Sendable (Corpus, inout Answers) throws -> Void
}
