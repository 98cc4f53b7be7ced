import ShrikeFormats
import ShrikeModel

/// `dotnet list package --vulnerable --format json`.
struct DotNetReader: ReportReader {
  let name = "dotnet_vulnerable"
  let title = "dotnet list package"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root.has("projects", "parameters")
        && report.root["parameters"].text.contains("vulnerable"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for project in report.root["projects"].list {
      for framework in project["frameworks"].list {
        for list in ["topLevelPackages", "transitivePackages"] {
          for package in framework[list].list {
            for item in package["vulnerabilities"].list {
              let url = item["advisoryurl"].text
              var draft = Draft(
                weakness: url.split(separator: "/").last.map(String.init), in: package["id"].word,
                package["resolvedVersion"].word, Severity(word: item["severity"].word) ?? .info,
                purl: "pkg:nuget/\(package["id"].text)@\(package["resolvedVersion"].text)",
                at: project["path"].word)
              draft.stated = item["severity"].word
              draft.link = url.nonEmpty
              draft.fact("framework", framework["framework"].word)
              out.add(
                draft,
                mergedBy:
                  "\(draft.rule)|\(package["id"].text)|\(package["resolvedVersion"].text)|\(project["path"].text)"
              )
            }
          }
        }
      }
    }
  }
}
