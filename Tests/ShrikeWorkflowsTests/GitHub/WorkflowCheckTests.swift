import ShrikeText
import Testing

@testable import ShrikeWorkflows

@Suite struct WorkflowCheckTests {
  /// Every mistake stands on a line that says so: `# wrong: kind`.
  @Test(arguments: cases)
  func tellsWhatTheLinesSay(_ pipeline: MarkedPipeline) {
    let problems = WorkflowCheck.problems(in: pipeline.bytes, file: "ci.yml")
    let lines = DiagnosedText(file: "ci.yml", bytes: pipeline.bytes)
    let found = problems.map { "\(lines.frame($0.range).line) \($0.kind.rawValue)" }
    #expect(found.sorted() == pipeline.expected("# wrong:"))
  }

  static let cases: [MarkedPipeline] = [
    MarkedPipeline(
      "sound",
      """
      name: CI
      on: { push: { branches: [main, 'release/**'] }, schedule: [{ cron: '0 4 * * 1' }] }
      permissions: { contents: read }
      env: { A: "${{ vars.A }}" }
      jobs:
        build:
          runs-on: ${{ matrix.os }}
          strategy: { matrix: { os: [ubuntu-latest, macos-15] } }
          outputs: { path: "${{ steps.make.outputs.path }}" }
          steps:
            - id: make
              run: make ${{ matrix.os }}
              if: success() && github.ref == 'refs/heads/main'
        test:
          needs: build
          runs-on: ubuntu-latest
          steps: [{ run: "echo ${{ needs.build.outputs.path }}" }]
      """),
    MarkedPipeline(
      "keys",
      """
      on: push
      nam: CI # wrong: syntax-check
      jobs:
        a:
          runs-on: ubuntu-latest
          timeout-minutes: soon # wrong: syntax-check
          steps:
            - run: make
              with: { a: b } # wrong: syntax-check
            - name: nothing # wrong: syntax-check
        A: # wrong: syntax-check
          runs-on: ubuntu-latest
        b: # wrong: syntax-check
          runs-on: ubuntu-latest
        c:
          <<: x # wrong: syntax-check
          runs-on: [] # wrong: syntax-check
          steps: [{ run: make }]
      """),
    MarkedPipeline(
      "triggers",
      """
      on:
        pushh: # wrong: events
        push:
          tags: ['v[9-1]', 'a b', v+++] # wrong: glob, glob, glob, glob
          paths: [./a] # wrong: glob
          paths-ignore: [b] # wrong: events
        issues:
          types: [opend] # wrong: events
          branches: [a] # wrong: events
        schedule:
          - cron: '* * * * *' # wrong: events
          - cron: 'soon' # wrong: events
          - cron: '0 0 * * *'
            timezone: Mars/Phobos # wrong: events
        workflow_dispatch:
          inputs:
            a: { type: choice } # wrong: events
            b: { type: boolean, default: maybe } # wrong: events
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    MarkedPipeline(
      "jobs",
      """
      on: push
      permissions:
        contents: admin # wrong: permissions
        content: read # wrong: permissions
      jobs:
        a: # wrong: job-needs
          needs: b
          runs-on: ubuntu-last # wrong: runner-label
          steps: [{ run: make }]
        b:
          needs: [a]
          runs-on: [ubuntu-latest, windows-latest] # wrong: runner-label
          env: { 'A B': c } # wrong: env-var
          steps:
            - id: 1st # wrong: id
              run: echo '::set-output name=a::b' # wrong: deprecated-commands
            - run: dir
              shell: fish # wrong: shell-name
              if: true # wrong: if-cond
        c:
          runs-on: windows-latest
          container:
            image: a
            credentials: { username: a, password: b } # wrong: credentials
          strategy:
            matrix:
              os: [a, a] # wrong: matrix
              exclude:
                - os: b # wrong: matrix
                - arch: c # wrong: matrix
          steps:
            - uses: checkout # wrong: action
            - uses: actions/checkout@v4
              with: { pth: x } # wrong: action
            - uses: actions/cache@v1 # wrong: action
        d:
          uses: ./a.yml@main # wrong: workflow-call
      """),
    MarkedPipeline(
      "expressions",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          if: secrets.A # wrong: expression
          steps:
            - run: echo ${{ github.head_ref }} # wrong: expression
            - run: |
                echo a
                echo ${{ steps.x.outputs.y }} # wrong: expression
              env: { A: "${{ github }}" } # wrong: expression
            - run: make
              continue-on-error: ${{ 'yes' }} # wrong: expression
            - run: make ${{ matrix.os }} # wrong: expression
      """),
    MarkedPipeline(
      "anchors",
      """
      on: push
      jobs:
        a: &job
          runs-on: &os ubuntu-latest
          steps: &steps # wrong: syntax-check, syntax-check
            - run: echo
        b:
          runs-on: *os
          steps:
            - run: echo
              env: *job
      """),
  ]

  @Test func tellsOfLocalFiles() {
    let files: [String: String] = [
      "act/action.yml":
        "name: a\ndescription: b\ninputs: { x: { required: true } }\nruns: { using: node20, main: gone.js }",
      "flow.yml":
        "on: { workflow_call: { inputs: { n: { type: number, required: true } } } }\njobs: {}",
    ]
    let project = GitHubProject(
      read: { files[$0].map { Array($0.utf8) } }, exists: { files[$0] != nil })
    let text = """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ uses: ./act }, { uses: ./none }]
        b: { uses: ./flow.yml, with: { n: many } }
        c: { uses: ./flow.yml, with: { n: 1, m: 2 } }
        d: { uses: ./gone.yml }
      """
    let problems = WorkflowCheck.problems(
      in: Array(text.utf8), file: "ci.yml", project: project)
    #expect(
      problems.map { "\($0.place.line) \($0.kind.rawValue)" } == [
        "5 action", "5 action", "6 expression", "7 workflow-call", "8 workflow-call",
      ])
  }
}
