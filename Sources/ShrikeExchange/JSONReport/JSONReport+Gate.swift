import ShrikeFormats
public import ShrikeModel
public import ShrikeText

/// The facts and the answer of the gate, as reports keep them: a saved report can be asked again.
extension JSONReport {
  func gate(_ facts: GateFacts, startedAt: String, _ json: inout JSONWriter) {
    json.object("gate") { json in
      json.array("failOn", facts.failOn) { json, least in
        if let least { json.string(least.rawValue) } else { json.null() }
      }
      json.field("required", facts.required)
      json.object("settings") { settings(facts.settings, &$0) }
    }
    json.key("diff")
    if let diff = facts.diff { self.diff(diff, &json) } else { json.null() }
    json.array("waivers", facts.waivers) { record($1, &$0) }
    json.array("assets", facts.assets) { json, row in
      json.object {
        $0.field("folder", row.folder)
        $0.field("path", ifAny: row.path)
        asset(row.asset, &$0)
      }
    }
    json.object("time") {
      $0.field("rfc3339", startedAt)
      $0.field("ns", Int(facts.now))
    }
  }

  private func settings(_ settings: GateSettings, _ json: inout JSONWriter) {
    json.field("newOnly", settings.newOnly)
    json.field("secrets", settings.secrets.rawValue)
    json.field("knownExploited", settings.knownExploited.rawValue)
    json.field("coverage", settings.coverage.rawValue)
    json.field("undecidable", settings.undecidable.rawValue)
    json.object("severityByEnvironment") { json in
      for (name, least) in settings.severityByEnvironment.sorted(by: { $0.key < $1.key }) {
        json.field(name, least?.rawValue ?? "never")
      }
    }
  }

  private func diff(_ diff: BaselineDiff, _ json: inout JSONWriter) {
    json.object {
      $0.field("files", diff.files)
      $0.field("new", diff.new)
      $0.field("known", diff.known)
      $0.key("gone")
      guard let gone = diff.gone else { return $0.null() }
      $0.array { json in
        for entry in gone {
          json.object {
            $0.field("rule", entry.rule)
            $0.field("identity", entry.identity)
            $0.field("path", entry.path)
          }
        }
      }
    }
  }

  private func record(_ record: WaiverRecord, _ json: inout JSONWriter) {
    json.object { json in
      json.field("rule", ifAny: record.subject.rule)
      json.field("path", ifAny: record.subject.path)
      json.field("identity", ifAny: record.subject.identity)
      json.field("purl", ifAny: record.subject.purl)
      json.field("cwe", ifAny: record.subject.cwe)
      json.field("owner", record.owner)
      json.field("reason", record.reason)
      json.field("ticket", ifAny: record.ticket)
      json.field("until", record.until)
      json.field("daysLeft", record.daysLeft)
      json.field("origin", record.origin)
      json.field("state", record.state.rawValue)
      json.field("broad", record.isBroad)
      json.field("findings", record.findings)
    }
  }

  /// The facts of an asset, into an object that is open.
  func asset(_ asset: Asset, _ json: inout JSONWriter) {
    json.field("environment", ifAny: asset.environment)
    json.field("criticality", ifAny: asset.criticality?.rawValue)
    json.field("internetFacing", ifAny: asset.isInternetFacing)
    json.field("owner", ifAny: asset.owner)
    if !asset.labels.isEmpty {
      json.object("labels") { json in
        for (name, value) in asset.labels.sorted(by: { $0.key < $1.key }) {
          json.field(name, value)
        }
      }
    }
  }

  func policies(_ policies: [PolicyAnswer], _ json: inout JSONWriter) {
    json.array("policies", policies) { json, policy in
      json.object { json in
        json.field("id", policy.id)
        json.field("title", policy.title)
        json.field("file", policy.file)
        json.field("applies", policy.applies)
        json.field("result", policy.verdict.id)
        let parts = [
          ("fails", policy.fails), ("undecided", policy.undecided), ("warnings", policy.warnings),
          ("notes", policy.notes),
        ]
        for (name, reasons) in parts where !reasons.isEmpty {
          json.array(name, reasons) { reason($1, &$0) }
        }
      }
    }
  }

  private func reason(_ reason: PolicyAnswer.Reason, _ json: inout JSONWriter) {
    json.object { json in
      json.field("message", reason.message)
      for (name, numbers) in [("findings", reason.findings), ("suppressed", reason.suppressed)]
      where !numbers.isEmpty {
        json.array(name, numbers) { $0.integer($1) }
      }
    }
  }

  /// How waivers stand, for `shrike waivers list`.
  public func write(
    _ waivers: [WaiverRecord], to out: inout some ByteSink
  ) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.array("waivers", waivers) { record($1, &$0) }
    json.endObject()
    try json.finish(to: &out)
  }

  /// The answer alone, for `shrike gate`.
  public func write(
    _ verdict: Verdict, _ policies: [PolicyAnswer], to out: inout some ByteSink
  ) throws(EngineError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.object("verdict") { self.verdict(verdict, &$0) }
    self.policies(policies, &json)
    json.endObject()
    try json.finish(to: &out)
  }

  func verdict(_ verdict: Verdict, _ json: inout JSONWriter) {
    json.field("result", verdict.id)
    json.field("reasons", verdict.reasons)
  }
}
