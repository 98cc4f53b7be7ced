import Glibc
import ShrikeText

/// Folders whose files become infrastructure only when another tool has put them together: charts of Helm
/// and kustomizations, told by the names of their files.
public struct UnrenderedFolders: Sendable {
  /// What is not looked at, each folder once, and why.
  public private(set) var folders: [(path: String, reason: String)] = []
  private static let charts = ["Chart.yaml", "Chart.yml"]
  private static let overlays = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// Folders of charts' templates, with a slash at the end.
  private var templates: Set<Substring> = []

  /// - Parameter paths: all files of a scan.
  public init(_ paths: some Sequence<String>) {
    var charts: Set<String> = []
    var overlays: Set<String> = []
    // Endings are compared first: there may be a hundred thousand paths, and nearly all are none.
    for path in paths {
      if Self.charts.contains(where: { path.hasSuffix($0) }) {
        let start = path.lastComponentStart
        if Self.charts.contains(String(path[start...])) { charts.insert(String(path[..<start])) }
      } else if Self.overlays.contains(where: { path.hasSuffix($0) }) {
        let start = path.lastComponentStart
        if Self.overlays.contains(String(path[start...])) {
          overlays.insert(String(path[..<start]))
        }
      }
    }
    for path in paths where !charts.isEmpty {
      for part in path.ranges(of: "templates/")
      where charts.contains(String(path[..<part.lowerBound])) {
        templates.insert(path[..<part.upperBound])
      }
    }
    for folder in templates.sorted() {
      folders.append((String(folder), "templates of a Helm chart, which is not rendered"))
    }
    for folder in overlays.sorted() {
      folders.append(
        (
          folder.isEmpty ? "kustomization.yaml" : folder,
          "a kustomization, which is not applied; its resources are looked at as they are written"
        ))
    }
  }

  /// Whether a file lies in one and is nothing by itself.
  public func covers(_ path: String) -> Bool {
    guard !templates.isEmpty else { return false }
    return path.ranges(of: "templates/").contains { templates.contains(path[..<$0.upperBound]) }
  }
}

/// Files that another tool reads first, told by their content.
enum UnrenderedFile {
  /// Bytes that are looked at.
  private static let head = 16 << 10

  /// Why a file is not looked at by our own checks; nil where it is none of these.
  static func reason(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> String? {
    let start = UnsafeBufferPointer(rebasing: bytes.prefix(head))
    let name = path[path.lastComponentStart...].lowercased()
    if name.hasSuffix(".json") {
      return has("deploymentTemplate.json", start)
        ? "a template of the Azure Resource Manager, which is not evaluated" : nil
    }
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
    if has("{{", start),
      [".Values.", ".Release.", ".Chart.", "{{- include "].contains(where: { has($0, start) })
    {
      return "a Helm template, which is not rendered"
    }
    return isPlaybook(start, path) ? "an Ansible playbook, which is not evaluated" : nil
  }

  /// A list of plays, which name their hosts, or of a role's tasks.
  private static func isPlaybook(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String) -> Bool {
    guard startsList(bytes) else { return false }
    if has("hosts:", bytes) {
      return ["tasks:", "roles:", "import_playbook:", "become:"].contains { has($0, bytes) }
    }
    guard has("name:", bytes) else { return false }
    return path.contains("roles/") && (path.contains("/tasks/") || path.contains("/handlers/"))
      || has("ansible.builtin.", bytes)
  }

  /// Whether the first line that says something begins a list.
  private static func startsList(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for line in bytes.split(separator: 0x0A) {
      let text = line.drop { $0 == 0x20 || $0 == 0x0D }
      if text.isEmpty || text.first == UInt8(ascii: "#") || text.starts(with: "---".utf8) {
        continue
      }
      return text.starts(with: "- ".utf8)
    }
    return false
  }

  private static func has(_ word: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    find(Array(word.utf8), in: bytes) != nil
  }
}
