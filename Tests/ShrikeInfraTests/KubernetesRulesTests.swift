import Foundation
import ShrikeFormats
import ShrikeModel
import ShrikeText
import Testing

@testable import ShrikeInfra

/// The rules of `Rules/infra/kubernetes` over small objects.
struct KubernetesRulesTests {
  private static let pack = BuiltInPack.read(["kubernetes"])

  private func found(_ id: String, _ text: String) throws -> [String] {
    let pack = try #require(Self.pack)
    let bytes = Array(text.utf8)
    let inspection = InfraWorker(pack).inspect([InfraFile(path: "a.yaml", bytes: bytes)])
    #expect(inspection?.troubles.map(\.message) ?? [] == [])
    return (inspection?.matches ?? []).filter { pack.rules[$0.rule].id == "infra/kubernetes-\(id)" }
      .sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
      .map { match in
        match.range.map { String(decoding: bytes[$0.lower..<$0.upper], as: UTF8.self) } ?? ""
      }
  }

  /// A rule, what it must find in a pod's specification (the texts it points at), and what it must not.
  struct Row: CustomTestStringConvertible {
    var id: String
    var bad: String
    var at: [String]
    var good: String

    init(_ id: String, _ bad: String, at: String..., not good: String) {
      (self.id, self.bad, self.at, self.good) = (id, bad, at, good)
    }
    var testDescription: String { id }
  }

  static let rows: [Row] = [
    Row(
      "privileged-container",
      "{containers: [{name: a, securityContext: {privileged: true}}], "
        + "initContainers: [{name: b, securityContext: {privileged: yes}}]}", at: "true", "yes",
      not: "{containers: [{name: a, securityContext: {privileged: false}}, {name: b}]}"),
    Row(
      "host-namespace", "{hostPID: true, hostIPC: false, hostNetwork: true}", at: "true", "true",
      not: "{hostPID: false}"),
    Row(
      "privilege-escalation-allowed",
      "{containers: [{name: a}, {name: b, securityContext: {allowPrivilegeEscalation: true}}]}",
      at: "a", "true",
      not: "{containers: [{name: a, securityContext: {allowPrivilegeEscalation: false}}]}"),
    Row(
      "privilege-escalation-allowed", "{os: {name: linux}, containers: [{name: a}]}", at: "a",
      not: "{os: {name: windows}, containers: [{name: a}]}"),
    Row(
      "dangerous-capability",
      "{containers: [{name: a, securityContext: {capabilities: {add: [SYS_ADMIN, cap_net_raw, CHOWN]}}}]}",
      at: "SYS_ADMIN", "cap_net_raw",
      not: "{containers: [{name: a, securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}}]}"),
    Row(
      "host-path-volume", "{volumes: [{name: v, hostPath: {path: /srv}}]}", at: "/srv",
      not: "{volumes: [{name: v, emptyDir: {}}]}"),
    Row(
      "root-user", "{containers: [{name: a}, {name: b, securityContext: {runAsUser: 0}}]}", at: "a",
      not: "{securityContext: {runAsNonRoot: true}, containers: [{name: a}, "
        + "{name: b, securityContext: {runAsUser: 5}}]}"),
    Row(
      "root-user",
      "{securityContext: {runAsNonRoot: true}, containers: [{name: a, securityContext: {runAsNonRoot: false}}]}",
      at: "a", not: "{containers: [{name: a, securityContext: {runAsNonRoot: true}}]}"),
    Row(
      "writable-root-file-system", "{containers: [{name: a}]}", at: "a",
      not: "{containers: [{name: a, securityContext: {readOnlyRootFilesystem: true}}]}"),
    Row(
      "unpinned-image",
      "{containers: [{name: a, image: web}, {name: b, image: \"r:5000/web\"}, {name: c, image: 'w:latest'}]}",
      at: "web", "\"r:5000/web\"", "'w:latest'",
      not: "{containers: [{name: a, image: \"r:5000/web:1\"}, {name: b, image: 'w@sha256:0'}]}"),
    Row(
      "missing-resource-limit", "{containers: [{name: a, resources: {limits: {cpu: 1}}}]}", at: "a",
      not: "{containers: [{name: a, resources: {limits: {memory: 1Gi}}}]}"),
  ]

  /// Wherever a kind keeps its pod.
  private static let wrappers: [(kind: String, before: String, after: String)] = [
    ("Pod", "spec: ", ""), ("Deployment", "spec: {template: {spec: ", "}}"),
    ("CronJob", "spec: {jobTemplate: {spec: {template: {spec: ", "}}}}"),
  ]

  @Test(arguments: rows)
  func rule(_ row: Row) throws {
    for wrapper in Self.wrappers {
      let head = "{apiVersion: v1, kind: \(wrapper.kind), metadata: {name: x}, \(wrapper.before)"
      #expect(try found(row.id, head + row.bad + wrapper.after + "}") == row.at, "\(wrapper.kind)")
      #expect(try found(row.id, head + row.good + wrapper.after + "}") == [], "\(wrapper.kind)")
    }
  }

  @Test func rolesThatMayDoEverything() throws {
    let head =
      "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: x}, rules: "
    #expect(
      try found("wildcard-role", head + "[{verbs: ['*'], resources: [pods, '*']}]}") == ["['*']"])
    #expect(try found("wildcard-role", head + "[{verbs: [get], resources: ['*']}]}") == [])
  }

  @Test func podsWithoutANameAreLookedAt() throws {
    let pod = "{apiVersion: v1, kind: Pod, metadata: {generateName: x-}, spec: {hostPID: true}}"
    #expect(try found("host-namespace", pod) == ["true"])
  }

  @Test func listsAndSeveralDocumentsAreTakenApart() throws {
    let pod = "{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {hostPID: true}}"
    let list =
      "apiVersion: v1\nkind: List\nitems: [\(pod), {apiVersion: v1, kind: PodList, items: [\(pod)]}]\n"
    #expect(try found("host-namespace", list + "---\n" + pod) == ["true", "true", "true"])
  }
}
