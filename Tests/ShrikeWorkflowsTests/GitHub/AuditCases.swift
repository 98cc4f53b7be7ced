@testable import ShrikeWorkflows

/// A case an audit, and more where there is more to tell apart.
enum AuditCases {
  /// A workflow of one job with these steps.
  private static func steps(_ steps: String, on event: String = "push") -> String {
    "on: \(event)\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n"
      + steps.split(separator: "\n", omittingEmptySubsequences: false).map { "      " + $0 }
      .joined(separator: "\n")
  }

  static let all: [AuditCase] = [
    AuditCase(
      "package-outside-lockfile",
      steps(
        """
        - run: npm install --global left-pad # finds: package-outside-lockfile
        - run: npm install
        - run: npm ci
        - run: |
            cd app && yarn add left-pad # finds: package-outside-lockfile
            echo "$(gem install rake)" # finds: package-outside-lockfile
            # pnpm add left-pad
            echo pnpm add left-pad
        - shell: pwsh
          run: $x = bundle add rails # finds: package-outside-lockfile
        - shell: python
          run: npm install left-pad
        """)),
    AuditCase(
      "nameless-definition",
      """
      on: push # finds: nameless-definition
      jobs:
        build: # finds: nameless-definition
          runs-on: ubuntu-latest
          steps: [{ run: make }]
        call:
          uses: acme/shared/.github/workflows/a.yml@main
      """),
    AuditCase(
      "archived-action",
      steps(
        """
        - uses: actions/setup-ruby@v1 # finds: archived-action
        - uses: Actions/Create-Release@v1 # finds: archived-action
        - uses: actions/checkout@v4
        """)),
    AuditCase(
      "spoofable-bot-check",
      steps(
        """
        - run: make
          if: github.actor == 'dependabot[bot]' # finds: spoofable-bot-check
        - run: make
          if: ${{ github.ref == 'x' && github.actor_id == 49699333 }} # finds: spoofable-bot-check
        - run: make
          if: github.actor == 'octocat'
        - run: make
          if: github.event.pull_request.user.login == 'dependabot[bot]'
        """)),
    AuditCase(
      "cache-in-release",
      steps(
        """
        - uses: actions/setup-go@v5 # finds: cache-in-release
        - uses: actions/setup-go@v5
          with: { cache: false }
        - uses: actions/setup-python@v5
        - uses: actions/cache@v4 # finds: cache-in-release
          with: { path: x, key: y }
        """, on: "release")),
    AuditCase(
      "cache-in-release", steps("- uses: actions/cache@v4\n  with: { path: x, key: y }")),
    AuditCase(
      "unlimited-concurrency",
      """
      on: push # finds: unlimited-concurrency
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "unlimited-concurrency",
      """
      on: push
      concurrency: ci # finds: unlimited-concurrency
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "unlimited-concurrency",
      """
      on: workflow_call
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "privileged-trigger",
      """
      on:
        push:
        pull_request_target: # finds: privileged-trigger
        workflow_run: # finds: privileged-trigger
          workflows: [CI]
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "privileged-trigger",
      steps("- uses: actions/labeler@v5", on: "pull_request_target")),
    AuditCase(
      "update-without-cooldown", in: .dependabot,
      """
      version: 2
      updates:
        - package-ecosystem: npm # finds: update-without-cooldown
          directory: /
        - package-ecosystem: pip
          cooldown:
            default-days: 2 # finds: update-without-cooldown
        - package-ecosystem: cargo
          cooldown: { default-days: 14 }
      """),
    AuditCase(
      "update-runs-foreign-code", in: .dependabot,
      """
      version: 2
      updates:
        - package-ecosystem: bundler
          insecure-external-code-execution: allow # finds: update-runs-foreign-code
        - package-ecosystem: pip
          insecure-external-code-execution: deny
      """),
    AuditCase(
      "broad-token-permissions",
      """
      on: push # finds: broad-token-permissions
      jobs:
        a: # finds: broad-token-permissions
          runs-on: ubuntu-latest
          steps: [{ run: make }]
        b:
          runs-on: ubuntu-latest
          permissions: write-all # finds: broad-token-permissions
          steps: [{ run: make }]
        c:
          runs-on: ubuntu-latest
          permissions: { contents: write }
          steps: [{ run: make }]
      """),
    AuditCase(
      "broad-token-permissions",
      """
      on: push
      permissions:
        contents: read
        issues: write # finds: broad-token-permissions
      jobs:
        a:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "unexplained-permission",
      """
      on: push
      permissions:
        contents: read
        issues: read
      jobs:
        a:
          runs-on: ubuntu-latest
          permissions:
            id-token: write # for the registry
          steps: [{ run: make }]
      """, lines: [4]),
    AuditCase(
      "broad-app-token",
      steps(
        """
        - uses: actions/create-github-app-token@v2 # finds: broad-app-token
          with:
            app-id: 1
            owner: acme # finds: broad-app-token
        - uses: actions/create-github-app-token@v2
          with:
            permission-contents: read
            skip-token-revoke: true # finds: broad-app-token
        - uses: actions/create-github-app-token@v2
          with: { owner: acme, permission-members: read }
        """)),
    AuditCase(
      "environment-file-injection",
      steps(
        """
        - run: echo "TITLE=$TITLE" >> $GITHUB_ENV # finds: environment-file-injection
        - run: echo "MODE=fast" >> "$GITHUB_ENV"
        - run: make vars | tee -a "$GITHUB_ENV" # finds: environment-file-injection
        - run: make vars >> "${GITHUB_PATH}" # finds: environment-file-injection
        - run: echo "x=$X" >> $GITHUB_OUTPUT
        - shell: pwsh
          run: echo "a" >> $env:GITHUB_ENV # finds: environment-file-injection
        """, on: "pull_request_target")),
    AuditCase("environment-file-injection", steps("- run: echo \"A=$A\" >> $GITHUB_ENV")),
    AuditCase(
      "hardcoded-registry-password",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          container:
            image: a:1
            credentials: # finds: hardcoded-registry-password
              username: me
              password: hunter2
          services:
            db:
              image: b:1
              credentials:
                username: me
                password: ${{ secrets.PASSWORD }}
          steps: [{ run: make }]
      """),
    AuditCase(
      "imitated-action-name",
      steps(
        """
        - uses: action/checkout@v4 # finds: imitated-action-name
        - uses: actoins/checkout@v4 # finds: imitated-action-name
        - uses: actions/checkout@v4
        - uses: actions/checkouts@v4
        - uses: acme/checkout@v4
        """)),
    AuditCase(
      "runner-commands-from-output",
      steps(
        """
        - run: make
          env: # finds: runner-commands-from-output
            ACTIONS_ALLOW_UNSECURE_COMMANDS: true
        - run: make
          env:
            ACTIONS_ALLOW_UNSECURE_COMMANDS: false
        - run: make
          env: ${{ fromJSON(vars.ENV) }} # finds: runner-commands-from-output
        """)),
    AuditCase(
      "unanalysable-feature",
      steps(
        """
        - run: dir
          shell: cmd # finds: unanalysable-feature
        - run: ls
          shell: fish {0} # finds: unanalysable-feature
        - run: ls
          shell: bash -e {0}
        - uses: actions/setup-python@v6
          with:
            pip-install: left-pad # finds: unanalysable-feature
        """)),
    AuditCase(
      "obfuscated-pipeline",
      steps(
        """
        - uses: github/codeql-action/../init@v3 # finds: obfuscated-pipeline
        - uses: github/codeql-action/init@v3
        - run: echo ${{ format('{0}', 'x') }} # finds: obfuscated-pipeline
        - run: echo ${{ inputs[vars.NAME] }} # finds: obfuscated-pipeline
        - run: echo ${{ contains(github.ref, 'a' == 'b') }} # finds: obfuscated-pipeline
        - run: echo ${{ inputs['name'] }}
        """)),
    AuditCase(
      "all-secrets-exposed",
      steps(
        """
        - run: make
          env:
            ALL: ${{ toJSON(secrets) }} # finds: all-secrets-exposed
            ONE: ${{ secrets[matrix.name] }} # finds: all-secrets-exposed
            FINE: ${{ secrets['NAME'] }}
        """)),
    AuditCase(
      "secret-parts-unmasked",
      steps(
        """
        - run: make
          env:
            A: ${{ fromJSON(secrets.CONFIG).password }} # finds: secret-parts-unmasked
            B: ${{ fromJSON(vars.CONFIG).name }}
        """)),
    AuditCase(
      "secret-outside-environment",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - run: make
              env:
                A: ${{ secrets.KEY }} # finds: secret-outside-environment
                B: ${{ secrets.GITHUB_TOKEN }}
        b:
          runs-on: ubuntu-latest
          environment: release
          steps: [{ run: make, env: { A: "${{ secrets.KEY }}" } }]
      """),
    AuditCase(
      "inherited-secrets",
      """
      on: push
      jobs:
        a:
          uses: acme/shared/.github/workflows/a.yml@main # finds: inherited-secrets
          secrets: inherit
        b:
          uses: acme/shared/.github/workflows/a.yml@main
          secrets: { key: "${{ secrets.KEY }}" }
      """),
    AuditCase(
      "self-hosted-runner",
      """
      on: push
      jobs:
        a:
          runs-on: [self-hosted, linux] # finds: self-hosted-runner
          steps: [{ run: make }]
        b:
          runs-on: { group: big } # finds: self-hosted-runner
          steps: [{ run: make }]
        c:
          strategy: { matrix: { os: [ubuntu-latest, self-hosted] } }
          runs-on: ${{ matrix.os }} # finds: self-hosted-runner
          steps: [{ run: make }]
        d:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "work-tree-action",
      steps("- uses: ./.github/actions/a # finds: work-tree-action\n- uses: $/.github/actions/a")),
    AuditCase(
      "persisted-checkout-token",
      steps(
        """
        - uses: actions/checkout@v4 # finds: persisted-checkout-token
        - uses: actions/checkout@v4
          with: { persist-credentials: false }
        - uses: actions/upload-artifact@v4
          with: { name: all, path: . }
        - uses: actions/checkout@v4
        """)),
    AuditCase(
      "needless-action",
      steps("- uses: softprops/action-gh-release@v2 # finds: needless-action\n- run: gh release")),
    AuditCase(
      "expression-in-script",
      steps(
        """
        - run: echo ${{ github.event.issue.title }} # finds: expression-in-script
        - run: |
            echo one
            echo ${{ github.event.comment['body'] }} # finds: expression-in-script
        - run: echo ${{ github.event.pull_request.number }} # finds: expression-in-script
        - run: echo "$TITLE"
          env: { TITLE: "${{ github.event.issue.title }}" }
        - uses: actions/github-script@v7
          with:
            script: return `${{ github.head_ref }}` # finds: expression-in-script
        - uses: acme/tool@v1
          with: { script: "${{ github.head_ref }}" }
        - run: echo ${{ secrets.A || github.ref_name }} # finds: expression-in-script
        """)),
    AuditCase(
      "expression-in-script", in: .action,
      """
      name: a
      inputs: { text: {} }
      runs:
        using: composite
        steps:
          - run: echo ${{ inputs.text }} # finds: expression-in-script
            shell: bash
      """),
    AuditCase(
      "unpinned-action",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - uses: acme/tool@v1 # finds: unpinned-action
            - uses: acme/tool@11bd71901bbe5b1630ceea73d27597364c9af683
            - uses: ./local
        b:
          uses: acme/shared/.github/workflows/a.yml@main # finds: unpinned-action
      """),
    AuditCase(
      "unpinned-tool",
      steps(
        """
        - uses: aquasecurity/setup-trivy@v1 # finds: unpinned-tool
        - uses: aquasecurity/setup-trivy@v1
          with:
            version: latest # finds: unpinned-tool
        - uses: aquasecurity/setup-trivy@v1
          with: { version: v0.65.0 }
        """)),
    AuditCase(
      "unpinned-image",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          container: localhost:5000/node # finds: unpinned-image
          services:
            db:
              image: postgres:17 # finds: unpinned-image
            cache:
              image: redis@sha256:0000000000000000000000000000000000000000000000000000000000000000
          steps:
            - uses: docker://alpine:latest # finds: unpinned-image
      """),
    AuditCase(
      "condition-always-true",
      steps(
        """
        - run: make
          if: | # finds: condition-always-true
            ${{ github.ref == 'x' }}
        - run: make
          if: |-
            ${{ github.ref == 'x' }}
        - run: make
          if: |
            github.ref == 'x'
        """)),
    AuditCase(
      "contains-in-text",
      steps(
        """
        - run: make
          if: contains('main dev', github.ref_name) # finds: contains-in-text
        - run: make
          if: contains(fromJSON('["main"]'), github.ref_name)
        - run: make
          if: contains(github.ref_name, 'main')
        """)),
    AuditCase(
      "choice-never-taken",
      steps(
        """
        - run: make
          env:
            A: ${{ github.ref == 'x' && '' || 'dev' }} # finds: choice-never-taken
            B: ${{ github.ref == 'x' && 'a' || 'dev' }}
        """)),
    AuditCase(
      "publishing-by-token",
      steps(
        """
        - run: twine upload dist/* # finds: publishing-by-token
        - run: python3 -m twine upload dist/* # finds: publishing-by-token
        - run: cargo publish --dry-run
        - run: FOO=1 npm publish # finds: publishing-by-token
        - uses: pypa/gh-action-pypi-publish@v1 # finds: publishing-by-token
          with: { password: "${{ secrets.PYPI }}" }
        - uses: pypa/gh-action-pypi-publish@v1
        """)),
  ]
}
