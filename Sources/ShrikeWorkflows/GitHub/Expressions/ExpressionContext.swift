/// What GitHub provides under which workflow key.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
enum WorkflowKey {
  case none
  case runName, concurrency, environmentVariables
  case callInputDefault, callOutputValue
  case jobName, jobRunsOn, jobConcurrency, jobContinueOnError, jobTimeout, jobEnvironment
  case jobEnvironmentURL, jobDefaults, jobVariables, jobCondition, jobStrategy, jobOutput
  case jobContainer, jobContainerCredentials, jobContainerVariables
  case jobServices
  case jobCallInput, jobCallSecret, snapshotCondition
  case stepCondition, stepText

  /// Contexts that may be named there.
  var contexts: Set<String> { Self.table[self]?.contexts ?? [] }
  /// Those of `ExpressionFunction.special` that may be called there.
  var functions: Set<String> { Self.table[self]?.functions ?? [] }

  private static let table: [WorkflowKey: (contexts: Set<String>, functions: Set<String>)] = {
    let base: Set = ["github", "inputs", "vars"]
    let job = base.union(["matrix", "needs", "strategy"])
    let run = job.union(["env", "job", "runner", "secrets", "steps"])
    let status: Set = ["always", "cancelled", "failure", "success"]
    return [
      .runName: (base, []), .concurrency: (base, []), .callInputDefault: (base, []),
      .environmentVariables: (base.union(["secrets"]), []),
      .callOutputValue: (base.union(["jobs"]), []),
      .jobName: (job, []), .jobRunsOn: (job, []), .jobConcurrency: (job, []),
      .jobContinueOnError: (job, []), .jobTimeout: (job, []), .jobEnvironment: (job, []),
      .jobContainer: (job, []), .jobServices: (job, []), .jobCallInput: (job, []),
      .snapshotCondition: (job, []),
      .jobEnvironmentURL: (run.subtracting(["secrets"]), []),
      .jobDefaults: (job.union(["env"]), []),
      .jobVariables: (job.union(["secrets"]), []), .jobCallSecret: (job.union(["secrets"]), []),
      .jobCondition: (base.union(["needs"]), status),
      .jobStrategy: (base.union(["needs"]), []),
      .jobOutput: (run, []),
      .jobContainerCredentials: (job.union(["env", "secrets"]), []),
      .jobContainerVariables: (run.subtracting(["steps"]), []),
      .stepCondition: (run.subtracting(["secrets"]), status.union(["hashfiles"])),
      .stepText: (run, ["hashfiles"]),
    ]
  }()
}

/// The types of the contexts at one place of a workflow.
struct ExpressionContexts {
  var types: [String: ExpressionType] = Self.standard

  subscript(name: String) -> ExpressionType? {
    get { types[name] }
    set { types[name] = newValue }
  }

  /// `workflow_call` names its secrets; GitHub adds its own.
  mutating func setSecrets(_ names: [String]) {
    var properties: [String: ExpressionType] = [
      "github_token": .string, "actions_step_debug": .string, "actions_runner_debug": .string,
    ]
    for name in names { properties[name] = .string }
    types["secrets"] = .closed(properties)
  }

  /// `inputs` of both triggers together, where a workflow has both.
  mutating func addInputs(_ inputs: ExpressionType.Object) {
    guard case .object(let known)? = types["inputs"], !known.properties.isEmpty else {
      types["inputs"] = .object(inputs)
      return
    }
    types["inputs"] = .object(known.merged(with: inputs))
  }

  /// Inputs of a manual run, which the event holds as strings.
  mutating func addDispatchInputs(_ inputs: ExpressionType.Object) {
    addInputs(inputs)
    guard case .object(var github)? = types["github"],
      case .object(var event)? = github.properties["event"]
    else { return }
    event.properties["inputs"] = .closed(inputs.properties.mapValues { _ in .string })
    github.properties["event"] = .object(event)
    types["github"] = .object(github)
  }

  private static let standard: [String: ExpressionType] = {
    var github: [String: ExpressionType] = [:]
    for name in [
      "action", "action_path", "action_ref", "action_repository", "action_status", "actor",
      "actor_id", "api_url", "base_ref", "env", "event_name", "event_path", "graphql_url",
      "head_ref", "job", "output", "path", "ref", "ref_name", "ref_type", "repository",
      "repository_id", "repository_owner", "repository_owner_id", "repository_visibility",
      "repositoryurl", "run_attempt", "run_id", "run_number", "secret_source", "server_url", "sha",
      "state", "step_summary", "token", "triggering_actor", "workflow", "workflow_ref",
      "workflow_sha", "workspace",
    ] { github[name] = .string }
    github["artifact_cache_size_limit"] = .number
    github["retention_days"] = .number
    github["ref_protected"] = .bool
    github["event"] = .looseObject
    let service: [String: ExpressionType] = [
      "id": .string, "network": .string, "ports": .stringMap,
    ]
    return [
      "github": .closed(github),
      "env": .stringMap, "vars": .stringMap, "secrets": .stringMap,
      "job": .closed([
        "check_run_id": .number, "status": .string,
        "container": .closed(["id": .string, "network": .string]),
        "services": .object(.init(others: .closed(service))),
      ]),
      "runner": .closed([
        "name": .string, "os": .string, "arch": .string, "temp": .string, "tool_cache": .string,
        "debug": .string, "environment": .string,
      ]),
      "strategy": .object(
        .init(
          [
            "fail-fast": .bool, "job-index": .number, "job-total": .number,
            "max-parallel": .number,
          ], others: .any)),
      "steps": .emptyObject, "matrix": .emptyObject, "needs": .emptyObject,
      "inputs": .emptyObject,
    ]
  }()
}
