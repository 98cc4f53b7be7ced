import ShrikeFormats
import ShrikeModel

/// Checks of a host that write text: AIDE, ClamAV, chkrootkit, rkhunter, Lynis, YARA, firmwalker.
struct AideReader: ReportReader {
  let name = "aide"
  let title = "AIDE"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(
      report.text.contains("AIDE")
        && (report.text.contains("Total number of entries:")
          || report.text.contains("found NO differences"))
    )
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var kind: String?
    for line in report.text.split(whereSeparator: \.isNewline) {
      let text = String(line).withoutBlanks
      switch text {
      case "Added entries:": kind = "added"
      case "Removed entries:": kind = "removed"
      case "Changed entries:": kind = "changed"
      case "Detailed information about changes:", "Summary:": kind = nil
      default:
        // `f > ... ....H : /etc/passwd`
        guard let kind, let mark = text.firstRange(of: ": /") else { continue }
        let path = String(text[text.index(before: mark.upperBound)...])
        var draft = Draft(
          "file-\(kind)", .medium, "A file was \(kind): \(path)", title: "File \(kind)", at: path)
        draft.fact("changes", String(text[..<mark.lowerBound]).withoutBlanks)
        out.add(draft)
      }
    }
  }
}

struct ClamAVReader: ReportReader {
  let name = "clamav"
  let title = "ClamAV"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.text.contains("SCAN SUMMARY") && report.text.contains("Known viruses:"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for line in report.text.split(whereSeparator: \.isNewline) {
      let text = String(line).withoutBlanks
      if text.hasPrefix("Engine version:") {
        out.toolVersion = String(text.dropFirst(15)).withoutBlanks
      }
      guard text.hasSuffix(" FOUND"), let colon = text.firstRange(of: ": ") else { continue }
      let path = String(text[..<colon.lowerBound])
      let malware = String(text[colon.upperBound...].dropLast(6))
      var draft = Draft(malware, .high, "\(malware) was found", title: "Malware", at: path)
      // Embedded malicious code.
      draft.cwes = [506]
      out.add(draft)
    }
  }
}

struct ChkrootkitReader: ReportReader {
  let name = "chkrootkit"
  let title = "chkrootkit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.text.hasPrefix("ROOTDIR is "))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for line in report.text.split(whereSeparator: \.isNewline) {
      // `Checking `ls'...        INFECTED`
      guard line.hasPrefix("Checking") || line.hasPrefix("Searching"),
        let dots = line.firstRange(of: "...")
      else { continue }
      let verdict = String(line[dots.upperBound...]).withoutBlanks
      let isInfected = verdict.hasPrefix("INFECTED") || verdict.contains("Vulnerable")
      guard isInfected || verdict.hasPrefix("WARNING") else { continue }
      let check = String(line[..<dots.lowerBound])
      var draft = Draft(check, isInfected ? .high : .medium, "\(check): \(verdict)")
      draft.stated = verdict
      out.add(draft)
    }
  }
}

struct RkhunterReader: ReportReader {
  let name = "rkhunter"
  let title = "rkhunter"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.text.prefix(2_000).contains("Rootkit Hunter version"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for line in report.text.split(whereSeparator: \.isNewline) {
      // `[05:02:10]   Suckit Rootkit additional checks        [ Warning ]`
      guard line.contains("[ Warning ]"), let close = line.firstIndex(of: "]"),
        let mark = line.firstRange(of: "[ Warning ]")
      else { continue }
      guard close < mark.lowerBound else { continue }
      let check = String(line[line.index(after: close)..<mark.lowerBound]).withoutBlanks
      guard !check.isEmpty else { continue }
      out.add(Draft(check, .medium, check))
    }
  }
}

