import ShrikeFormats
import ShrikeModel
import ShrikeText

/// What SARIF calls notifications: things that were not looked at, and what was wrong with the
/// input.
struct SarifNotifications {
  struct Notification {
    var id: String
    var level: String
    var text: String
    var path: String?
    var line: Int?
    var column: Int?

    func write(_ json: inout JSONWriter) {
      json.object { json in
        json.object("descriptor") { $0.field("id", id) }
        json.field("level", level)
        json.object("message") { $0.field("text", text) }
        guard let path else { return }
        json.array("locations", CollectionOfOne(path)) { json, path in
          json.object {
            $0.object("physicalLocation") { json in
              artifact(path, &json)
              guard let line, line > 0 else { return }
              json.object("region") {
                $0.field("startLine", line)
                if let column, column > 0 { $0.field("startColumn", column) }
              }
            }
          }
        }
      }
    }
  }

  var execution: [Notification] = []
  var configuration: [Notification] = []

  init(_ report: Report) {
    if let partial = report.partialWords {
      execution.append(
        Notification(id: "scan/partial", level: "error", text: "The scan \(partial)."))
    }
    for coverage in report.coverage {
      guard let trouble = coverage.trouble else { continue }
      let failed = coverage.state.id == "failed"
      execution.append(
        Notification(
          id: "engine/\(coverage.state.id)", level: failed ? "error" : "warning",
          text: "\(coverage.engine): \(trouble)"))
    }
    let skips = Summary.skips(report)
    for skip in skips.prefix(SarifReport.notificationLimit) {
      let detail = skip.detail.map { ": \($0)" } ?? ""
      execution.append(
        Notification(
          id: "skipped/\(skip.reason.rawValue)",
          level: skip.reason.isDeliberate ? "note" : "warning",
          text: "Not looked at: \(skip.reason.words)\(detail)", path: skip.path))
    }
    if skips.count > SarifReport.notificationLimit {
      let more = Words.count(skips.count - SarifReport.notificationLimit, "more thing")
      execution.append(
        Notification(
          id: "skipped/more", level: "note",
          text: "\(more) were not looked at; the JSON report lists all."))
    }
    for diagnostic in report.diagnostics {
      var text = diagnostic.message
      if let label = diagnostic.label { text += ": \(label)" }
      if let help = diagnostic.help { text += ". Help: \(help)" }
      configuration.append(
        Notification(
          id: diagnostic.code, level: diagnostic.level.rawValue, text: text, path: diagnostic.file,
          line: diagnostic.frame?.line, column: diagnostic.frame?.column))
    }
  }

  /// The ids that are used, sorted.
  var descriptors: [String] { Set((execution + configuration).map(\.id)).sorted() }
}

extension Skip.Reason {
  /// Left out because somebody said so or because there is nothing to read, not for want of power.
  fileprivate var isDeliberate: Bool {
    switch self {
    case .binary, .excluded, .ignored, .ruleAllowlist, .symlink, .special, .lfsPointer, .submodule:
      true
    case .tooLarge, .unreadable, .limit, .missingObject, .changed, .encrypted, .damaged, .archive,
      .unavailable, .unsupported:
      false
    }
  }
}
