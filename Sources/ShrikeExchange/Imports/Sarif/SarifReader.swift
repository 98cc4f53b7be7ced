import ShrikeFormats
import ShrikeModel

/// SARIF 2.1.0 of any tool (OASIS): rules, levels, scores, places, fingerprints, suppressions, code
/// flows. Tools whose name a reader of their own knows are told apart by it.
struct SarifReader: ReportReader {
  let name = "sarif"
  let title = "SARIF"

  func recognize(_ report: ReportContent) -> Recognition {
    SarifRuns.drivers(report) == nil ? .none : .likely
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    try SarifRuns.read(report, into: &out)
  }
}

/// A tool that writes SARIF and is known by its name.
protocol NamedSarif: ReportReader {
  /// Beginnings of the driver's name, in lower case.
  var drivers: [String] { get }
}

extension NamedSarif {
  func recognize(_ report: ReportContent) -> Recognition {
    guard let names = SarifRuns.drivers(report), !names.isEmpty else { return .none }
    return .certain(
      names.allSatisfy { name in drivers.contains { name.lowercased().hasPrefix($0) } })
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    try SarifRuns.read(report, into: &out)
  }
}
