import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Job containers that run privileged or hold the runner's Docker socket.
///
/// *Why it matters.* Whatever runs in the container is root on the runner, and takes the token of every job there.
///
/// *Example.* `container: { image: …, options: --privileged }` *Instead.* `options: --cap-add SYS_PTRACE`, or no more.
enum PrivilegedContainer: GitHubAudit {
  static let rule = PipelineRule(
    id: "privileged-job-container", title: "a job's container is root on the runner",
    why:
      "Whatever runs in the container is root on the runner, and takes the token of every job there.",
    instead: "The one capability that is needed: `options: --cap-add …`",
    severity: .high, cwe: 250, risks: .configuration)

  static func inspect(_ job: Job, _ workflow: Workflow, _ out: inout PipelineFindings) {
    let containers =
      [job.container].compactMap { $0 } + (job.services?.containers ?? []).map(\.container)
    for container in containers {
      if let entry = container.node.entry("options"), let text = entry.value.text {
        for word in text.split(separator: " ") {
          guard word == "--privileged" || word == "--privileged=true" else { continue }
          out.report(
            rule, .high, "the container runs privileged", at: .init(entry.range, "set here"),
            within: job.range)
        }
      }
      for volume in container.node["volumes"]?.elements.map({ $0 }) ?? []
      where volume.text?.hasPrefix("/var/run/docker.sock") ?? false {
        out.report(
          rule, .high, "the container holds the runner's Docker socket",
          at: .init(volume.range, "mounted here"), within: job.range)
      }
    }
  }
}
