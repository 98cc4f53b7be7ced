import ShrikeFormats
import ShrikeModel

/// Tools that find what a web server answers to: ffuf, Gobuster, dirsearch, httpx, Wfuzz, WhatWeb.
enum Discovery {
  static func draft(_ url: String, _ status: String, _ method: String? = nil) -> Draft {
    var draft = Draft(
      "answering-address", .info, "\(url) answers with status \(status)",
      title: "Address that answers")
    draft.subject = .endpoint(url: url, method: method, parameter: nil)
    draft.stated = status
    return draft
  }
}

struct FfufReader: ReportReader {
  let name = "ffuf"
  let title = "ffuf"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.root["commandline"].text.hasPrefix("ffuf")
        || report.root.has("commandline", "results", "config"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, _ in
      Discovery.draft(item["url"].text, item["status"].text)
    }
  }
}

struct GobusterReader: ReportReader {
  let name = "gobuster"
  let title = "Gobuster"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(lines(report).first.map { $0.contains("(Status: ") } == true)
  }

  private func lines(_ report: ReportContent) -> [Substring] {
    report.text.split(whereSeparator: \.isNewline).filter {
      !$0.hasPrefix("=") && !$0.hasPrefix("[")
    }
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for line in lines(report) {
      guard let mark = line.firstRange(of: "(Status: ") else { continue }
      let path = String(line[..<mark.lowerBound]).withoutBlanks
      let status = String(line[mark.upperBound...].prefix { $0.isNumber })
      out.add(
        Discovery.draft(path.hasPrefix("/") || path.contains("://") ? path : "/\(path)", status))
    }
  }
}

struct DirsearchReader: ReportReader {
  let name = "dirsearch"
  let title = "dirsearch"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["info"].has("args", "time") && report.root["results"].isList)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root["results"].list, "results") { item, _ in
      Discovery.draft(item["url"].text, item["status"].text)
    }
  }
}

struct HttpxReader: ReportReader {
  let name = "httpx"
  let title = "httpx"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.values.first?.has("url", "input", "scheme", "status_code") == true
        || report.values.first?.has("url", "input", "status-code") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.values where item["failed"].bool != true {
      var draft = Discovery.draft(
        item["url"].text, item.word("status_code", "status-code") ?? "", item["method"].word)
      draft.fact("server", item["webserver"].word)
      draft.fact("title", item["title"].word)
      draft.properties["technologies"] = .list(item["tech"].words)
      out.add(draft, mergedBy: item["url"].text)
    }
  }
}

struct WfuzzReader: ReportReader {
  let name = "wfuzz"
  let title = "Wfuzz"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("chars", "code", "payload", "words"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.each(report.root.list, "") { item, out in
      let code = item["code"].int ?? 0
      var draft = Discovery.draft(item["url"].text, String(code), item["method"].word)
      draft.severity = severity(code)
      // What is shown where it should not.
      draft.cwes = [200]
      out.add(draft, mergedBy: "\(item["url"].text)|\(draft.severity)")
      return nil
    }
  }

  /// How much the server gives away by its answer.
  private func severity(_ code: Int) -> Severity {
    switch code {
    case 200..<300: .high
    case 300..<400: .low
    case 401, 403, 407: .medium
    case 500...: .low
    default: .info
    }
  }
}

struct WhatWebReader: ReportReader {
  let name = "whatweb"
  let title = "WhatWeb"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root[0].has("target", "http_status", "plugins"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.root.list where item["target"].exists {
      var draft = Draft(
        "technologies", .info, "Technologies of \(item["target"].text)", title: "Technologies")
      draft.subject = .endpoint(url: item["target"].text, method: nil, parameter: nil)
      draft.properties["technologies"] = .list(item["plugins"].entries.map(\.key))
      out.add(draft)
    }
  }
}
