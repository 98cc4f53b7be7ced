/// Values that whoever opens an issue or a pull request decides, and the expressions that reach them.
///
/// https://docs.github.com/en/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks
struct UntrustedInputs {
  /// A step of a path: its name, `*` for the elements of a list; a leaf has no children.
  final class Step: Sendable {
    let path: String
    let children: [String: Step]

    init(_ path: String, _ children: [String: Step]) {
      self.path = path
      self.children = children
    }
  }

  /// Below `github`.
  static let paths = [
    "event.issue.title", "event.issue.body", "event.pull_request.title",
    "event.pull_request.body", "event.pull_request.head.ref", "event.pull_request.head.label",
    "event.pull_request.head.repo.default_branch", "event.comment.body", "event.review.body",
    "event.review_comment.body", "event.pages.*.page_name", "event.commits.*.message",
    "event.commits.*.author.email", "event.commits.*.author.name", "event.head_commit.message",
    "event.head_commit.author.email", "event.head_commit.author.name",
    "event.discussion.title", "event.discussion.body", "head_ref",
  ]

  private static let github: Step = {
    let paths = Self.paths.map { $0.split(separator: ".").map(String.init) }
    func build(_ path: String, _ rests: [ArraySlice<String>]) -> Step {
      var groups: [String: [ArraySlice<String>]] = [:]
      for rest in rests {
        if let first = rest.first { groups[first, default: []].append(rest.dropFirst()) }
      }
      var children: [String: Step] = [:]
      for (name, group) in groups { children[name] = build("\(path).\(name)", group) }
      return Step(path, children)
    }
    return build("github", paths.map { $0[...] })
  }()

  /// What was reached, and the byte at which the expression that reaches it begins.
  private(set) var found: [(paths: [String], mark: Int)] = []
  private var current: [Step] = []
  private var mark = 0
  private var isFiltering = false
  /// Within calls whose result is true or false.
  private var harmlessCalls = 0

  mutating func enter(_ expression: Expression) {
    if Self.isHarmlessCall(expression) { harmlessCalls += 1 }
  }

  /// To be called for every expression after its parts.
  mutating func leave(_ expression: Expression) {
    if harmlessCalls > 0 {
      if Self.isHarmlessCall(expression) { harmlessCalls -= 1 }
      return
    }
    switch expression.kind {
    case .context(let name):
      finish()
      if name == "github" {
        mark = expression.mark
        current = [Self.github]
      }
    case .property(_, let name): descend(name)
    case .index(_, let index):
      if case .string(let name) = index.kind {
        descend(name)
      } else if isFiltering {
        isFiltering = false
      } else {
        descend("*")
      }
    case .filter:
      isFiltering = true
      current = current.flatMap { step in
        step.children["*"].map { [$0] } ?? Array(step.children.values)
      }
    default: finish()
    }
  }

  mutating func finish() {
    let paths = current.filter(\.children.isEmpty).map(\.path)
    if !paths.isEmpty { found.append((paths.sorted(), mark)) }
    current = []
    isFiltering = false
  }

  private mutating func descend(_ name: String) {
    if !current.isEmpty { current = current.compactMap { $0.children[name] } }
  }

  private static func isHarmlessCall(_ expression: Expression) -> Bool {
    guard case .call(let name, _) = expression.kind else { return false }
    switch name.lowercased() {
    case "contains", "startswith", "endswith": return true
    default: return false
    }
  }
}
