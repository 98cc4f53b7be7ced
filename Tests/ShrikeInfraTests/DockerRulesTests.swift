import Foundation
import ShrikeFormats
import ShrikeModel
import ShrikeRego
import ShrikeText
import Testing

@testable import ShrikeInfra

/// The rules of `Rules/infra/docker` over small Dockerfiles.
struct DockerRulesTests {
  private static let pack = BuiltInPack.read(["docker"])

  /// What a rule finds, as the texts it points at.
  private func found(
    _ id: String, _ text: String, settings: String = "{}"
  ) throws -> [String] {
    let pack = try #require(Self.pack)
    let bytes = Array(text.utf8)
    let values = try #require(Value(json: Array(settings.utf8)))
    let inspection = InfraWorker(pack, settings: values)
      .inspect([InfraFile(path: "Dockerfile", bytes: bytes)])
    #expect(inspection?.troubles.map(\.message) ?? [] == [])
    return (inspection?.matches ?? []).filter { pack.rules[$0.rule].id == "infra/docker-\(id)" }
      .sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
      .map { match in
        match.range.map { String(decoding: bytes[$0.lower..<$0.upper], as: UTF8.self) } ?? ""
      }
  }

  /// A rule, what it must find (the texts it points at), and what it must not.
  struct Row: CustomTestStringConvertible {
    var id: String
    var bad: String
    var at: [String]
    var good: String

    init(_ id: String, _ bad: String, at: String..., not good: String) {
      self.id = id
      self.bad = bad
      self.at = at
      self.good = good
    }
    var testDescription: String { id }
  }

