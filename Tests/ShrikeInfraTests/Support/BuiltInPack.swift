import Foundation
import ShrikeText
import Testing

@testable import ShrikeInfra

/// Our own checks, as they stand in `Rules/infra`.
enum BuiltInPack {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Rules/infra")

  static let folders =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

  /// The checks of some folders with the libraries they share; what is wrong with them is an issue.
  static func read(_ folders: [String]) -> InfraPack? {
    var files: [(path: String, bytes: [UInt8])] = []
    for folder in Set(folders + ["lib"]).sorted() {
      for name in names(in: folder) where name.hasSuffix(".rego") && !name.hasSuffix("_test.rego") {
        files.append(("\(folder)/\(name)", contents("\(folder)/\(name)")))
      }
    }
    var diagnostics = Diagnostics()
    let pack = InfraPack.read(files, pack: "infra", diagnostics: &diagnostics)
    for problem in diagnostics.finish() { Issue.record("\(problem.text())") }
    return pack
  }

  static func names(in folder: String) -> [String] {
    let path = self.folder.appending(path: folder).path
    return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
  }

  static func contents(_ path: String) -> [UInt8] {
    Array(FileManager.default.contents(atPath: folder.appending(path: path).path) ?? Data())
  }
}
