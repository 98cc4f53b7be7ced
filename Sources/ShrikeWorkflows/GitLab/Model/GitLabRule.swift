import ShrikeFormats
import ShrikeText

/// An element of `rules:`.
public struct GitLabRule: Sendable {
  public let node: Node
  /// The text of `if`; nil where there is none.
  public let condition: Node?
  public let when: String?
  public let allowFailure: Node?
  /// `changes` or `exists`: files decide, too.
  public let dependsOnFiles: Bool
  let parsed: GitLabCondition?

  static func all(in node: Node) -> [GitLabRule] {
    var found: [GitLabRule] = []
    func visit(_ node: Node, _ depth: Int) {
      guard depth <= GitLabPipeline.Limits.nesting else { return }
      if node.isMapping || node.tag == "!reference" {
        found.append(GitLabRule(node))
      } else {
        for element in node.elements { visit(element, depth + 1) }
      }
    }
    for element in node.elements { visit(element, 0) }
    return found
  }

  private init(_ node: Node) {
    self.node = node
    condition = node["if"]
    when = node["when"]?.text
    allowFailure = node["allow_failure"]
    dependsOnFiles = node["changes"] != nil || node["exists"] != nil || node.tag != nil
    parsed = node["if"]?.text.flatMap { GitLabCondition.parse($0) }
  }

  /// Whether it decides under what is known; nil where that cannot be told.
  func applies(_ known: GitLabCondition.Known) -> Bool? {
    let matches = condition == nil ? true : parsed.flatMap { $0.holds(known) }
    if matches == false { return false }
    return dependsOnFiles ? nil : matches
  }
}

/// The kinds of pipelines that outsiders, or anybody who may push a branch, bring about.
enum GitLabSituation {
  /// A branch that is not protected was pushed.
  case branch
  /// A merge request was opened, also from a fork.
  case mergeRequest

  var known: GitLabCondition.Known {
    switch self {
    case .branch:
      [
        "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": nil,
        "CI_COMMIT_REF_PROTECTED": "false", "CI_MERGE_REQUEST_IID": nil,
        "CI_MERGE_REQUEST_ID": nil, "CI_COMMIT_BRANCH": "a-new-branch",
        "CI_COMMIT_REF_NAME": "a-new-branch", "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_REF_SLUG": "a-new-branch", "CI_OPEN_MERGE_REQUESTS": nil,
      ]
    case .mergeRequest:
      [
        "CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_TAG": nil,
        "CI_COMMIT_REF_PROTECTED": "false", "CI_COMMIT_BRANCH": nil,
        "CI_MERGE_REQUEST_IID": "1", "CI_MERGE_REQUEST_ID": "1", "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_REF_NAME": "a-new-branch",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "a-new-branch",
      ]
    }
  }
}

extension GitLabPipeline {
  /// How a job runs in a situation; nil where what is not known decides.
  enum Start { case never, manual, always }

  func start(of job: GitLabJob, in situation: GitLabSituation) -> Start? {
    let known = situation.known
    if let rules = workflow?.rules {
      switch Self.start(rules, known, otherwise: nil) {
      case .never?: return .never
      case nil: return nil
      default: break
      }
    }
    guard job.isComplete else { return nil }
    if let rules = job.rules { return Self.start(rules, known, otherwise: job.value("when")?.text) }
    let when = job.value("when")?.text
    let isIncluded: Bool?
    if let only = job.value("only") {
      isIncluded = Self.lists(only, situation)
    } else {
      // Without any of these a job belongs to branches and tags.
      isIncluded = situation == .branch
    }
    if isIncluded == false { return .never }
    if let except = job.value("except") {
      switch Self.lists(except, situation) {
      case true?: return .never
      case nil: return nil
      case false?: break
      }
    }
    guard isIncluded == true else { return nil }
    return when == "manual" ? .manual : when == "never" ? .never : .always
  }

  private static func start(
    _ rules: [GitLabRule], _ known: GitLabCondition.Known, otherwise: String?
  ) -> Start? {
    for rule in rules {
      switch rule.applies(known) {
      case false?: continue
      case nil: return nil
      case true?:
        switch rule.when ?? otherwise {
        case "never": return .never
        case "manual": return .manual
        default: return .always
        }
      }
    }
    return .never
  }

  /// Whether `only:` or `except:` names the situation.
  private static func lists(_ node: Node, _ situation: GitLabSituation) -> Bool? {
    let refs = node.isMapping ? node["refs"] : node
    // Variables and changed files are further conditions.
    let isPlain = !node.isMapping || node.count == 1 && refs != nil
    let words = (refs?.isSequence ?? false ? refs?.elements.map { $0 } : refs.map { [$0] }) ?? []
    var isUnsure = false
    for word in words {
      switch word.text ?? "" {
      case "branches", "pushes": if situation == .branch { return isPlain ? true : nil }
      case "merge_requests": if situation == .mergeRequest { return isPlain ? true : nil }
      case "api", "chat", "external", "external_pull_requests", "pipelines", "schedules", "tags",
        "triggers", "web", "main", "master":
        continue
      case let text: if text.hasPrefix("/") || text.contains("@") { isUnsure = true }
      }
    }
    return isUnsure || words.isEmpty && node.isMapping ? nil : false
  }
}
