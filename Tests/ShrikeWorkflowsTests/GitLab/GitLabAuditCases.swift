@testable import ShrikeWorkflows

/// Looks like a secret; in two halves, since our own scan looks at this file, too.
private let invented = "hG7vK2pQ" + "9xLm4Tn"

/// A case an audit, and more where there is more to tell apart.
enum GitLabAuditCases {
  static let all: [MarkedPipeline] = [
    MarkedPipeline(
      "gitlab-unpinned-include",
      """
      include:
        - local: ci/a.yml
        - template: Jobs/SAST.gitlab-ci.yml
        - remote: https://a.example/ci.yml # finds: gitlab-unpinned-include
        - remote: https://a.example/ci.yml
          integrity: sha256-AAAA
        - project: a/b # finds: gitlab-unpinned-include
          file: c.yml
        - project: a/b # finds: gitlab-unpinned-include
          ref: main
          file: c.yml
        - project: a/b
          ref: 0123456789012345678901234567890123456789
          file: c.yml
        - component: a.example/b/c@~latest # finds: gitlab-unpinned-include
        - component: a.example/b/c # finds: gitlab-unpinned-include
        - component: a.example/b/c@1.4.2
        - component: $CI_SERVER_FQDN/b/c@$CI_COMMIT_SHA
      """),
    MarkedPipeline(
      "gitlab-unpinned-include",
      "include: https://a.example/ci.yml # finds: gitlab-unpinned-include"),
    MarkedPipeline(
      "gitlab-unpinned-image",
      """
      default:
        image: node # finds: gitlab-unpinned-image
      a:
        image: { name: "a.example:5000/b" } # finds: gitlab-unpinned-image
        services:
          - postgres:latest # finds: gitlab-unpinned-image
          - redis@sha256:0000000000000000000000000000000000000000000000000000000000000000
        script: [make]
      b:
        image: $CI_REGISTRY_IMAGE
        script: [make]
      """),
    MarkedPipeline(
      "gitlab-script-injection",
      """
      variables:
        NOTE: "from $CI_COMMIT_MESSAGE"
      .base:
        before_script:
          - eval "build $CI_COMMIT_REF_NAME" # finds: gitlab-script-injection
      a:
        extends: .base
        variables: { TITLE: "${CI_MERGE_REQUEST_TITLE}" }
        script:
          - sh -c "deploy $CI_COMMIT_BRANCH" # finds: gitlab-script-injection
          - git tag -m $CI_COMMIT_TITLE v1 # finds: gitlab-script-injection
          - python3 -c "print('$NOTE')" # finds: gitlab-script-injection
          - export A=$TITLE
          - ssh host "deploy $A" # finds: gitlab-script-injection
          - |
            bash <<END
            deploy $CI_COMMIT_BRANCH # finds: gitlab-script-injection
            END
          - git checkout $CI_COMMIT_REF_NAME
          - deploy "$CI_COMMIT_BRANCH" "$TITLE"
          - echo $CI_COMMIT_MESSAGE
          - sh -c "deploy $CI_COMMIT_REF_SLUG"
      """),
    MarkedPipeline(
      "gitlab-secret-in-variable",
      """
      variables:
        NPM_TOKEN: \(invented) # finds: gitlab-secret-in-variable
        SECRET_DETECTION_EXCLUDED_PATHS: "\(invented)"
        API_KEY: $VAULT_KEY
        POSTGRES_PASSWORD: $OTHER
      a:
        variables:
          AWS_SECRET_ACCESS_KEY: # finds: gitlab-secret-in-variable
            value: hG7vK2pQ9xLm4TnhG7vK2pQ9xLm4Tn
          TOKEN_FILE: /run/token
          ACCESS_TOKEN: /run/secrets/token
        script: [make]
      """),
    MarkedPipeline(
      "gitlab-printed-token",
      """
      a:
        id_tokens: { ID: { aud: https://a.example } }
        secrets: { DATABASE: { vault: a/b, file: false }, OTHER: { vault: a/b } }
        script:
          - echo $OTHER
          - echo $CI_JOB_TOKEN # finds: gitlab-printed-token
          - printf '%s' "id ${ID}" # finds: gitlab-printed-token
          - echo "$DATABASE" # finds: gitlab-printed-token
          - printenv # finds: gitlab-printed-token
          - echo "$CI_JOB_TOKEN" | docker login --password-stdin
          - echo "$NPM_TOKEN" > .npmrc
          - echo "${NPM_TOKEN:+set}" "$CI_COMMIT_SHA"
          - env FOO=1 make
          - X=$(echo "$CI_JOB_TOKEN")
          - echo "$CI_JOB_TOKEN" >&2 # finds: gitlab-printed-token
      """),
    MarkedPipeline(
      "gitlab-wide-identity-token",
      """
      a:
        id_tokens:
          ONE: # finds: gitlab-wide-identity-token
            aud: [https://a.example, https://b.example]
          TWO: { aud: "*" } # finds: gitlab-wide-identity-token
          THREE: { aud: https://a.example }
        script: [make]
      b:
        id_tokens: # finds: gitlab-wide-identity-token
          ONE: { aud: https://a.example }
        rules:
          - if: $CI_PIPELINE_SOURCE == "merge_request_event"
        script: [make]
      c:
        id_tokens: { ONE: { aud: https://a.example } }
        rules:
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
        script: [make]
      """),
    MarkedPipeline(
      "gitlab-workspace-artifact",
      """
      a:
        script: [make]
        artifacts:
          paths:
            - . # finds: gitlab-workspace-artifact
            - ${CI_PROJECT_DIR}/ # finds: gitlab-workspace-artifact
            - .git/ # finds: gitlab-workspace-artifact
            - ./config/.env # finds: gitlab-workspace-artifact
            - dist/
            - .env.example
      b:
        script: [make]
        artifacts:
          paths: ["**/*"]
          exclude: [.git/**/*]
      """),
    MarkedPipeline(
      "gitlab-ignored-security-job",
      """
      .scan:
        allow_failure: true # finds: gitlab-ignored-security-job
      secret_detection:
        extends: .scan
        script: [./scan.sh]
      a:
        script:
          - make
          - trivy image a || true # finds: gitlab-ignored-security-job
          - trivy --version || true
      b:
        script: [npm audit]
        allow_failure: true # finds: gitlab-ignored-security-job
      lint:
        script: [eslint .]
        allow_failure: true
      c:
        script: [gitleaks git .]
      """),
    MarkedPipeline(
      "gitlab-download-run-by-shell",
      """
      before_script:
        - curl -sSf https://a.example/i.sh | sh # finds: gitlab-download-run-by-shell
      a:
        script:
          - bash <(curl -s https://a.example/i.sh) # finds: gitlab-download-run-by-shell
          - curl -s https://a.example/a.json | jq .
          - curl -o a.tgz https://a.example/a.tgz
      """),
    MarkedPipeline(
      "gitlab-debug-trace",
      """
      variables:
        CI_DEBUG_TRACE: "true" # finds: gitlab-debug-trace
      a:
        variables: { CI_DEBUG_TRACE: "false" }
        script:
          - export CI_DEBUG_TRACE=true # finds: gitlab-debug-trace
        rules:
          - if: $DEBUG
            variables: { CI_DEBUG_SERVICES: true } # finds: gitlab-debug-trace
      """),
    MarkedPipeline(
      "gitlab-docker-without-tls",
      """
      variables:
        DOCKER_TLS_CERTDIR: "" # finds: gitlab-docker-without-tls
      a:
        services:
          - name: docker:28-dind
            command:
              - --tls=false # finds: gitlab-docker-without-tls
        variables:
          DOCKER_HOST: tcp://docker:2375 # finds: gitlab-docker-without-tls
        script: [docker build .]
      b:
        services: [docker:28-dind]
        variables: { DOCKER_TLS_CERTDIR: "/certs", DOCKER_HOST: "tcp://docker:2376" }
        script: [docker build .]
      """),
    MarkedPipeline(
      "gitlab-shared-cache",
      """
      a:
        script: [make]
        cache:
          - key: deps
            paths: [node_modules]
            unprotect: true # finds: gitlab-shared-cache
          - key: other
            paths: [x]
            unprotect: false
      deploy:
        script: [make]
        environment: staging
        cache: # finds: gitlab-shared-cache
          key: deps
          paths: [x]
      """),
    MarkedPipeline(
      "gitlab-unguarded-deployment",
      """
      a:
        script: [./deploy]
        environment: production # finds: gitlab-unguarded-deployment
      b:
        script: [./deploy]
        environment: { name: eu-prod }
        rules:
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      c:
        script: [./deploy]
        environment: production
        only: [main, tags]
      d:
        script: [./deploy]
        environment: production
        when: manual
      e:
        script: [./deploy]
        environment: review/$CI_COMMIT_REF_SLUG
      f: # finds: gitlab-unguarded-deployment
        script:
          - kubectl apply -f a.yml
      g:
        script:
          - kubectl get pods
          - terraform plan
          - helm upgrade a b --dry-run
      h:
        script: [./deploy]
        environment: production # finds: gitlab-unguarded-deployment
        rules:
          - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      i:
        extends: .elsewhere
        script: [./deploy]
        environment: production
      """),
    MarkedPipeline(
      "gitlab-unguarded-deployment",
      """
      workflow:
        rules:
          - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      a:
        script: [./deploy]
        environment: production
      """),
  ]
}
