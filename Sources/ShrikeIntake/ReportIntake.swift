public import ShrikeExchange
public import ShrikeLedger
import ShrikeModel
import ShrikeText

/// A report that was handed in, of ours or of another tool, as a scan that the ledger takes.
public struct ReportIntake: Sendable {
  /// What the sender says beside the report, and in place of what it says.
  public struct Claim: Sendable, Hashable {
    /// Name of the repository, image or host.
    public var asset: String?
    /// Branch or tag.
    public var ref: String?
    public var commit: String?
    /// The folder that was looked at.
    public var scope: String?
    /// The reader's name, where a person knows better than the content.
    public var tool: String?
    /// Only a part was looked at: closes nothing.
    public var isPartial = false

    public init(
      asset: String? = nil, ref: String? = nil, commit: String? = nil, scope: String? = nil,
      tool: String? = nil, isPartial: Bool = false
    ) {
      self.asset = asset
      self.ref = ref
      self.commit = commit
      self.scope = scope
      self.tool = tool
      self.isPartial = isPartial
    }
  }

  /// Why a report is not taken.
  public struct Refusal: Error, Sendable, Hashable {
    public enum Code: String, Sendable, Hashable {
      /// It is no report that could be read.
      case format
      /// Nobody tells what was looked at.
      case asset
    }
    public let code: Code
    public let message: String
    public let help: String
  }

  /// As the ledger takes it.
  public let record: ScanRecord
  /// What could not be used of it is told there.
  public let report: ImportedReport

  /// Bytes of an asset's name.
  private static let longestAsset = 500

  /// - Parameters:
  ///   - name: of the file, for messages.
  ///   - surroundings: what holds where neither claim nor report says it: the repository it is handed in from.
  ///   - now: when it was made, where it does not say.
  ///   - prepare: may add to the findings what only the caller knows: marks of code, where files are at hand.
  public init(
    _ bytes: [UInt8], name: String, claim: Claim, surroundings: Claim? = nil, now: Timestamp,
    prepare: (inout [Finding]) -> Void = { _ in }
  ) throws(Refusal) {
    let report: ImportedReport
    do throws(ReportImporter.Failure) {
      report = try ReportImporter().read(
        ReportFile(name: name, unpacking: bytes), as: claim.tool)
    } catch {
      throw Refusal(
        code: .format, message: error.message,
        help: "'shrike import --tools' lists the tools whose reports are known")
    }
    let scan = report.scan
    guard
      let asset = claim.asset ?? scan.flatMap({ Self.name($0.target) }) ?? surroundings?.asset
    else {
      throw Refusal(
        code: .asset, message: "the report does not tell what was scanned", help: "name the asset")
    }
    guard (1...Self.longestAsset).contains(asset.utf8.count),
      !asset.contains(where: { $0 == "*" || $0.isNewline || $0 == "\0" })
    else {
      throw Refusal(
        code: .asset,
        message: "an asset's name has 1 to \(Self.longestAsset) bytes and no asterisk",
        help: "name the asset")
    }
    var findings = report.findings
    prepare(&findings)
    var record = ScanRecord(
      asset: asset, ref: claim.ref ?? (scan == nil ? surroundings?.ref : scan?.target.ref) ?? "",
      commit: claim.commit ?? (scan == nil ? surroundings?.commit : scan?.target.commit),
      tool: report.tool,
      toolVersion: report.toolVersion ?? "",
      ruleset: scan.map { ScanRecord.digest(Array($0.ruleSets.joined(separator: " ").utf8)) } ?? "",
      input: ScanRecord.digest(bytes),
      scope: claim.scope ?? scan.map { Self.scope($0.target) } ?? "",
      parts: scan.map { Self.parts($0, report) } ?? [Self.whole(report)],
      time: scan?.startedAt.flatMap { Timestamp($0) } ?? now, findings: findings,
      rules: report.rules)
    record.absent = (scan?.absent ?? []).map {
      ScanRecord.Part($0.name, isComplete: false, reason: $0.reason)
    }
    if claim.isPartial {
      for index in record.parts.indices where record.parts[index].isComplete {
        record.parts[index].isComplete = false
        record.parts[index].reason = "it was handed in as a part"
      }
    }
    self.record = record
    self.report = report
  }

  private static func name(_ target: Report.Target) -> String? {
    if let repository = target.repository, !repository.isEmpty { return repository }
    guard target.path != "-", target.path != "." else { return nil }
    return target.path.split(separator: "/").last.map(String.init)
  }

  /// What a scan of history finds is no longer in the files: it is a thing of its own.
  private static func scope(_ target: Report.Target) -> String {
    target.kind == "history" ? "history:\(target.scope)" : target.scope
  }

  /// Why nothing may be concluded from what is missing; nil: all was read.
  private static func loss(_ report: ImportedReport) -> String? {
    report.unusable == 0
      ? nil : "\(Words.count(report.unusable, "result")) of the report could not be used"
  }

  /// Of a tool of one piece.
  private static func whole(_ report: ImportedReport) -> ScanRecord.Part {
    let loss = loss(report)
    return ScanRecord.Part("", isComplete: loss == nil, reason: loss)
  }

  /// Engines that ran, and whether what they did not find is not there.
  private static func parts(
    _ scan: ReportedScan, _ report: ImportedReport
  ) -> [ScanRecord.Part] {
    let isWhole = scan.target.kind == "work-tree" || scan.target.kind == "history"
    let general =
      scan.isPartial
      ? "the scan was not finished"
      : loss(report) ?? (isWhole ? nil : "it looked at \(scan.target.kind) only")
    var parts = scan.engines.map { engine in
      let reason =
        general
        ?? (engine.missed == 0 ? nil : "\(Words.count(engine.missed, "file")) could not be read")
      return ScanRecord.Part(
        engine.name, isComplete: reason == nil, reason: reason, files: engine.files,
        rules: engine.rules, skipped: engine.skipped)
    }
    // Findings of an engine that the coverage does not tell of are kept, and close nothing.
    var engines: [String: String] = [:]
    for rule in report.rules { engines[rule.id] = rule.engine }
    let named = Set(report.findings.map { engines[$0.rule] ?? "" })
    for engine in named.sorted() where !parts.contains(where: { $0.name == engine }) {
      parts.append(
        .init(engine, isComplete: false, reason: "the report does not tell whether it ran"))
    }
    return parts.isEmpty ? [.init("", isComplete: false, reason: "nothing ran")] : parts
  }
}