  static let rows: [Row] = [
    Row(
      "add-instead-of-copy", "FROM a\nADD x.txt /", at: "x.txt",
      not: "FROM a\nADD x.tar.gz https://a/b $C /\nCOPY x /"),
    Row(
      "apk-with-cache", "FROM a\nRUN apk add b", at: "apk add b",
      not:
        "FROM a\nRUN apk add --no-cache b\nRUN --mount=type=cache,target=/var/cache/apk apk add b"),
    Row(
      "apk-without-version-pin", "FROM a\nRUN apk add -t deps b c=1", at: "b",
      not: "FROM a\nRUN apk add b=1 c~2 'd>3' $E"),
    Row(
      "apt-get-with-recommends", "FROM a\nRUN apt-get install b", at: "apt-get install b",
      not: "FROM a\nRUN apt-get install --no-install-recommends b && apt-get update"),
    Row(
      "apt-get-without-version-pin", "FROM a\nRUN apt-get -y -t x install b \\\n  # why\n  c",
      at: "b", not: "FROM a\nENV V=1\nRUN apt-get install b=1 c=$V $D ./e.deb"),
    Row(
      "apt-get-without-yes", "FROM a\nRUN apt-get install b", at: "apt-get install b",
      not: "FROM a\nRUN apt-get install -qy b && apt-get -qq install c"),
    Row("apt-in-script", "FROM a\nRUN apt update", at: "apt", not: "FROM a\nRUN apt-get update"),
    Row(
      "apt-lists-left-behind", "FROM a\nRUN apt-get update && x", at: "apt-get update",
      not: """
        FROM a AS unused
        RUN apt-get update
        FROM a
        RUN apt-get update && rm -rf /var/lib/apt/lists/*
        RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update
        """),
    Row("cd-in-run", "FROM a\nRUN cd /b && c", at: "/b", not: "FROM a\nWORKDIR /b\nRUN c"),
    Row(
      "consecutive-runs", "FROM a\nRUN b\nRUN c", at: "RUN",
      not: "FROM a\nRUN b && c\nRUN d && e\nCOPY f g\nRUN --network=none h"),
    Row(
      "copy-from-own-stage", "FROM a AS b\nCOPY --from=b c d", at: "b",
      not: "FROM a AS b\nFROM a\nCOPY --from=b c d"),
    Row(
      "copy-from-unknown-stage", "FROM a\nCOPY --from=b c d", at: "b",
      not: "FROM a AS x\nFROM a\nCOPY --from=x c d\nCOPY --from=0 c d\nCOPY --from=e:1 c d"),
    Row(
      "copy-of-archive", "FROM a\nCOPY b.tgz /c/\nRUN tar xzf /c/b.tgz", at: "b.tgz",
      not: "FROM a\nCOPY b.tgz /c/\nCOPY d.txt /\nRUN tar czf x.tgz /c/b.tgz"),
    Row(
      "copy-to-file-of-many", "FROM a\nCOPY b c /d", at: "/d",
      not: "FROM a\nCOPY b c /d/\nCOPY e /f"),
    Row(
      "copy-to-relative-path", "FROM a\nCOPY b c", at: "c",
      not: "FROM a AS x\nWORKDIR /w\nFROM x\nCOPY b c\nCOPY d /e"),
    Row(
      "dnf-cache-left-behind", "FROM a\nRUN dnf clean all; dnf -y install b-1",
      at: "dnf -y install b-1", not: "FROM a\nRUN dnf -y install b-1 && dnf clean all"),
    Row(
      "dnf-without-version-pin", "FROM a\nRUN dnf install -y b", at: "b",
      not: "FROM a\nRUN dnf install -y b-1.2 c:3 d.rpm"),
    Row(
      "dnf-without-yes", "FROM a\nRUN dnf install b", at: "dnf install b",
      not: "FROM a\nRUN dnf -y install b && dnf list"),
    Row(
      "download-run-by-shell", "FROM a\nRUN curl -s https://b | sudo bash -s",
      at: "curl -s https://b", not: "FROM a\nRUN curl -s https://b | tar x && sh c"),
    Row("empty-label", "FROM a\nLABEL b=\"\"", at: "b", not: "FROM a\nLABEL b=c"),
    Row(
      "env-refers-to-itself", "FROM a\nENV B=1 C=${B}/x", at: "C",
      not: "FROM a\nENV B=1\nENV B=2 C=$B D=$E"),
    Row("forbidden-trigger", "FROM a\nONBUILD FROM b", at: "FROM", not: "FROM a\nONBUILD RUN b"),
    Row(
      "gem-without-version-pin", "FROM a\nRUN gem install b", at: "b",
      not: "FROM a\nRUN gem install b:1 && gem install c -v 2 && gem i d:3 -- --e f"),
    Row(
      "go-without-version-pin", "FROM a\nRUN go install b.c/d@latest", at: "b.c/d@latest",
      not: "FROM a\nRUN go install b.c/d@v1 && go run ./e f && go build g"),
    Row(
      "image-without-tag", "FROM a/b", at: "a/b",
      not: "ARG I\nFROM a:1 AS s\nFROM s\nFROM scratch\nFROM b@sha256:0\nFROM $I\nFROM c:$I"),
    Row("instruction-before-from", "RUN a\nFROM b", at: "RUN", not: "ARG a\nFROM b"),
    Row("invalid-label", "FROM a\nLABEL B..c=d", at: "B..c", not: "FROM a\nLABEL b.c-d=e"),
    Row("latest-image", "FROM a:latest", at: "a:latest", not: "FROM a:1\nFROM b:latest@sha256:0"),
    Row("maintainer", "FROM a\nMAINTAINER b", at: "MAINTAINER", not: "FROM a\nLABEL maintainer=b"),
    Row(
      "malformed-image-label",
      "FROM a\nLABEL org.opencontainers.image.created=today", at: "today",
      not: "FROM a\nLABEL org.opencontainers.image.created=2026-01-02T03:04:05Z other=today"),
    Row(
      "missing-healthcheck", "FROM a", at: "a",
      not: "FROM a AS b\nHEALTHCHECK CMD [\"c\"]\nFROM b"),
    Row(
      "npm-without-version-pin", "FROM a\nRUN npm i -g @b/c d@1", at: "@b/c",
      not: "FROM a\nRUN npm install && npm i ./b c.tgz @d/e@2 git://f/g#v1"),
    Row(
      "pip-with-cache", "FROM a\nRUN python3 -m pip install b", at: "python3 -m pip install b",
      not: """
        FROM a AS b
        RUN pip install --no-cache-dir c
        ENV PIP_NO_CACHE_DIR=1
        FROM b
        RUN pip install d
        """),
    Row(
      "pip-without-version-pin", "FROM a\nRUN pip3 install -U b", at: "b",
      not: "FROM a\nRUN pip install b==1 'c>=2' ./d git+https://e/f@1 && pip install -r g h"),
    Row(
      "pipe-without-pipefail", "FROM a\nRUN b | c", at: "b",
      not: """
        FROM a
        RUN set -o pipefail; b | c
        RUN echo d | e
        SHELL ["bash", "-o", "pipefail", "-c"]
        RUN f | g
        """),
    Row(
      "platform-in-from", "FROM --platform=linux/arm64 a", at: "linux/arm64",
      not: "FROM --platform=$BUILDPLATFORM a"),
    Row(
      "port-out-of-range", "FROM a\nEXPOSE 80 70000/tcp", at: "70000/tcp",
      not: "FROM a\nEXPOSE 65535 8000-9000/udp $B"),
    Row("relative-workdir", "FROM a\nWORKDIR b", at: "b", not: "FROM a\nWORKDIR /b\nWORKDIR $C"),
    Row(
      "repeated-cmd", "FROM a\nCMD [\"b\"]\nCMD [\"c\"]", at: "CMD",
      not: "FROM a\nCMD [\"b\"]\nFROM a\nCMD [\"c\"]"),
    Row(
      "repeated-entrypoint", "FROM a\nENTRYPOINT [\"b\"]\nENTRYPOINT [\"c\"]", at: "ENTRYPOINT",
      not: "FROM a\nENTRYPOINT [\"b\"]"),
    Row(
      "repeated-healthcheck", "FROM a\nHEALTHCHECK NONE\nHEALTHCHECK CMD b", at: "HEALTHCHECK",
      not: "FROM a\nHEALTHCHECK NONE"),
    Row(
      "repeated-stage-name", "FROM a AS b\nFROM a AS B", at: "B",
      not: "FROM a AS b\nFROM a AS c"),
    Row("reserved-stage-name", "FROM a AS context", at: "context", not: "FROM a AS b"),
    Row(
      "root-user", "FROM a\nUSER b\nUSER 0:0", at: "0:0",
      not: "FROM a AS x\nUSER root\nFROM a\nUSER root\nUSER b"),
    Row(
      "secret-in-variable", "FROM a\nENV DB_PASSWORD=b", at: "DB_PASSWORD",
      not: "FROM a\nARG TOKEN\nENV PASSWORD_FILE=/x MAX_TOKENS=5 SECRET=$B"),
    Row(
      "shell-form-of-command", "FROM a\nCMD b c", at: "CMD",
      not: "FROM a\nCMD [\"b\"]\nHEALTHCHECK CMD curl -f d || exit 1"),
    Row(
      "shell-link", "FROM a\nRUN ln -sf /bin/bash /bin/sh", at: "/bin/sh",
      not: "FROM a\nRUN ln -s /b /c"),
    Row(
      "silenced-in-comment", "# hadolint ignore=DL3006\nFROM a", at: "# hadolint ignore=DL3006",
      not: "# about hadolint\nFROM a"),
    Row("sudo", "FROM a\nRUN sudo b", at: "sudo", not: "FROM a\nRUN apk add sudo"),
    Row("useless-command", "FROM a\nRUN b && ps", at: "ps", not: "FROM a\nRUN b --ps"),
    Row(
      "useradd-with-high-uid", "FROM a\nRUN useradd -u 1234567 b", at: "1234567",
      not: "FROM a\nRUN useradd -l -u 1234567 b && useradd -u 999 c"),
    Row(
      "wget-and-curl", "FROM a\nRUN wget b\nRUN curl c", at: "curl",
      not: "FROM a\nRUN wget b\nFROM a\nRUN curl c"),
    Row(
      "wget-progress", "FROM a\nRUN wget b", at: "wget b",
      not: "FROM a\nRUN wget -q b && wget --progress=dot:giga c && wget -nv d"),
    Row("missing-user", "FROM a", at: "a", not: "FROM a AS b\nUSER c\nFROM b"),
    Row("exposed-ssh-port", "FROM a\nEXPOSE 80 22/tcp", at: "22/tcp", not: "FROM a\nEXPOSE 2222"),
    Row(
      "world-writable-file", "FROM a\nCOPY --chmod=666 b c\nRUN chmod -R a+w d && chmod 0777 e",
      at: "666", "a+w", "0777", not: "FROM a\nCOPY --chmod=755 b c\nRUN chmod u+w,go-w d"),
    Row(
      "unverified-certificate",
      "FROM a\nRUN curl -fsSLk b && wget --no-check-certificate c && pip install --trusted-host=d e",
      at: "-fsSLk", "--no-check-certificate", "--trusted-host=d",
      not: "FROM a\nRUN curl --key k -o b c && wget -q d\nENV GIT_SSL_NO_VERIFY=false"),
    Row(
      "unverified-package", "FROM a\nRUN sudo apt-get install --force-yes b", at: "--force-yes",
      not: "FROM a\nRUN apt-get install -y b"),
    Row(
      "copied-secret-file", "FROM a\nCOPY x/.env id_rsa /", at: "x/.env", "id_rsa",
      not: "FROM a\nCOPY .env.example ca.pem id_rsa.pub credentials.txt /\nCOPY --from=b .env /"),
    Row(
      "unverified-add", "FROM a\nADD https://b/c /", at: "https://b/c",
      not: "FROM a\nADD --checksum=sha256:0 https://b/c /\nADD https://b/c.git#v1 /"),
    Row(
      "update-alone", "FROM a\nRUN apt-get update\nRUN apt-get install b", at: "apt-get update",
      not: "FROM a\nRUN apt-get update && apt-get install b\nRUN apk update"),
    Row(
      "yarn-cache-left-behind", "FROM a\nRUN yarn install", at: "yarn install",
      not: "FROM a\nRUN yarn install && yarn cache clean"),
    Row(
      "yum-cache-left-behind", "FROM a\nRUN yum -y install b", at: "yum -y install b",
      not: "FROM a\nRUN yum -y install b && yum clean all"),
    Row(
      "yum-without-version-pin", "FROM a\nRUN yum install -y b", at: "b",
      not: "FROM a\nRUN yum install -y b-1.2 c.rpm"),
    Row(
      "yum-without-yes", "FROM a\nRUN yum install b", at: "yum install b",
      not: "FROM a\nRUN yum install -y b"),
    Row(
      "zypper-cache-left-behind", "FROM a\nRUN zypper -n in b", at: "zypper -n in b",
      not: "FROM a\nRUN zypper -n in b && zypper clean"),
    Row(
      "zypper-dist-upgrade", "FROM a\nRUN zypper -n dup", at: "zypper -n dup",
      not: "FROM a\nRUN zypper -n in b"),
    Row(
      "zypper-without-version-pin", "FROM a\nRUN zypper -n in b", at: "b",
      not: "FROM a\nRUN zypper -n in b=1 'c>=2'"),
    Row(
      "zypper-without-yes", "FROM a\nRUN zypper in b", at: "zypper in b",
      not: "FROM a\nRUN zypper -n in b && zypper in -y c"),
  ]

