import Glibc
import ShrikePipeline
import ShrikeRego
import ShrikeText

/// What the policy commands read.
enum PolicyFiles {
  private static let depthLimit = 16

  static func find(_ path: String) -> [(String, [UInt8])]? {
    var found: [(String, [UInt8])] = []
    collect(path, 0, &found)
    return found.isEmpty ? nil : found
  }

  /// The Rego files at and below some paths, each once; a path without any is an error of usage.
  static func all(_ paths: [String]) throws -> [(String, [UInt8])] {
    var files: [(String, [UInt8])] = []
    var seen: Set<String> = []
    for path in paths {
      guard let found = find(path) else {
        Terminal.complain("error[policy.path]: there are no Rego files at '\(path.printable)'")
        throw ExitStatus.usage.code
      }
      files += found.filter { seen.insert($0.0).inserted }
    }
    return files
  }

  private static func collect(_ path: String, _ depth: Int, _ found: inout [(String, [UInt8])]) {
    if let bytes = readFile(path) {
      if depth == 0 || path.hasSuffix(".rego") { found.append((path, bytes)) }
    } else if depth < depthLimit, let names = folderEntries(path) {
      for name in names.sorted() where !name.hasPrefix(".") {
        collect(path == "." ? name : "\(path)/\(name)", depth + 1, &found)
      }
    }
  }

  private static func readStandardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 1 << 30 {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// What bundles hold, and over it what a file does.
  static func data(_ path: String?, _ bundles: [PolicyBundle]) throws -> Value {
    var data = Value.emptyObject
    for value in bundles.map(\.data) + [try json(path)].compactMap({ $0 }) {
      guard let base = data.object, let more = value.object else { return value }
      data = Value(base.joined(with: more))
    }
    return data
  }

  static func json(_ path: String?) throws -> Value? {
    guard let path else { return nil }
    let bytes = path == "-" ? readStandardInput() : readFile(path, limit: 1 << 30)
    guard let bytes, let value = Value(json: bytes) else {
      Terminal.complain("error[policy.json]: '\(path)' is no JSON file")
      throw ExitStatus.usage.code
    }
    return value
  }
}
