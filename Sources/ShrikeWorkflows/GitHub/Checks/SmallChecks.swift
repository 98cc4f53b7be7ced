import ShrikeFormats

extension WorkflowCheck {
  /// *What it finds.* Passwords of container registries that are written down.
  /// *Why it matters.* Whoever reads the file has them. *Instead.* A secret.
  mutating func checkCredentials(_ job: Job) {
    for container in [job.container].compactMap({ $0 })
      + (job.services?.containers ?? []).map(\.container)
    {
      guard let password = container.credentials?.password, !password.isExpression else { continue }
      problems.report(.credentials, password.node, "a password belongs in a secret")
    }
  }

  /// *What it finds.* Ids of jobs and steps that GitHub refuses, and ids of steps given twice.
  mutating func checkIDs(_ job: Job) {
    checkID(job.id, "job")
    for need in job.needs { checkID(need, "job") }
    var seen: Set<String> = []
    for step in job.steps ?? [] {
      guard let id = step.id else { continue }
      checkID(id, "step")
      if !seen.insert(id.lowercased).inserted {
        problems.report(.id, id.node, "another step of the job has the id \"\(id.value)\"")
      }
    }
  }

  private mutating func checkID(_ id: Text, _ what: String) {
    guard let first = id.value.utf8.first, !id.hasExpression else { return }
    let isFine =
      ((first | 0x20) &- 0x61 < 26 || first == 0x5F)
      && id.value.utf8.allSatisfy(isWordPart)
    guard !isFine else { return }
    problems.report(
      .id, id.node,
      "the id of a \(what) begins with a letter or _, and consists of letters, digits, - and _")
  }

  /// *What it finds.* Permissions that do not exist.
  /// *Why it matters.* GitHub refuses the file.
  ///
  /// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
  mutating func checkPermissions(_ permissions: Permissions?) {
    guard let permissions else { return }
    if let all = permissions.all {
      if all.value != "read-all", all.value != "write-all" {
        problems.report(
          .permissions, all.node, "for all permissions at once there are read-all and write-all")
      }
      return
    }
    for scope in permissions.scopes {
      guard let levels = PermissionScopes.levels[scope.name.value] else {
        problems.report(
          .permissions, scope.name.node, "there is no permission \"\(scope.name.value)\"")
        continue
      }
      if !levels.contains(scope.value.value) {
        problems.report(
          .permissions, scope.value.node,
          "\"\(scope.name.value)\" is one of \(levels.joined(separator: ", "))")
      }
    }
  }

  /// *What it finds.* Names of environment variables that no shell can have.
  mutating func checkVariableNames(_ variables: Variables?) {
    guard let variables, variables.expression == nil else { return }
    for entry in variables.entries where !entry.name.hasExpression {
      if entry.name.value.utf8.contains(where: {
        $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "=") || $0 == 0x20 || $0 == 0x09
      }) {
        problems.report(
          .environmentVariable, entry.name.node,
          "names of environment variables have no spaces, no & and no =")
      }
    }
  }

  mutating func checkVariableNames(_ job: Job) {
    checkVariableNames(job.variables)
    checkVariableNames(job.container?.variables)
    for service in job.services?.containers ?? [] {
      checkVariableNames(service.container.variables)
    }
  }

  /// *What it finds.* Conditions that are always true or always false, be it because something
  /// stands around `${{ }}` and makes a text of them, which is true.
  mutating func checkCondition(_ condition: Text?) {
    guard let condition else { return }
    let value = condition.value
    var body = value[...]
    if let open = value.firstRange(of: "${{"), let close = value.firstRange(of: "}}") {
      guard open.lowerBound == value.startIndex, close.upperBound == value.endIndex,
        value.count(of: "${{") == 1
      else {
        problems.report(
          .condition, condition.node,
          "the condition is always true: what stands around ${{ }} makes it a text")
        return
      }
      body = value[open.upperBound..<close.lowerBound]
    }
    if let expression = ExpressionParser.parse(String(body)), expression.isConstant {
      problems.report(.condition, condition.node, "the condition is the same in every run")
    }
  }

  /// *What it finds.* Commands a script prints for the runner that the runner no longer takes.
  /// *Instead.* Lines in the files named by `$GITHUB_OUTPUT`, `$GITHUB_ENV`, `$GITHUB_PATH` and
  /// `$GITHUB_STATE`.
  mutating func checkCommands(_ script: Step.Script) {
    var value = script.text.value
    let commands = value.withUTF8 { oldRunnerCommands(in: $0) }
    // A command is told of once; the place is the script's.
    for command in commands {
      problems.report(
        .deprecatedCommands, script.text.node, "the runner no longer takes ::\(command)::")
    }
  }
}

enum PermissionScopes {
  static let levels: [String: [String]] = {
    let all = ["read", "write", "none"]
    var out: [String: [String]] = [:]
    for name in [
      "actions", "artifact-metadata", "attestations", "checks", "contents", "deployments",
      "discussions", "issues", "packages", "pages", "pull-requests", "repository-projects",
      "security-events", "statuses",
    ] { out[name] = all }
    out["id-token"] = ["write", "none"]
    out["models"] = ["read", "none"]
    return out
  }()
}

/// The names in `::set-output name=x::value`, `::save-state …`, `::set-env …`, `::add-path::value`.
func oldRunnerCommands(in text: UnsafeBufferPointer<UInt8>) -> [String] {
  func has(_ word: StaticString, at index: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= text.count else { return false }
    return (0..<count).allSatisfy { text[index + $0] == word.utf8Start[$0] }
  }
  func isSpace(_ index: Int) -> Bool {
    switch text[index] {
    case 0x20, 0x09, 0x0A, 0x0C, 0x0D: true
    default: false
    }
  }
  /// `::` and something that is no space.
  func isValue(_ index: Int) -> Bool {
    has("::", at: index) && index + 2 < text.count && !isSpace(index + 2)
  }
  var found: [String] = []
  var at = 0
  while at + 10 < text.count {
    guard text[at] == 0x3A, text[at + 1] == 0x3A else {
      at += 1
      continue
    }
    at += 1
    let start = at + 1
    if has("add-path", at: start) {
      if isValue(start + 8) { found.append("add-path") }
      continue
    }
    for (name, length) in [("save-state", 10), ("set-output", 10), ("set-env", 7)] {
      let isNamed =
        name == "save-state"
        ? has("save-state", at: start)
        : name == "set-output" ? has("set-output", at: start) : has("set-env", at: start)
      guard isNamed else { continue }
      var index = start + length
      let spaces = index
      while index < text.count, isSpace(index) { index += 1 }
      guard index > spaces, has("name=", at: index) else { break }
      index += 5
      guard index < text.count, (text[index] | 0x20) &- 0x61 < 26 else { break }
      while index < text.count,
        (text[index] | 0x20) &- 0x61 < 26 || text[index] == 0x5F || text[index] == 0x2D
      {
        index += 1
      }
      if isValue(index) { found.append(name) }
      break
    }
  }
  return found
}
