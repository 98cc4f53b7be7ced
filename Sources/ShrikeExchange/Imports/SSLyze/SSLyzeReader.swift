import ShrikeFormats
import ShrikeModel

/// SSLyze: XML of version 1, and the JSON of later versions.
struct SSLyzeReader: ReportReader {
  let name = "sslyze"
  let title = "SSLyze"

  func recognize(_ report: ReportContent) -> Recognition {
    if report.xml.name == "document", report.xml.attribute("SSLyzeVersion") != nil {
      return .certain
    }
    return .certain(report.root.has("sslyze_version", "server_scan_results"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.xml.exists else { return readJSON(report.root, into: &out) }
    out.toolVersion = report.xml.attribute("SSLyzeVersion")
    for target in report.xml["results"].all("target") {
      let host = target.attribute("host") ?? ""
      let port = target.attribute("port").map { "\($0)/tcp" }
      if target["heartbleed"]["openSslHeartbleed"].attribute("isVulnerable") == "True" {
        out.add(draft("heartbleed", .critical, "Heartbleed (CVE-2014-0160)", host, port))
      }
      for check in target.children
      where check.name.hasPrefix("sslv") || check.name.hasPrefix("tlsv") {
        let accepted = check["acceptedCipherSuites"].all("cipherSuite")
          .compactMap { $0.attribute("name") }
        let weak = accepted.filter { !Self.isStrong($0) }
        if check.name.hasPrefix("sslv"), check.attribute("isProtocolSupported") == "True" {
          out.add(draft("\(check.name)-offered", .medium, "\(check.name) is offered", host, port))
        } else if !weak.isEmpty {
          var made = draft(
            "\(check.name)-weak-ciphers", .info, "\(check.name) with weak ciphers", host, port)
          made.properties["ciphers"] = .list(weak)
          out.add(made)
        }
      }
    }
  }

  private func draft(
    _ rule: String, _ severity: Severity, _ message: String, _ host: String, _ port: String?
  ) -> Draft {
    var draft = Draft(rule, severity, message)
    draft.subject = .host(host, port: port)
    for id in CVE.ids(in: message) { draft.add(id: id) }
    return draft
  }

  /// Forward secrecy and an authenticated cipher.
  private static func isStrong(_ cipher: String) -> Bool {
    let isAuthenticated =
      cipher.contains("GCM") || cipher.contains("CHACHA20") || cipher.contains("CCM")
    let isEphemeral =
      cipher.contains("ECDHE") || cipher.contains("DHE") || cipher.hasPrefix("TLS_AES")
      || cipher.hasPrefix("TLS_CHACHA20")
    return isAuthenticated && isEphemeral
  }

  private func readJSON(_ root: ReportPart, into out: inout ReportCollector) {
    out.toolVersion = root["sslyze_version"].word
    for server in root["server_scan_results"].list {
      let location =
        server["server_location"].exists
        ? server["server_location"] : server["server_info"]["server_location"]
      let host = location["hostname"].text
      let port = location["port"].word.map { "\($0)/tcp" }
      let commands =
        server["scan_commands_results"].exists
        ? server["scan_commands_results"] : server["scan_result"]
      func result(_ name: String) -> ReportPart {
        commands[name]["result"].exists ? commands[name]["result"] : commands[name]
      }
      if result("heartbleed")["is_vulnerable_to_heartbleed"].bool == true {
        out.add(draft("heartbleed", .critical, "Heartbleed (CVE-2014-0160)", host, port))
      }
      if result("openssl_ccs_injection")["is_vulnerable_to_ccs_injection"].bool == true {
        out.add(draft("ccs-injection", .critical, "CCS injection (CVE-2014-0224)", host, port))
      }
      if result("session_renegotiation")["is_vulnerable_to_client_renegotiation_dos"].bool == true
        || result("session_renegotiation")["accepts_client_renegotiation"].bool == true
      {
        out.add(
          draft("renegotiation", .medium, "Clients may renegotiate (CVE-2011-1473)", host, port))
      }
      if result("tls_compression")["supports_compression"].bool == true {
        out.add(
          draft("compression", .medium, "TLS compression is offered (CVE-2012-4929)", host, port))
      }
      for version in ["ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1", "tls_1_2", "tls_1_3"] {
        let suites = result("\(version)_cipher_suites")["accepted_cipher_suites"].list
        guard !suites.isEmpty else { continue }
        let isOld = !["tls_1_2", "tls_1_3"].contains(version)
        if isOld {
          out.add(draft("\(version)-offered", .medium, "\(version) is offered", host, port))
          continue
        }
        let weak = suites.compactMap { $0["cipher_suite"]["name"].word }.filter {
          !Self.isStrong($0)
        }
        guard !weak.isEmpty else { continue }
        var made = draft(
          "\(version)-weak-ciphers", .medium, "\(version) with weak ciphers", host, port)
        made.properties["ciphers"] = .list(weak)
        out.add(made)
      }
    }
  }
}
