import ShrikeFormats
import ShrikeModel

/// Checks of clusters and manifests: kube-hunter, kube-bench, KubeLinter, kubeaudit, Polaris, Popeye.
struct KubeHunterReader: ReportReader {
  let name = "kubehunter"
  let title = "kube-hunter"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("nodes", "services", "vulnerabilities"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["vulnerabilities"].isList else {
      throw ReportRefusal("it lists no weaknesses")
    }
    out.each(report.root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = Draft(
        item["vid"].word, Severity(word: item["severity"].word) ?? .info,
        item["description"].word, title: item["vulnerability"].word)
      draft.stated = item["severity"].word
      draft.link = item["avd_reference"].word
      let place = item["location"].text
      let port = place.split(separator: ":")
      draft.subject = .host(place.hostName, port: port.count == 2 ? "\(port[1])/tcp" : nil)
      draft.fact("evidence", item["evidence"].word)
      return draft
    }
  }
}

struct KubeBenchReader: ReportReader {
  let name = "kubebench"
  let title = "kube-bench"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    let first = root["Controls"].isList ? root["Controls"][0] : root.isList ? root[0] : root
    return .certain(first.has("node_type", "tests"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    for part in root["Controls"].isList ? root["Controls"].list : root.each {
      for group in part["tests"].list {
        for item in group["results"].list where item["status"].text.uppercased() == "FAIL" {
          var draft = Draft(
            item["test_number"].word, .medium, item["test_desc"].word, title: item["test_desc"].word
          )
          draft.stated = item["status"].word
          draft.remedy = item["remediation"].word
          draft.subject = .resource(part["node_type"].text)
          draft.fact("section", group["desc"].word)
          draft.fact("reason", item["reason"].word)
          out.add(draft)
        }
      }
    }
  }
}

struct KubeLinterReader: ReportReader {
  let name = "kubelinter"
  let title = "KubeLinter"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("Checks", "Reports", "Summary"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    out.toolVersion = report.root["Summary"]["KubeLinterVersion"].word
    out.each(report.root["Reports"].list, "Reports") { item, _ in
      let object = item["Object"]["K8sObject"]
      var draft = Draft(
        item["Check"].word, .medium, item["Diagnostic"]["Message"].word,
        at: item["Object"]["Metadata"]["FilePath"].word)
      draft.remedy = item["Remediation"].word
      draft.subject = .resource("\(object["GroupVersionKind"]["Kind"].text)/\(object["Name"].text)")
      return draft
    }
  }
}

struct KubeAuditReader: ReportReader {
  let name = "kubeaudit"
  let title = "kubeaudit"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.values.first?.has("AuditResultName", "level") == true)
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    for item in report.values where item.has("AuditResultName") {
      let level = item["level"].word
      var draft = Draft(
        item["AuditResultName"].word, Severity(word: level) ?? .info, item["msg"].word)
      draft.stated = level
      draft.subject = .resource("\(item["ResourceKind"].text)/\(item["ResourceName"].text)")
      draft.fact("namespace", item["ResourceNamespace"].word)
      draft.fact("container", item["Container"].word)
      out.add(draft)
    }
  }
}

struct PolarisReader: ReportReader {
  let name = "polaris"
  let title = "Polaris"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root.has("PolarisOutputVersion"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let source = report.root["SourceType"].text == "Path" ? report.root["SourceName"].word : nil
    for resource in report.root["Results"].list {
      let name = "\(resource["Kind"].text)/\(resource["Name"].text)"
      let pod = resource["PodResult"]
      let checks =
        resource["Results"].entries + pod["Results"].entries
        + pod["ContainerResults"].list.flatMap { $0["Results"].entries }
      for (id, item) in checks where item["Success"].bool != true {
        let level = item["Severity"].text
        guard level != "ignore" else { continue }
        var draft = Draft(
          id, level == "danger" ? .high : .medium, item["Message"].word, at: source)
        draft.stated = level
        draft.subject = .resource(name)
        draft.fact("category", item["Category"].word)
        out.add(draft)
      }
    }
  }
}

struct PopeyeReader: ReportReader {
  let name = "popeye"
  let title = "Popeye"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["popeye"].has("score"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root["popeye"]
    for part in root.first("sanitizers", "sections").list {
      for (resource, issues) in part["issues"].entries {
        for item in issues.list {
          let level = item["level"].int ?? 0
          guard level > 0 else { continue }
          // `[POP-106] No resources …` begins with its rule.
          let message = item["message"].text
          let rule =
            message.hasPrefix("[") ? String(message.dropFirst().prefix { $0 != "]" }) : message
          var draft = Draft(
            rule, level == 3 ? .high : level == 2 ? .low : .info, message)
          draft.stated = ["", "info", "warning", "error"][min(max(level, 0), 3)]
          draft.subject = .resource("\(part.word("sanitizer", "linter") ?? "")/\(resource)")
          out.add(draft)
        }
      }
    }
  }
}
