import ShrikeExchange
import ShrikeText
import Testing

@Suite struct SarifValidatorTests {
  /// A log with one run: its own properties, those of its driver, its results.
  static func log(
    _ run: String = "", driver: String = #""name":"T""#, results: String = ""
  ) -> [UInt8] {
    Array(
      """
      {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{
      "tool":{"driver":{\(driver)}}\(run.isEmpty ? "" : ",")\(run),
      "results":[\(results)]}]}
      """.utf8)
  }

  static func result(_ more: String, message: String = #"{"text":"m"}"#) -> String {
    #"{"ruleId":"A1","message":"# + message + (more.isEmpty ? "" : ",") + more + "}"
  }

  static func at(_ physical: String) -> String {
    result(#""locations":[{"physicalLocation":{"# + physical + "}}]")
  }

  struct Row: CustomTestStringConvertible {
    let rule: String
    let log: [UInt8]
    let paths: [String]
    var testDescription: String { "\(rule) \(paths)" }

    init(_ rule: String, _ log: [UInt8], _ paths: [String]) {
      self.rule = rule
      self.log = log
      self.paths = paths
    }
  }

  static let here = "runs[0].results[0]"
  static let file = #""artifactLocation":{"uri":"a.c"}"#

  static let rows: [Row] = [
    // Correctness.
    Row(
      "SARIF1001",
      log(
        driver: #"""
          "name":"T","rules":[{"id":"A1","name":"a1"},{"id":"A2","name":"Other"},{"id":"A3"}]
          """#),
      ["runs[0].tool.driver.rules[0]"]),
    Row(
      "SARIF1002", log(results: at(#""artifactLocation":{"uri":"a b.c"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.uri"]),
    Row(
      "SARIF1002", log(results: at(#""artifactLocation":{"uri":"file:///a/../b.c"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.uri"]),
    Row("SARIF1002", log(results: at(#""artifactLocation":{"uri":"file:/c:/a%20b.c"}"#)), []),
    Row(
      "SARIF1004", log(#""originalUriBaseIds":{"R":{"uri":"src"}}"#),
      ["runs[0].originalUriBaseIds.R", "runs[0].originalUriBaseIds.R"]),
    Row(
      "SARIF1004", log(results: at(#""artifactLocation":{"uri":"file:///a","uriBaseId":"R"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation"]),
    Row("SARIF1004", log(#""originalUriBaseIds":{"R":{"uri":"file:///c:/src/"}}"#), []),
    Row(
      "SARIF1005", log(results: result(#""workItemUris":["issues/1","https://x.example/1"]"#)),
      ["\(here).workItemUris[0]"]),
    Row(
      "SARIF1006",
      log(
        #"""
        "invocations":[{"executionSuccessful":true,
        "startTimeUtc":"2026-01-02T00:00:00+02:00","endTimeUtc":"2026-01-01T22:00:01Z"},
        {"executionSuccessful":true,
        "startTimeUtc":"2026-01-01T10:00:00.5Z","endTimeUtc":"2026-01-01T10:00:00.25Z"}]
        """#), ["runs[0].invocations[1].endTimeUtc"]),
    Row(
      "SARIF1007", log(results: at("\(file),\"region\":{\"startLine\":3,\"endLine\":2}")),
      ["\(here).locations[0].physicalLocation.region.endLine"]),
    Row("SARIF1007", log(results: at("\(file),\"region\":{\"charOffset\":0}")), []),
    Row(
      "SARIF1008",
      log(results: at("\(file),\"region\":{\"startLine\":3},\"contextRegion\":{\"startLine\":3}")),
      ["\(here).locations[0].physicalLocation"]),
    Row(
      "SARIF1008",
      log(
        results: at(
          "\(file),\"region\":{\"startLine\":3},\"contextRegion\":{\"startLine\":2,\"endLine\":4}")),
      []),
    // References.
    Row("SARIF1009", log(results: result(#""ruleIndex":0"#)), [here]),
    Row(
      "SARIF1009",
      log(driver: #""name":"T","rules":[{"id":"A1"}]"#, results: result(#""ruleIndex":0"#)), []),
    Row("SARIF1010", log(results: #"{"message":{"text":"m"}}"#), [here]),
    Row("SARIF1010", log(results: result(#""rule":{"id":"A2"}"#)), [here]),
    Row("SARIF1011", log(), []),
    Row(
      "SARIF1011",
      Array(#"{"$schema":"https://x.example/2.1.0-rtm.5","version":"2.1.0","runs":[]}"#.utf8),
      ["$schema"]),
    Row(
      "SARIF1012",
      log(
        driver: #"""
          "name":"T","rules":[{"id":"A1","messageStrings":{"one":{"text":"{0} and {1}"}}}]
          """#,
        results: [
          result("", message: #"{"id":"one","arguments":["a"]}"#),
          result("", message: #"{"id":"one","arguments":["a","b"]}"#),
          result("", message: #"{"id":"two"}"#),
        ].joined(separator: ",")), [here, "runs[0].results[2]"]),
    Row(
      "SARIF1013",
      log(
        results: [
          at(#""artifactLocation":{"uri":"sarif:/runs/0/results/0"}"#),
          at(#""artifactLocation":{"uri":"sarif:/runs/1"}"#),
        ].joined(separator: ",")),
      ["runs[0].results[1].locations[0].physicalLocation.artifactLocation"]),
    // Advice.
    Row(
      "SARIF2001",
      log(
        driver:
          #""name":"T","rules":[{"id":"A1","messageStrings":{"a":{"text":"No"},"b":{"text":"Yes."}}}]"#
      ),
      ["runs[0].tool.driver.rules[0].messageStrings.a.text"]),
    Row("SARIF2002", log(results: result("")), ["\(here).message"]),
    Row("SARIF2003", log(), ["runs[0]"]),
    Row(
      "SARIF2004", log(results: at(#""artifactLocation":{"uri":"a.c","index":-1}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.index"]),
    Row(
      "SARIF2004", log(driver: #""name":"T","rules":[{"id":"A1"}]"#), ["runs[0].tool.driver.rules"]),
    Row("SARIF2005", log(), ["runs[0].tool.driver", "runs[0].tool.driver"]),
    Row(
      "SARIF2005",
      log(
        driver: #""name":"One of four words","version":"v1","informationUri":"https://x.example""#),
      ["runs[0].tool.driver.name", "runs[0].tool.driver.version"]),
    Row("SARIF2006", log(results: result(#""workItemUris":["https://x.org/1"]"#)), []),
    Row(
      "SARIF2007",
      log(
        #"""
        "versionControlProvenance":[{"repositoryUri":"https://x.example/r","mappedTo":{"uriBaseId":"R"}}]
        """#, results: at(file)), ["\(here).locations[0].physicalLocation.artifactLocation"]),
    Row("SARIF2008", Array(#"{"version":"2.1.0","runs":[]}"#.utf8), [""]),
    Row(
      "SARIF2009",
      log(driver: #""name":"T","rules":[{"id":"AB12"},{"id":"ab12"},{"id":"AB12/x"}]"#),
      ["runs[0].tool.driver.rules[1].id", "runs[0].tool.driver.rules[2].id"]),
    Row(
      "SARIF2010", log(results: at("\(file),\"region\":{\"startLine\":3}")),
      ["\(here).locations[0].physicalLocation.region"]),
    Row(
      "SARIF2010",
      log(
        #""artifacts":[{"location":{"uri":"a.c"},"contents":{"text":"x"}}]"#,
        results: at("\(file),\"region\":{\"startLine\":3}")), []),
    Row(
      "SARIF2011", log(results: at("\(file),\"region\":{\"startLine\":3}")),
      ["\(here).locations[0].physicalLocation"]),
    Row(
      "SARIF2012",
      log(
        driver: #"""
          "name":"T","rules":[{"id":"A2","name":"GoodName","helpUri":"https://x.example"},
          {"id":"A3","name":"bad name"}]
          """#, results: result("")),
      [
        "runs[0].tool.driver.rules", "runs[0].tool.driver.rules[1]",
        "runs[0].tool.driver.rules[1].name",
      ]),
    Row("SARIF2013", log(#""artifacts":[{"location":{"uri":"a.c"}}]"#), ["runs[0]"]),
    Row(
      "SARIF2014",
      log(driver: #""name":"T","rules":[{"id":"A1","messageStrings":{"a":{"text":"No."}}}]"#),
      ["runs[0].tool.driver.rules[0].messageStrings.a.text"]),
    Row(
      "SARIF2015",
      log(
        driver: #"""
          "name":"T","rules":[{"id":"A1","messageStrings":{"a":{"text":"{0} is '{1}'."},"b":{"text":"'{0}'."}}}]
          """#), ["runs[0].tool.driver.rules[0].messageStrings.a.text"]),
    Row(
      "SARIF2016", log(results: at(#""artifactLocation":{"uri":"C:\\src\\a.c"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.uri"]),
    Row("SARIF2017", log(results: at(file)), ["\(here).locations[0].physicalLocation"]),
    // GitHub.
    Row("GH1001", log(results: result("")), [here]),
    Row(
      "GH1001", log(results: at(#""artifactLocation":{"index":0}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation"]),
    Row(
      "GH1002",
      log(results: result(#""codeFlows":[{"threadFlows":[{"locations":[{"index":0},{}]}]}]"#)),
      ["\(here).codeFlows[0].threadFlows[0].locations[0].index"]),
    Row(
      "GH1003", log(results: at("\(file),\"region\":{\"charOffset\":3}")),
      ["\(here).locations[0].physicalLocation.region"]),
    Row(
      "GH1004",
      log(results: Array(repeating: result(""), count: 1_001).joined(separator: ",")),
      ["runs[0].results"]),
    Row(
      "GH1005", log(results: at(#""artifactLocation":{"uri":"https://x.example/a"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.uri"]),
    Row(
      "GH1006", log(results: at(#""artifactLocation":{"uri":"file:///src/a"}"#)),
      ["\(here).locations[0].physicalLocation.artifactLocation.uri"]),
    Row(
      "GH1006",
      log(
        #""invocations":[{"executionSuccessful":true,"workingDirectory":{"uri":"file:///src"}}]"#,
        results: at(#""artifactLocation":{"uri":"file:///src/a"}"#)), []),
    Row("GH1007", log(results: result("", message: #"{"id":"a"}"#)), ["\(here).message"]),
    Row(
      "GH1013",
      Array(
        (#"{"version":"2.1.0","runs":["#
          + Array(repeating: #"{"tool":{"driver":{"name":"T"}}}"#, count: 21)
          .joined(separator: ",") + "]}").utf8), ["", ""]),
    Row("GH1015", log(results: result("")), [here]),
    Row("GH1016", log(results: result(#""locations":[{}]"#)), ["\(here).locations[0]"]),
    Row("GH1017", log(results: at(file)), ["\(here).locations[0].physicalLocation"]),
    Row("GH1018", log(), ["runs[0].tool.driver"]),
    // The schema.
    Row("JSON1001", log(results: #"{"message":{"text":1}}"#), ["\(here).message.text"]),
    Row("JSON1002", log(results: "{}"), [here]),
    Row(
      "JSON1003", log(results: result(#""codeFlows":[{"threadFlows":[]}]"#)),
      ["\(here).codeFlows[0].threadFlows"]),
    Row("JSON1005", log(results: result(#""colour":1"#)), ["\(here).colour"]),
    Row("JSON1006", log(results: result(#""rank":101"#)), ["\(here).rank"]),
    Row("JSON1008", log(results: result(#""occurrenceCount":0"#)), ["\(here).occurrenceCount"]),
    Row("JSON1015", log(results: result(#""guid":"12""#)), ["\(here).guid"]),
    Row("JSON1017", log(results: #"{"message":{}}"#), ["\(here).message"]),
    Row(
      "JSON1018", log(results: result(#""graphTraversals":[{}]"#)), ["\(here).graphTraversals[0]"]),
    Row("JSON1019", log(results: result(#""level":"fatal""#)), ["\(here).level"]),
    Row(
      "JSON1020", log(results: result(#""fixes":[{"artifactChanges":[]},{"artifactChanges":[]}]"#)),
      ["\(here).fixes"]),
  ]

  @Test(arguments: rows) func finds(_ row: Row) {
    let problems = SarifValidator(rules: [row.rule]).validate(row.log)
    #expect(problems.filter { $0.rule == row.rule }.map(\.path).sorted() == row.paths.sorted())
    // A log of these is sound but for what the row is about.
    if !row.rule.hasPrefix("JSON") { #expect(problems.allSatisfy { $0.rule == row.rule }) }
  }

  @Test func everyRuleTellsWhyAndIsTested() {
    let ids = SarifValidator.allRules.map(\.id)
    #expect(Set(ids).count == ids.count)
    let tested = Set(Self.rows.map(\.rule))
    for rule in SarifValidator.allRules {
      #expect(rule.title.hasSuffix(".") && rule.help.count > 20, "\(rule.id)")
      #expect(tested.contains(rule.id) || rule.id == "GH1011" || rule.id == "GH1014", "\(rule.id)")
    }
  }

  @Test func placesAreLinesAndColumns() {
    let text = "{\n  \"version\": \"2.1.0\",\n  \"runs\": 1\n}"
    let problems = SarifValidator().validate(Array(text.utf8))
    #expect(problems.map(\.rule) == ["JSON1001"])
    #expect(problems.first?.position == SourcePosition(line: 3, column: 11))
    #expect(problems.first?.path == "runs")
  }

  @Test func whoAsksForReachableAddressesGetsThem() {
    let log = Self.log(
      results: Self.result(
        #""workItemUris":["https://x.org/1","https://y.org/2","https://a.example/3"]"#))
    var validator = SarifValidator(rules: ["SARIF2006"])
    validator.options.isReachable = { $0.contains("y.org") }
    #expect(validator.validate(log).map(\.path) == ["\(Self.here).workItemUris[0]"])
  }

  @Test(arguments: [
    "", "{", "[]", "1", "null", "\"\"", "{}", #"{"runs":[1,null,[]]}"#, #"{"version":2}"#,
    String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 1_000),
    #"{"version":"2.1.0","runs":[{"tool":null,"results":[null]}]}"#,
    #"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"\ud800"}},"results":null}]}"#,
    "{\"version\":\"2.1.0\",\"runs\":null}", "\u{FEFF}{}",
  ])
  func anyText(_ text: String) {
    let validator = SarifValidator(
      rules: SarifValidator.standardRules.union(SarifValidator.gitHubRules))
    let problems = validator.validate(Array(text.utf8))
    #expect(!problems.isEmpty || text.contains(#""runs":null"#))
    #expect(problems.count <= SarifValidator.problemLimit)
  }

  /// Every value of a log replaced by something else: an answer, whatever it is.
  @Test func anyValueInAnyPlace() {
    let log = Self.log(
      #""originalUriBaseIds":{"R":{"uri":"R","uriBaseId":"R"}},"artifacts":[{"location":{"uri":"a"}}]"#,
      driver: #""name":"T","rules":[{"id":"A1","messageStrings":{"m":{"text":"{9999999999}"}}}]"#,
      results: Self.at(
        #""artifactLocation":{"uri":"b","uriBaseId":"R","index":0},"region":{"startLine":1}"#))
    let validator = SarifValidator(
      rules: SarifValidator.standardRules.union(SarifValidator.gitHubRules))
    let text = String(decoding: log, as: UTF8.self)
    for value in ["null", "[]", "{}", "-1", "9223372036854775807", "\"\"", "true", "1e999"] {
      for (index, character) in text.enumerated() where character == ":" {
        let start = text.index(text.startIndex, offsetBy: index + 1)
        let rest = text[start...]
        guard let end = rest.firstIndex(where: { ",}]".contains($0) }) else { continue }
        _ = validator.validate(Array((text[..<start] + value + text[end...]).utf8))
      }
    }
  }

  @Test func columnsCountCodePointsOnOneLongLine() {
    let results = Array(repeating: #"{"message":{"text":"🦊é"},"x":1}"#, count: 3)
    let log = Array(#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":["#.utf8)
    let problems = SarifValidator(rules: []).validate(
      log + Array(results.joined(separator: ",").utf8) + Array("]}]}".utf8))
    let first = log.count + 26
    #expect(problems.map(\.rule) == ["JSON1005", "JSON1005", "JSON1005"])
    #expect(problems.map(\.position.column) == [first, first + 32, first + 64])
  }

  @Test func problemsAreBounded() {
    let log = Self.log(results: Array(repeating: "{}", count: 20_000).joined(separator: ","))
    #expect(SarifValidator().validate(log).count == SarifValidator.problemLimit)
  }
}
