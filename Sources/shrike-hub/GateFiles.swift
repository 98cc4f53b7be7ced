import Foundation
import Glibc
import ShrikeServer

/// The built-in policies of the gate, which stand beside the program: `bin/` has them in `share/shrike/Rules`, a
/// checkout in `Rules`.
enum GateFiles {
  static func read() -> [PolicyFile] {
    guard let path = realpath("/proc/self/exe", nil) else { return [] }
    defer { free(path) }
    var folder = URL(fileURLWithPath: String(cString: path))
    for _ in 0..<5 {
      folder.deleteLastPathComponent()
      for candidate in ["share/shrike/Rules/gate", "Rules/gate"] {
        let files = policies(folder.appendingPathComponent(candidate))
        if !files.isEmpty { return files }
      }
    }
    return []
  }

  private static func policies(_ folder: URL) -> [PolicyFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rego") }.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
        return nil
      }
      return PolicyFile(path: "gate/\(name)", bytes: Array(data))
    }
  }
}
