@testable import ShrikeWorkflows

/// Cases of the audits that only we have.
enum OwnAuditCases {
  static let all: [AuditCase] = [
    AuditCase(
      "untrusted-checkout",
      """
      on: pull_request_target
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
              with:
                ref: ${{ github.event.pull_request.head.sha }} # finds: untrusted-checkout
            - run: npm ci
        look:
          runs-on: ubuntu-latest
          steps:
            - run: gh pr checkout "$NUMBER" # finds: untrusted-checkout
            - run: git diff --stat
        own:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - run: npm ci
      """),
    AuditCase(
      "untrusted-checkout",
      """
      on: pull_request
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
              with: { ref: "${{ github.event.pull_request.head.sha }}" }
            - run: make
      """),
    AuditCase(
      "own-runner-for-strangers",
      """
      on: [push, pull_request]
      jobs:
        a:
          runs-on: [self-hosted, linux] # finds: own-runner-for-strangers
          steps: [{ run: make }]
        b:
          runs-on: ubuntu-latest
          steps: [{ run: make }]
      """),
    AuditCase(
      "own-runner-for-strangers",
      "on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps: [{ run: make }]"),
    AuditCase(
      "secret-in-condition",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          if: ${{ secrets.KEY != '' }} # finds: secret-in-condition
          steps:
            - run: make
              if: secrets.KEY # finds: secret-in-condition
            - run: make
              if: env.HAS_KEY == 'true'
              env: { HAS_KEY: "${{ secrets.KEY != '' }}" }
      """),
    AuditCase(
      "secret-for-every-step",
      """
      on: push
      env:
        KEY: ${{ secrets.KEY }} # finds: secret-for-every-step
        TOKEN: ${{ secrets.GITHUB_TOKEN }}
      jobs:
        a:
          runs-on: ubuntu-latest
          env:
            OTHER: ${{ secrets.OTHER }} # finds: secret-for-every-step
            PLAIN: x
          steps:
            - uses: acme/tool@v1
            - run: make
              env: { THIRD: "${{ secrets.THIRD }}" }
      """),
    AuditCase(
      "foreign-variable-as-code",
      """
      on: issues
      env:
        TITLE: ${{ github.event.issue.title }}
        NUMBER: ${{ github.event.issue.number }}
      jobs:
        a:
          runs-on: ubuntu-latest
          env: { BRANCH: "${{ github.head_ref }}" }
          steps:
            - run: |
                sh -c "echo $TITLE" # finds: foreign-variable-as-code
                eval "deploy $BRANCH" # finds: foreign-variable-as-code
                git tag -m $TITLE v1 # finds: foreign-variable-as-code
                copy=$TITLE
                docker run a bash -c "echo $copy" # finds: foreign-variable-as-code
                bash <<< "$GITHUB_HEAD_REF" # finds: foreign-variable-as-code
                echo "run $BRANCH" | sudo bash # finds: foreign-variable-as-code
                echo $TITLE "$TITLE"
                git checkout $BRANCH
                git tag -m "$TITLE" v1
                sh -c 'echo "$TITLE"' | cat
                eval "deploy $NUMBER ${#TITLE} ${TITLE//[^a-z]/}"
            - run: eval "$TITLE"
              env: { TITLE: fixed }
      """),
    AuditCase(
      "artifact-of-strangers",
      """
      on: { workflow_run: { workflows: [CI] } }
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v4 # finds: artifact-of-strangers
              with: { run-id: "${{ github.event.workflow_run.id }}" }
            - uses: actions/download-artifact@v4
              with:
                run-id: ${{ github.event.workflow_run.id }}
                path: ${{ runner.temp }}/a
            - uses: actions/download-artifact@v4
              with: { name: of-this-run }
            - uses: dawidd6/action-download-artifact@v6 # finds: artifact-of-strangers
            - run: ./publish.sh
            - uses: dawidd6/action-download-artifact@v6
      """),
    AuditCase(
      "download-run-by-shell",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - run: curl -fsSL https://a.example/i.sh | sudo -E bash -s -- -y # finds: download-run-by-shell
            - run: |
                bash -c "$(curl -fsSL https://a.example/i.sh)" # finds: download-run-by-shell
                source <(wget -qO- https://a.example/i.sh) # finds: download-run-by-shell
                wget -O- https://a.example/i.py | tee i.py | python3 - # finds: download-run-by-shell
                curl https://a.example/a.json | python3 -m json.tool
                curl https://a.example/a | sh check.sh
                curl -o i.sh https://a.example/i.sh && sha256sum -c i.sum && sh i.sh
                echo "curl https://a.example | sh"
      """),
    AuditCase(
      "ignored-security-step",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - run: gitleaks git . || true # finds: ignored-security-step
            - run: npm audit
              continue-on-error: true # finds: ignored-security-step
            - run: |
                trivy fs . || exit 0 # finds: ignored-security-step
                trivy --version || true
                make || true
            - run: semgrep scan
            - run: make
              continue-on-error: true
      """),
    AuditCase(
      "privileged-job-container",
      """
      on: push
      jobs:
        a:
          runs-on: ubuntu-latest
          container:
            image: a@sha256:0
            options: --cpus 1 --privileged # finds: privileged-job-container
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock # finds: privileged-job-container
          services:
            db:
              image: b
              options: --health-cmd x
          steps: [{ run: make }]
      """),
  ]
}
