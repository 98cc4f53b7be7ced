import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeWorkflows

/// What a fix makes of a file, and that the finding is gone after it.
@Suite struct FixTests {
  struct Row: CustomTestStringConvertible {
    let rule: String
    let before: String
    let after: String
    var testDescription: String { rule }
  }

  private static let head = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n"

  static let gitHub: [Row] = [
    Row(
      rule: "persisted-checkout-token",
      before: head + "      - uses: actions/checkout@v4 # why\n      - run: make",
      after: head
        + "      - uses: actions/checkout@v4 # why\n        with:\n"
        + "          persist-credentials: false\n      - run: make"),
    Row(
      rule: "persisted-checkout-token",
      before: head + "      - uses: actions/checkout@v4\n        with:\n          ref: a",
      after: head
        + "      - uses: actions/checkout@v4\n        with:\n"
        + "          persist-credentials: false\n          ref: a"),
    Row(
      rule: "broad-token-permissions",
      before: "on: push\njobs:\n  a: { runs-on: x, permissions: {} }",
      after:
        "on: push\npermissions:\n  contents: read\n\njobs:\n  a: { runs-on: x, permissions: {} }"),
    Row(
      rule: "runner-commands-from-output",
      before: head + "      - run: make\n        env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }",
      after: head + "      - run: make\n        env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: false }"),
    Row(
      rule: "expression-in-script",
      before: head + "      - run: echo ${{ github.event.issue.title }}",
      after: head
        + "      - env:\n          TITLE: ${{ github.event.issue.title }}\n"
        + "        run: echo \"${TITLE}\""),
    Row(
      rule: "expression-in-script",
      before: head
        + "      - name: b\n        env:\n          C: d\n        run: |\n"
        + "          x=\"a ${{ github.head_ref }}\"\n",
      after: head
        + "      - name: b\n        env:\n          HEAD_REF: ${{ github.head_ref }}\n"
        + "          C: d\n        run: |\n          x=\"a ${HEAD_REF}\"\n"),
    Row(
      rule: "foreign-variable-as-code",
      before: head
        + "      - run: git tag -m $T v1\n        env: { T: \"${{ github.event.issue.title }}\" }",
      after: head
        + "      - run: git tag -m \"$T\" v1\n        env: { T: \"${{ github.event.issue.title }}\" }"
    ),
    Row(
      rule: "ignored-security-step",
      before: head + "      - run: semgrep scan\n        continue-on-error: true",
      after: head + "      - run: semgrep scan\n        continue-on-error: false"),
  ]

  static let gitLab: [Row] = [
    Row(
      rule: "gitlab-script-injection",
      before: "a:\n  script:\n    - git tag -m $CI_COMMIT_TITLE v1",
      after: "a:\n  script:\n    - git tag -m \"$CI_COMMIT_TITLE\" v1"),
    Row(
      rule: "gitlab-ignored-security-job",
      before: "sast:\n  script: [x]\n  allow_failure: true",
      after: "sast:\n  script: [x]\n  allow_failure: false"),
    Row(
      rule: "gitlab-debug-trace", before: "variables: { CI_DEBUG_TRACE: 'true' }",
      after: "variables: { CI_DEBUG_TRACE: \"false\" }"),
    Row(
      rule: "gitlab-shared-cache", before: "a: { script: [x], cache: { key: b, unprotect: true } }",
      after: "a: { script: [x], cache: { key: b, unprotect: false } }"),
  ]

  private func check(_ row: Row, _ findings: ([UInt8]) -> [PipelineFinding]) throws {
    let bytes = Array(row.before.utf8)
    let before = findings(bytes)
    let finding = try #require(before.first { $0.rule.id == row.rule && $0.fix != nil })
    let fixed = try #require(finding.fix?.applied(to: bytes))
    #expect(String(decoding: fixed, as: UTF8.self) == row.after)
    let after = findings(fixed)
    #expect(!after.contains { $0.rule.id == row.rule && $0.message == finding.message })
  }

  @Test(arguments: gitHub) func gitHubFix(_ row: Row) throws {
    try check(row) { PipelineAudit.findings(in: $0, file: "ci.yml").findings }
  }

  @Test(arguments: gitLab) func gitLabFix(_ row: Row) throws {
    try check(row) { GitLabPipelineAudit.findings(in: $0, file: ".gitlab-ci.yml").findings }
  }

  /// Where a change would need thought none is offered.
  @Test(arguments: [
    "      - run: echo '${{ github.event.issue.title }}'",
    "      - run: echo ${{ format('{0}', github.head_ref) }}",
    "      - { run: \"echo ${{ github.head_ref }}\" }",
    "      - run: echo ${{ github.head_ref }} $HEAD_REF",
    "      - run: >\n          echo\n          ${{ github.head_ref }}",
    "      - shell: pwsh\n        run: echo ${{ github.head_ref }}",
  ])
  func noFix(_ step: String) throws {
    let report = PipelineAudit.findings(in: Array((Self.head + step).utf8), file: "ci.yml")
    let found = report.findings.filter { $0.rule.id == "expression-in-script" }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.fix == nil })
  }

  @Test func editsThatDoNotFitAreRefused() {
    let bytes = Array("abc".utf8)
    let first = Fix.Edit(ByteRange(0, 2), "x")
    #expect(Fix("", [first, .init(ByteRange(1, 3), "y")]).applied(to: bytes) == nil)
    #expect(Fix("", [.init(ByteRange(2, 4), "y")]).applied(to: bytes) == nil)
    let both = Fix("", [.init(ByteRange(3, 3), "z"), first, .init(ByteRange(2, 2), "y")])
    #expect(both.applied(to: bytes) == Array("xycz".utf8))
  }
}
