public import ShrikeModel
import ShrikeSources
public import ShrikeText

/// The fixes of a report, by file: what each file is and what it would be.
public struct FixPlan: Sendable {
  public struct File: Sendable {
    /// As the report names it.
    public var path: String
    public var before: [UInt8]
    public var after: [UInt8]
    /// What is done, each with the line it is done at.
    public var titles: [(line: Int, title: String)]
  }

  public private(set) var files: [File] = []
  /// Fixes that are not offered now, each with the reason.
  public private(set) var refused: [(path: String, title: String, reason: String)] = []

  /// Takes the fixes of open findings whose rule is wanted. Of fixes that change the same bytes the first
  /// one wins; a file that is no longer what was scanned is left alone.
  ///
  /// - Parameter folder: what relative paths are meant from.
  public init(_ report: Report, folder: String, wanted: (Finding) -> Bool = { _ in true }) {
    var byFile: [String: [(place: Place, fix: Fix)]] = [:]
    for finding in report.findings where wanted(finding) {
      guard let fix = finding.fix, let place = finding.places.first else { continue }
      byFile[place.path, default: []].append((place, fix))
    }
    for (path, fixes) in byFile.sorted(by: { $0.key < $1.key }) {
      guard let whole = readFile(path.hasPrefix("/") ? path : "\(folder)/\(path)") else {
        refuse(path, fixes.map(\.fix), "the file cannot be read")
        continue
      }
      // Places count from behind a byte order mark.
      let mark: [UInt8] = whole.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(whole[..<3]) : []
      let bytes = Array(whole[mark.count...])
      guard String(validating: bytes, as: UTF8.self) != nil else {
        refuse(path, fixes.map(\.fix), "the file is not UTF-8")
        continue
      }
      let hashes = LineHash(bytes)
      var edits: [Fix.Edit] = []
      var titles: [(line: Int, title: String)] = []
      for (place, fix) in fixes {
        guard let start = place.start, hashes.at(line: start.line) == place.lineHash else {
          refuse(path, [fix], "the file has changed since it was looked at")
          continue
        }
        let new = fix.edits.filter { !edits.contains($0) }
        guard Fix("", edits + new).applied(to: bytes) != nil else {
          refuse(path, [fix], "another fix changes the same text; run it again afterwards")
          continue
        }
        edits += new
        titles.append((start.line, fix.title))
      }
      guard !titles.isEmpty, let after = Fix("", edits).applied(to: bytes) else { continue }
      files.append(
        File(
          path: path, before: whole, after: mark + after,
          titles: titles.sorted { ($0.line, $0.title) < ($1.line, $1.title) }))
    }
  }

  private mutating func refuse(_ path: String, _ fixes: [Fix], _ reason: String) {
    for fix in fixes { refused.append((path, fix.title, reason)) }
  }

  /// Writes the files, each whole or not at all.
  public func apply(folder: String) throws(EngineError) {
    for file in files {
      let path = file.path.hasPrefix("/") ? file.path : "\(folder)/\(file.path)"
      try writeFile(path, file.after, mode: permissions(of: path) ?? 0o644)
    }
  }
}