  @Test(arguments: rows)
  func rule(_ row: Row) throws {
    #expect(try found(row.id, row.bad) == row.at)
    #expect(try found(row.id, row.good) == [])
  }

  @Test func everyRuleHasARow() throws {
    let pack = try #require(Self.pack)
    let ids = Set((Self.rows.map(\.id) + Self.settled.map(\.id)).map { "infra/docker-\($0)" })
    #expect(
      pack.checks.map(\.info.id).filter { $0.hasPrefix("infra/docker-") && !ids.contains($0) }
        == [])
  }

  /// Checks that ask what a team has decided.
  static let settled: [(id: String, settings: String, bad: String, at: [String], good: String)] = [
    (
      "image-from-other-registry", #"{"docker": {"allowed_registries": ["*.b.example"]}}"#,
      "FROM a", ["a"], "FROM x.b.example/c\nFROM scratch"
    ),
    (
      "missing-label", #"{"docker": {"label_schema": {"b": "text"}}}"#,
      "FROM a AS c\nLABEL b=d\nFROM a:1", ["a:1"], "FROM a AS c\nLABEL b=d\nFROM c"
    ),
    (
      "label-outside-schema",
      #"{"docker": {"label_schema": {"b": "text"}, "strict_labels": true}}"#,
      "FROM a\nLABEL b=d e=f", ["e"], "FROM a\nLABEL b=d"
    ),
    (
      "malformed-image-label",
      #"{"docker": {"label_schema": {"b": "url", "c": "email", "d": "semver", "e": "spdx"}}}"#,
      "FROM a\nLABEL b=x c=y d=1.2 e=not-spdx", ["x", "y", "1.2", "not-spdx"],
      "FROM a\nLABEL b=ssh://x c=y@z.example d=1.2.3 e=\"MIT OR Apache-2.0\" f=x"
    ),
  ]

  @Test(arguments: settled)
  func ruleWithSettings(
    _ row: (id: String, settings: String, bad: String, at: [String], good: String)
  ) throws {
    #expect(try found(row.id, row.bad, settings: row.settings) == row.at)
    #expect(try found(row.id, row.good, settings: row.settings) == [])
    #expect(try found(row.id, row.bad) == [])
  }

  /// The same mistake on two lines is two findings.
  @Test func equalMistakesAreKeptApart() throws {
    #expect(
      try found("apk-without-version-pin", "FROM a\nRUN apk add b\nRUN apk add b") == ["b", "b"])
  }

  @Test(arguments: [
    ("dockerfile", true), ("dockerfile.dev", true), ("web.dockerfile", true),
    ("containerfile", true), ("dockerfile.dockerignore", false), ("dockerfile.go", false),
    ("dockerfile.j2", false), ("mydockerfile", false),
  ])
  func names(_ name: String, _ isOne: Bool) {
    #expect(InfraReader.isDockerfile(name) == isOne)
  }
}
