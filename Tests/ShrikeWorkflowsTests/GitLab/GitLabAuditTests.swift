import ShrikeFormats
import ShrikeText
import Testing

@testable import ShrikeWorkflows

@Suite struct GitLabAuditTests {
  /// What the audit of a case finds is what its lines say, no more.
  @Test(arguments: GitLabAuditCases.all)
  func findsWhatTheLinesSay(_ pipeline: MarkedPipeline) throws {
    let report = GitLabPipelineAudit.findings(in: pipeline.bytes, file: ".gitlab-ci.yml")
    #expect(report.problem == nil)
    let lines = try #require(report.text)
    let found = report.findings.filter { $0.rule.id == pipeline.name }.map {
      "\(lines.frame($0.primary.range).line) \($0.rule.id)"
    }
    #expect(found.sorted() == pipeline.expected("# finds:").sorted())
  }

  @Test func everyRuleHasACase() {
    let covered = Set(GitLabAuditCases.all.map(\.name))
    #expect(GitLabPipelineAudit.rules.map(\.id).filter { !covered.contains($0) } == [])
  }

  @Test func everyRuleSaysWhatItIsAbout() {
    let rules = PipelineAudit.rules + GitLabPipelineAudit.rules
    #expect(rules.count >= 42)
    #expect(Set(rules.map(\.id)).count == rules.count)
    for rule in rules {
      #expect(!rule.title.isEmpty && !rule.why.isEmpty && !rule.instead.isEmpty, "\(rule.id)")
      #expect(!rule.cwe.isEmpty && !rule.risks.isEmpty, "\(rule.id)")
    }
  }

  @Test(arguments: [
    (".gitlab-ci.yml", true), ("a/.gitlab-ci.yml", true), ("ci/test.gitlab-ci.yml", true),
    (".gitlab/ci/test.yml", true), (".gitlab-ci/test.yaml", true),
    (".gitlab/agents/a/config.yaml", false), ("gitlab-ci.txt", false), ("ci/test.yml", false),
  ])
  func names(_ path: String, _ isOne: Bool) {
    #expect(GitLabPipelineAudit.mayRecognize(path: path) == isOne)
  }

  /// Whatever the bytes are, the reader comes back.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "", "- a", "a", "\u{0}", "a: {script: {}}", "a: {script: [[[[[[[[[[[[[[x]]]]]]]]]]]]]]}",
      "a: {extends: a}", "a: {extends: b}\nb: {extends: [a, a, c]}", "include: 5", "include: [[]]",
      "spec: {inputs: {}}\n---\na: {script: x}", "spec: {}\n---\n- a", "variables: [a]",
      "a: {script: !reference [.b, script]}", "a: {rules: [[[{if: x}]]], environment: {}}",
      "a: {rules: [{if: '((((($A'}], environment: production}", "a: &a {script: x}\nb: *a",
      "a: {id_tokens: {}, artifacts: 5, cache: [5], services: {}, image: []}", ": :",
      "a:\n  script: \"x\\u20AC $(echo $CI_COMMIT_MESSAGE\"",
    ])
  func comesBack(_ text: String) {
    let bytes = Array(text.utf8)
    for finding in GitLabPipelineAudit.findings(in: bytes, file: ".gitlab-ci.yml").findings {
      #expect(finding.primary.range.upper <= bytes.count)
    }
  }

  @Test(.timeLimit(.minutes(1))) func comesBackFromLength() {
    let long = String(repeating: "a", count: 200_000)
    let jobs = (0..<2_000).map { "j\($0): {extends: [j\($0 + 1), j\($0 + 2)], script: [x]}" }
    let scripts = (0..<2_000).map { "s\($0): {script: *x}" }
    for text in [
      jobs.joined(separator: "\n"), "x: &x [\"\(long)\"]\n" + scripts.joined(separator: "\n"),
      "a: {script: [\"\(String(repeating: "sudo ", count: 50_000))x\"]}",
      "a: {script: [\"\(String(repeating: "curl a|b;", count: 20_000))\"]}",
      "a: {environment: production, rules: [{if: '\(String(repeating: "$A && ", count: 50_000))$A'}]}",
    ] {
      _ = GitLabPipelineAudit.findings(in: Array(text.utf8), file: ".gitlab-ci.yml")
    }
  }

  @Test(
    arguments: [
      ("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", false, false),
      ("$CI_COMMIT_BRANCH", true, false),
      ("$CI_COMMIT_TAG", false, false),
      ("$CI_PIPELINE_SOURCE == \"merge_request_event\"", false, true),
      ("$CI_PIPELINE_SOURCE == 'push' && $CI_COMMIT_TAG == null", true, false),
      (
        "$CI_MERGE_REQUEST_IID || ($CI_COMMIT_BRANCH && $CI_COMMIT_REF_PROTECTED == \"false\")",
        true, true
      ),
      ("$CI_COMMIT_TAG =~ /^v[0-9]+$/i", false, false),
      ("$CI_COMMIT_BRANCH != \"main\"", true, true),
      ("$OTHER == \"a\"", nil, nil),
      ("$CI_COMMIT_TAG && $OTHER", false, false),
      ("$CI_COMMIT_BRANCH =~ /^release/", nil, false),
    ] as [(String, Bool?, Bool?)])
  func conditions(_ text: String, _ branch: Bool?, _ mergeRequest: Bool?) throws {
    let condition = try #require(GitLabCondition.parse(text))
    #expect(condition.holds(GitLabSituation.branch.known) == branch)
    #expect(condition.holds(GitLabSituation.mergeRequest.known) == mergeRequest)
  }

  @Test(arguments: ["", "$", "$A ==", "== $A", "($A", "$A $B", "'a", "a", "$A && ", "/a"])
  func conditionsThatAreNone(_ text: String) { #expect(GitLabCondition.parse(text) == nil) }
}
