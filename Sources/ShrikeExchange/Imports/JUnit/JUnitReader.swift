import ShrikeFormats
import ShrikeModel

/// JUnit's XML: every test that failed or broke is a finding.
struct JUnitReader: ReportReader {
  let name = "junit"
  let title = "JUnit"

  func recognize(_ report: ReportContent) -> Recognition {
    .likely(["testsuites", "testsuite"].contains(report.xml.name))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for test in report.xml.descendants("testcase") {
      for kind in ["failure", "error"] {
        for item in test.all(kind) {
          var draft = Draft(
            test.attribute("name") ?? test.attribute("classname"),
            kind == "error" ? .high : .medium,
            item.attribute("message") ?? item.word ?? "the test failed",
            title: test.attribute("name"),
            at: test.attribute("file") ?? test.attribute("classname"),
            test.attribute("line").flatMap { Int($0) })
          draft.stated = item.attribute("type") ?? kind
          draft.fact("suite", test.attribute("classname"))
          out.add(draft)
        }
      }
    }
  }
}
