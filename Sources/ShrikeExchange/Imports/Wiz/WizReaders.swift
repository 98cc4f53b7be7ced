import ShrikeFormats
import ShrikeModel

/// Wiz' command: images, folders, infrastructure as code.
enum WizResult {
  static func packages(_ report: ReportContent, into out: inout ReportCollector) {
    let result = report.root["result"]
    let origin = report.root["scanOriginResource"]
    let image = origin["__typename"].text.hasSuffix("Image") ? origin["name"].word : nil
    for list in ["osPackages", "libraries", "applications"] {
      for package in result[list].list {
        for item in package["vulnerabilities"].list {
          var draft = Draft(
            weakness: item["name"].word, in: package["name"].word, package["version"].word,
            Severity(word: item["severity"].word) ?? .info, at: package["path"].word)
          draft.stated = item["severity"].word
          draft.why = item["description"].word
          draft.link = item["source"].word
          draft.remedy = item["fixedVersion"].word.map { "Update to \($0)." }
          if let image { draft.subject = .image(image, draft.package) }
          out.add(draft)
        }
      }
    }
    for item in result["secrets"].list {
      var draft = Draft(
        item["type"].word, Severity(word: item["severity"].word) ?? .high,
        item["description"].word, at: item["path"].word, item["lineNumber"].int)
      draft.subject = .secret
      out.add(draft)
    }
  }

  static func isOf(_ report: ReportContent, _ key: String) -> Bool {
    report.root.has("id", "status", "result") && report.root["result"].has(key)
      && report.root["policies"].exists
  }
}

struct WizImageReader: ReportReader {
  let name = "wizcli_img"
  let title = "Wiz CLI (images)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      WizResult.isOf(report, "osPackages") && report.root["scanOriginResource"].has("digest")
        || WizResult.isOf(report, "osPackages") && report.root["result"]["osPackages"].exists)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    WizResult.packages(report, into: &out)
  }
}

struct WizFolderReader: ReportReader {
  let name = "wizcli_dir"
  let title = "Wiz CLI (folders)"

  func recognize(_ report: ReportContent) -> Recognition {
    .likely(WizResult.isOf(report, "libraries"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    WizResult.packages(report, into: &out)
  }
}

struct WizCodeReader: ReportReader {
  let name = "wizcli_iac"
  let title = "Wiz CLI (infrastructure as code)"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(WizResult.isOf(report, "ruleMatches"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for part in report.root["result"]["ruleMatches"].list {
      let rule = part["rule"]
      for item in part["matches"].list {
        var draft = Draft(
          rule.word("shortId", "id", "name"), Severity(word: part["severity"].word) ?? .info,
          "\(rule["name"].text): \(item["resourceName"].text)", title: rule["name"].word,
          at: item["fileName"].word, item["lineNumber"].int)
        draft.stated = part["severity"].word
        draft.remedy = item["expected"].word
        draft.fact("found", item["found"].word)
        if let name = item["resourceName"].word { draft.subject = .resource(name) }
        draft.snippet = item["matchContent"].word
        out.add(draft)
      }
    }
    WizResult.packages(report, into: &out)
  }
}