struct LynisReader: ReportReader {
  let name = "lynis"
  let title = "Lynis"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.text.hasPrefix("# Lynis Report") || report.text.contains("\nlynis_version="))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var host = ""
    for line in report.text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("hostname=") { host = String(line.dropFirst(9)) }
      if line.hasPrefix("lynis_version=") { out.toolVersion = String(line.dropFirst(14)) }
      let isWarning = line.hasPrefix("warning[]=")
      guard isWarning || line.hasPrefix("suggestion[]="), let sign = line.firstIndex(of: "=") else {
        continue
      }
      // `TEST|text|details|remedy|`
      let parts = line[line.index(after: sign)...].split(
        separator: "|", omittingEmptySubsequences: false
      )
      .map(String.init)
      guard parts.count > 1 else { continue }
      var draft = Draft(parts[0], isWarning ? .medium : .low, parts[1], title: parts[1])
      draft.stated = isWarning ? "warning" : "suggestion"
      if parts.count > 3, parts[3] != "-" { draft.remedy = parts[3].nonEmpty }
      if parts.count > 2, parts[2] != "-" { draft.why = parts[2].nonEmpty }
      draft.subject = .host(host, port: nil)
      out.add(draft)
    }
  }
}

struct YaraReader: ReportReader {
  let name = "yara"
  let title = "YARA"

  private func isMatch(_ line: Substring) -> Bool {
    // `Rule [key="value",…] /path`, what matched stands below as `0x1f:$name: …`.
    guard let space = line.firstIndex(of: " "), !line.hasPrefix("0x") else { return false }
    return line[..<space].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && (line[space...].hasPrefix(" [") || line[space...].hasPrefix(" /"))
  }

  func recognize(_ report: ReportContent) -> Recognition {
    guard !report.root.exists, !report.xml.exists,
      let first = report.text.split(whereSeparator: \.isNewline).first, isMatch(first)
    else { return .none }
    return first.contains("] /") || report.text.contains("\n0x") ? .certain : .possible
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for line in report.text.split(whereSeparator: \.isNewline) where isMatch(line) {
      guard let space = line.firstIndex(of: " ") else { continue }
      let rule = String(line[..<space])
      var facts = ""
      var path = String(line[line.index(after: space)...])
      if path.hasPrefix("["), let close = path.lastRange(of: "] ") {
        facts = String(path[..<close.lowerBound])
        path = String(path[close.upperBound...])
      }
      func fact(_ key: String) -> String? {
        guard let start = facts.firstRange(of: "\(key)=\"") else { return nil }
        return String(facts[start.upperBound...].prefix { $0 != "\"" })
      }
      var draft = Draft(
        rule, Severity(word: fact("severity")) ?? .medium, fact("description") ?? "\(rule) matched",
        title: rule, at: path)
      draft.stated = fact("severity")
      draft.link = fact("reference")
      out.add(draft, mergedBy: "\(rule)|\(path)")
    }
  }
}

extension String {
  /// The last place where a text stands.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      found = range
      rest = rest[range.upperBound...]
    }
    return found
  }
}

struct FirmwalkerReader: ReportReader {
  let name = "firmwalker"
  let title = "firmwalker"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.text.hasPrefix("***Firmware Directory***"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    var section = ""
    var isListed = false
    for line in report.text.split(whereSeparator: \.isNewline) {
      let text = String(line).withoutBlanks
      if text.hasPrefix("***") {
        section = text.filter { $0 != "*" }
        for prefix in ["Search for ", "List "] where section.hasPrefix(prefix) {
          section = String(section.dropFirst(prefix.count))
        }
        isListed = !section.hasPrefix("Firmware") && !section.contains("directory")
        continue
      }
      guard isListed, !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix("---") else { continue }
      // Behind a colon stands what was found in the file, which may be a secret.
      let path = text.hasPrefix("/") ? String(text.prefix { $0 != ":" }) : text
      out.add(
        Draft("firmware-\(section)", .info, "\(path) (\(section))", title: section, at: path),
        mergedBy: "\(section)|\(path)")
    }
  }
}
