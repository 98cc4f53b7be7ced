import ShrikeConsole
import ShrikeFormats
import ShrikeLedger

extension ScanPage.Part {
  /// What a scan says of its parts.
  static func read(_ scan: ScanRow) -> [ScanPage.Part] {
    guard case .success(let node) = JSON.read(Array(scan.coverage.utf8)) else { return [] }
    return node.elements.map { part in
      ScanPage.Part(
        part["part"]?.string ?? "", isComplete: part["complete"]?.bool ?? false,
        reason: part["reason"]?.string, files: part["files"]?.int, rules: part["rules"]?.int,
        skipped: part["skipped"]?.int)
    }
  }
}
