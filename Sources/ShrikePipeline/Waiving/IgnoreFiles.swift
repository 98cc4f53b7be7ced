import Crypto
import ShrikeExchange
import ShrikeModel
import ShrikeSources
import ShrikeText

/// The ignore files of gitleaks and Betterleaks that hold for a scan.
struct IgnoreFiles: Sendable {
  private static let names = [".gitleaksignore", ".betterleaksignore"]

  private var files: [GitleaksIgnore] = []

  init() {}

  /// Those of the target, of its repository and of the working folder; the same content counts once.
  init(_ plan: ScanPlan, _ diagnostics: inout Diagnostics) {
    var folders: [String] = []
    if isFolder(plan.request.path) { folders.append(plan.request.path) }
    if let root = plan.repository?.root { folders.append(root) }
    folders.append(plan.request.workingFolder)
    var seen: Set<String> = []
    for folder in folders {
      for name in Self.names {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard let bytes = readFile(path),
          seen.insert(String(decoding: bytes, as: UTF8.self)).inserted
        else { continue }
        let file = GitleaksIgnore(bytes, file: name, diagnostics: &diagnostics)
        if file.needsHMAC {
          diagnostics.report(
            Diagnostic(
              .note, "ignore-file.hmac",
              "the keyed fingerprints of \(name) are not used: their key is not known here",
              help: "use a value's SHA-256, or a comment or baseline of ours"))
        }
        files.append(file)
      }
    }
  }

  var isEmpty: Bool { files.isEmpty }
  /// Whether a value can be ignored wherever it stands.
  var knowsValues: Bool { files.contains(where: \.needsSHA256) }

  func waiver(forValue value: [UInt8]) -> Waiver? {
    let text = hexadecimal(SHA256.hash(data: value))
    return files.lazy.compactMap { $0.waiver(forDigest: text, .sha256) }.first
  }

  /// `rule` by any of its ids.
  func waiver(for place: Place, rule ids: [String]) -> Waiver? {
    files.lazy.compactMap { $0.waiver(for: place, rule: ids) }.first
  }
}
