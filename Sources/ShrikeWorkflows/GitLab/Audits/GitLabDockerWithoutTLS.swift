import ShrikeFormats
import ShrikeModel
import ShrikeText

/// *What it finds.* Docker daemons beside a job that listen without TLS.
///
/// *Why it matters.* Such a daemon runs privileged. Whoever reaches its port, every other service and container
/// of the job included, is root on the runner.
///
/// *Example.* `variables: { DOCKER_TLS_CERTDIR: "" }` *Instead.* `DOCKER_TLS_CERTDIR: "/certs"`
enum GitLabDockerWithoutTLS: GitLabAudit {
  static let rule = PipelineRule(
    id: "gitlab-docker-without-tls", title: "a Docker daemon listens without TLS",
    why:
      "The daemon runs privileged. Whoever reaches its port, every other service and container of the "
      + "job included, is root on the runner.",
    instead: "`DOCKER_TLS_CERTDIR: \"/certs\"` and port 2376, or a builder that needs no daemon.",
    severity: .high, cwe: 319, 306, risks: .configuration)

  static func inspect(_ pipeline: GitLabPipeline, _ out: inout PipelineFindings) {
    check(pipeline.variables, &out)
  }

  static func inspect(
    _ settings: GitLabSettings, _ pipeline: GitLabPipeline, _ out: inout PipelineFindings
  ) {
    check(settings.variables, &out)
    for service in settings.value("services")?.elements.map({ $0 }) ?? [] {
      check(GitLabVariable.all(in: service["variables"]), &out)
      for word in service["command"]?.elements.map({ $0 }) ?? [] where word.text == "--tls=false" {
        out.report(rule, .high, "TLS is turned off", at: .init(word.range, "for this daemon"))
      }
    }
  }

  private static func check(_ variables: [GitLabVariable], _ out: inout PipelineFindings) {
    for variable in variables {
      guard let value = variable.value else { continue }
      let text = value.text ?? ""
      switch variable.name {
      case "DOCKER_TLS_CERTDIR" where text.isEmpty || value.isNull:
        out.report(
          rule, .high, "without a folder for certificates the daemon uses no TLS",
          at: .init(variable.range, "turns TLS off"))
      case "DOCKER_HOST" where text.hasPrefix("tcp://") && text.hasSuffix(":2375"):
        out.report(
          rule, .high, "the daemon is asked without TLS", at: .init(variable.range, "a plain port"))
      default: break
      }
    }
  }
}
