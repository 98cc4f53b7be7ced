import Foundation
import ShrikeExchange
import ShrikeIntake
import ShrikeFormats
import ShrikeModel
import ShrikePipeline
import ShrikeText

/// Other tools' reports. The tool is told from the content, except where the corpus says that the
/// content fits several.
let reportSuites = [Suite(name: "platform.toolreports", answer: answerToolReports)]

private func answerToolReports(_ corpus: Corpus, _ answers: inout Answers) throws {
  let folder = "platform/toolreports"
  let cases = corpus.json(corpus.bytes(in: "\(folder)/expected.json"), "expected.json")
  let known = Set(ReportImporter.tools.map(\.name))
  for entry in cases.entries {
    let name = entry.name
    let tool = String(name.prefix { $0 != "/" })
    guard known.contains(tool) else { continue }
    let file = ReportFile(name: name, unpacking: corpus.bytes(in: "\(folder)/\(name)"))
    let isAmbiguous = entry.value["ambiguous_content"]?.bool == true
    try answers.add(answer(name, file, as: isAmbiguous ? tool : nil))
  }
}

private func answer(_ name: String, _ file: ReportFile, as tool: String?) -> [String: Any] {
  var answer: [String: Any] = ["case": name, "covered": true, "refused": false]
  do throws(ReportImporter.Failure) {
    let report = try ReportImporter().read(file, as: tool)
    answer["tool"] = report.tool
    answer["findings"] = report.findings.map(row)
    if !report.problems.isEmpty {
      answer["problems"] = report.problems.prefix(3).map { "\($0.place): \($0.reason)" }
    }
  } catch {
    answer["refused"] = true
    answer["findings"] = [[String: Any]]()
    answer["reason"] = error.message
    if case .refused(let tool?, _) = error { answer["tool"] = tool }
  }
  return answer
}

/// A path as the report states it, where ours is another.
private func row(_ finding: Finding) -> [String: Any] {
  var row: [String: Any] = ["severity": finding.severity.rawValue.capitalized]
  if case .text(let stated) = finding.properties["stated-path"] {
    row["file"] = stated
  } else {
    row["file"] = finding.places.first?.path
  }
  row["line"] = finding.places.first?.start?.line
  row["cwe"] = finding.taxonomies.first { $0.catalogue == "CWE" }.flatMap { Int($0.id) }
  return row
}
