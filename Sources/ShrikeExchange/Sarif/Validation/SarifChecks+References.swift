import ShrikeFormats

extension SarifChecks {
  /// What must lead somewhere within the log.
  static let references: [SarifRule] = [
    SarifRule(
      "SARIF1009", "IndexPropertiesMustBeConsistentWithArrays", .error,
      "An index points at an element that is there.",
      help: """
        An index refers to an array of the run; the array must be there and long enough. -1 means that \
        there is no reference.
        """,
      indexed([
        ("address", "index", "addresses"), ("address", "parentIndex", "addresses"),
        ("artifact", "parentIndex", "artifacts"), ("artifactLocation", "index", "artifacts"),
        ("graphTraversal", "runGraphIndex", "graphs"),
        ("logicalLocation", "index", "logicalLocations"),
        ("logicalLocation", "parentIndex", "logicalLocations"),
        ("resultProvenance", "invocationIndex", "invocations"),
        ("threadFlowLocation", "index", "threadFlowLocations"),
        ("webRequest", "index", "webRequests"), ("webResponse", "index", "webResponses"),
      ]) + ofResults),
    SarifRule(
      "SARIF1010", "RuleIdMustBeConsistent", .error, "A result names its rule, and names one.",
      help: "Give `ruleId` or `rule.id`; where both are given, they are the same.",
      [
        (
          "result",
          { result, sink in
            let own = result.text("ruleId")
            let referred = result["rule"]?.value("id")?.string
            guard own != nil || referred != nil else {
              return sink.say("the result has neither 'ruleId' nor 'rule.id'", at: result.node)
            }
            if let own, let referred, own != referred {
              sink.say(
                "'ruleId' is '\(own)', but 'rule.id' is '\(referred)'", at: result.node)
            }
          }
        )
      ]),
    SarifRule(
      "SARIF1011", "ReferenceFinalSchema", .error, "'$schema' is the final schema of SARIF 2.1.0.",
      help: """
        The address ends with `2.1.0` or `2.1.0.json`. Drafts such as `2.1.0-rtm.5` differ from the \
        standard.
        """,
      [("sarifLog", { log, sink in checkSchema(log.node, &sink) })]),
    SarifRule(
      "SARIF1012", "MessageArgumentsMustBeConsistentWithRule", .error,
      "A message by id is one of its rule's, with all its arguments.",
      help: """
        The rule's `messageStrings` must have the id, and `arguments` an element for each `{n}` in the \
        text.
        """,
      [
        (
          "result",
          { result, sink in
            guard let message = result["message"], let id = message.value("id")?.string, !id.isEmpty
            else { return }
            let rule = result.run?.rule(of: result.node)
            let name = result.run?.resolvedRuleID(of: result.node) ?? ""
            guard let text = rule?.value("messageStrings")?.value(id) else {
              return sink.say("the rule '\(name)' has no message '\(id)'", at: result.node)
            }
            let wanted = SarifText.placeholders(text.value("text")?.string ?? "")
            let needed = (wanted.map(\.number).max() ?? -1) + 1
            let given = message.value("arguments")?.count ?? 0
            if needed > given {
              sink.say(
                "the message '\(id)' of the rule '\(name)' wants \(needed) arguments, not \(given)",
                at: result.node)
            }
          }
        )
      ]),
    SarifRule(
      "SARIF1013", "SarifReferencesMustResolve", .error,
      "An address 'sarif:' points at something in the log.",
      help: "Behind `sarif:` stands a JSON pointer (RFC 6901) from the top of the log.",
      [
        (
          "artifactLocation",
          { location, sink in
            guard let text = location.text("uri"), text.hasPrefix("sarif:") else { return }
            if !resolves(text.dropFirst("sarif:".count), in: location.log) {
              sink.say("'\(text)' leads nowhere in this log", at: location.node)
            }
          }
        )
      ]),
  ]

  private static let ofResults: [Check] = [
    (
      "graphTraversal",
      { traversal, sink in
        checkIndex(traversal.node, "resultGraphIndex", traversal.result?.value("graphs"), &sink)
      }
    ),
    (
      "result",
      { result, sink in checkIndex(result.node, "ruleIndex", result.run?.rules, &sink) }
    ),
  ]

  private static func indexed(_ list: [(object: String, name: String, array: String)]) -> [Check] {
    list.map { type, name, array -> Check in
      (
        type,
        { object, sink in checkIndex(object.node, name, object.run?.node.value(array), &sink) }
      )
    }
  }

  private static func checkIndex(
    _ object: Node, _ name: String, _ array: Node?, _ sink: inout SarifSink
  ) {
    guard let index = object.value(name)?.int, index != -1 else { return }
    guard let array else {
      return sink.say("'\(name)' is \(index), but the array is not there", at: object)
    }
    if index < 0 || index >= array.count {
      sink.say("'\(name)' is \(index), but the array has \(array.count) elements", at: object)
    }
  }

  static func checkSchema(_ log: Node, _ sink: inout SarifSink) {
    guard let node = log.value("$schema"), let schema = node.string else { return }
    if !schema.hasSuffix("2.1.0"), !schema.hasSuffix("2.1.0.json") {
      sink.say("'\(schema)' is not the final schema of SARIF 2.1.0", at: node, "$schema")
    }
  }

  private static func resolves(_ pointer: Substring, in root: Node) -> Bool {
    guard pointer.isEmpty || pointer.hasPrefix("/") else { return false }
    var node = root
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = token.replacing("~1", with: "/").replacing("~0", with: "~")
      let next: Node? =
        node.isSequence
        ? Int(name).flatMap { "\($0)" == name ? node[$0] : nil } : node[String(name)]
      guard let next else { return false }
      node = next
    }
    return true
  }
}
