import ShrikeFormats
import ShrikeModel

/// cfn-lint and cfn_nag: CloudFormation templates.
struct CfnLintReader: ReportReader {
  let name = "cfn_lint"
  let title = "cfn-lint"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("Filename", "Rule", "Level"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, _ in
      let level = item["Level"].word
      var draft = Draft(
        item["Rule"]["Id"].word, Severity(word: level) ?? .info, item["Message"].word,
        title: item["Rule"]["ShortDescription"].word, at: item["Filename"].word,
        item["Location"]["Start"]["LineNumber"].int)
      draft.stated = level
      draft.column = item["Location"]["Start"]["ColumnNumber"].int
      draft.endLine = item["Location"]["End"]["LineNumber"].int
      draft.endColumn = item["Location"]["End"]["ColumnNumber"].int
      draft.why = item["Rule"]["Description"].word
      draft.link = item["Rule"]["Source"].word
      draft.key = item["Id"].word
      return draft
    }
  }
}

struct CfnNagReader: ReportReader {
  let name = "cfn_nag"
  let title = "cfn_nag"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("filename", "file_results"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for file in report.root.list {
      for item in file["file_results"]["violations"].list {
        let resources = item["logical_resource_ids"].words
        for index in 0..<max(1, resources.count) {
          var draft = Draft(
            item["id"].word, item["type"].text == "FAIL" ? .high : .medium, item["message"].word,
            title: item["name"].word, at: file["filename"].word, item["line_numbers"][index].int)
          draft.stated = item["type"].word
          if index < resources.count { draft.subject = .resource(resources[index]) }
          out.add(draft)
        }
      }
    }
  }
}
