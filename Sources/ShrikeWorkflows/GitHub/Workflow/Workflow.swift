import ShrikeFormats
import ShrikeText

/// A workflow as far as it could be read; every value knows its node.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
public struct Workflow: Sendable {
  public let document: Document
  public internal(set) var name: Text?
  public internal(set) var runName: Text?
  /// The key `on`.
  public internal(set) var onKey: Node?
  public internal(set) var triggers: [Trigger]?
  public internal(set) var permissions: Permissions?
  public internal(set) var variables: Variables?
  public internal(set) var defaults: Defaults?
  public internal(set) var concurrency: Concurrency?
  public internal(set) var jobs: [Job]?

  /// The place of a job by its id, in any case.
  public internal(set) var jobIndex: [String: Int] = [:]

  init(_ document: Document) { self.document = document }

  public func job(_ id: String) -> Job? {
    guard let jobs, let index = jobIndex[id.lowercased()] else { return nil }
    return jobs[index]
  }

  public func trigger(_ name: String) -> Trigger? {
    triggers?.first { $0.name.value == name }
  }
}

/// What starts a workflow.
public struct Trigger: Sendable {
  public enum Kind: Sendable {
    case webhook(Webhook)
    case schedule([ScheduleEntry])
    case dispatch([DispatchInput])
    case repositoryDispatch(types: [Text])
    case call(CallInterface)
    case imageVersion(names: [Text], versions: [Text])
  }

  public let name: Text
  public let kind: Kind

  var call: CallInterface? {
    if case .call(let interface) = kind { return interface }
    return nil
  }
}

public struct Webhook: Sendable {
  /// Patterns under a key such as `branches-ignore`.
  public struct Filter: Sendable {
    public let key: Text
    public let patterns: [Text]
  }
  public internal(set) var types: [Text] = []
  public internal(set) var workflows: [Text] = []
  public internal(set) var branches: Filter?
  public internal(set) var branchesIgnore: Filter?
  public internal(set) var tags: Filter?
  public internal(set) var tagsIgnore: Filter?
  public internal(set) var paths: Filter?
  public internal(set) var pathsIgnore: Filter?
}

public struct ScheduleEntry: Sendable {
  public let cron: Text
  public let timezone: Text?
}

public struct DispatchInput: Sendable {
  public enum Kind: String, Sendable { case string, number, boolean, choice, environment }
  public let id: String
  public let name: Text
  public internal(set) var kind: Kind?
  public internal(set) var description: Text?
  public internal(set) var preset: Text?
  public internal(set) var required: Setting<Bool>?
  public internal(set) var options: [Text] = []
}

/// What a reusable workflow takes and gives.
public struct CallInterface: Sendable {
  public struct Input: Sendable {
    public enum Kind: String, Sendable { case string, number, boolean }
    public let id: String
    public let name: Text
    public internal(set) var kind: Kind?
    public internal(set) var description: Text?
    public internal(set) var preset: Text?
    public internal(set) var required: Setting<Bool>?
    public var isRequired: Bool { required?.value ?? false }
  }
  public struct Secret: Sendable {
    public let id: String
    public let name: Text
    public internal(set) var description: Text?
    public internal(set) var required: Setting<Bool>?
  }
  public struct Output: Sendable {
    public let id: String
    public let name: Text
    public internal(set) var description: Text?
    public internal(set) var value: Text?
  }
  public internal(set) var inputs: [Input] = []
  /// Nil: there is no such section, and whatever the caller has may be passed.
  public internal(set) var secrets: [Secret]?
  public internal(set) var outputs: [Output] = []
}

public struct Permissions: Sendable {
  public struct Scope: Sendable {
    public let name: Text
    public let value: Text
  }
  public let key: Node
  public let node: Node
  /// `read-all` and the like, in place of single scopes.
  public internal(set) var all: Text?
  public internal(set) var scopes: [Scope] = []
}

/// `env`: names and values, or an expression for them all.
public struct Variables: Sendable {
  public let node: Node
  public internal(set) var entries: [NamedText] = []
  public internal(set) var expression: Text?

  public subscript(name: String) -> NamedText? { entries.first { $0.name.value == name } }
}

/// An entry of a mapping of texts; `id` is its name in lower case.
public struct NamedText: Sendable {
  public let id: String
  public let name: Text
  public let value: Text
}

public struct Defaults: Sendable {
  public internal(set) var shell: Text?
  public internal(set) var workingDirectory: Text?
}

public struct Concurrency: Sendable {
  public let key: Node
  public let node: Node
  public internal(set) var group: Text?
  public internal(set) var cancelInProgress: Setting<Bool>?
}

public struct Environment: Sendable {
  public let key: Node
  public internal(set) var name: Text?
  public internal(set) var url: Text?
  public internal(set) var deployment: Setting<Bool>?
}

public struct Runner: Sendable {
  public let key: Node
  public let node: Node
  public internal(set) var labels: [Text] = []
  /// In place of labels.
  public internal(set) var expression: Text?
  public internal(set) var group: Text?
}

public struct Container: Sendable {
  public let key: Node
  public let node: Node
  public internal(set) var image: Text?
  public internal(set) var credentials: Credentials?
  public internal(set) var variables: Variables?
  public internal(set) var texts: [Text] = []
}

public struct Credentials: Sendable {
  public let key: Node
  public internal(set) var username: Text?
  public internal(set) var password: Text?
  public internal(set) var expression: Text?
}

public struct Services: Sendable {
  public internal(set) var expression: Text?
  public internal(set) var containers: [(name: Text, container: Container)] = []
}

public struct Strategy: Sendable {
  public internal(set) var matrix: Matrix?
  public internal(set) var failFast: Setting<Bool>?
  public internal(set) var maxParallel: Setting<Int>?
}

public struct Matrix: Sendable {
  public struct Row: Sendable {
    public let id: String
    public let name: Text
    public let values: [Node]
    public let expression: Text?
    /// It was an expression, or should have been one.
    public let isScalar: Bool
  }
  /// An element of `include` or `exclude`.
  public struct Combination: Sendable {
    public let entries: [(id: String, key: Text, value: Node)]
    public let expression: Text?
  }
  public struct Combinations: Sendable {
    public let items: [Combination]
    public let expression: Text?
    public let isScalar: Bool
  }
  public let key: Node
  public internal(set) var rows: [Row] = []
  public internal(set) var include: Combinations?
  public internal(set) var exclude: Combinations?
  public internal(set) var expression: Text?
  public internal(set) var isScalar = false
}

public struct Snapshot: Sendable {
  public internal(set) var imageName: Text?
  public internal(set) var version: Text?
  public internal(set) var condition: Text?
}

/// A job that is another workflow.
public struct WorkflowCall: Sendable {
  public let uses: Text
  public internal(set) var inputs: [NamedText] = []
  public internal(set) var secrets: [NamedText] = []
  /// The value `inherit`.
  public internal(set) var inheritedSecrets: Node?
}

public struct Job: Sendable {
  public let id: Text
  public let node: Node
  public internal(set) var name: Text?
  public internal(set) var needs: [Text] = []
  public internal(set) var runsOn: Runner?
  public internal(set) var permissions: Permissions?
  public internal(set) var environment: Environment?
  public internal(set) var concurrency: Concurrency?
  public internal(set) var outputs: [NamedText] = []
  public internal(set) var variables: Variables?
  public internal(set) var defaults: Defaults?
  public internal(set) var condition: Text?
  public internal(set) var steps: [Step]?
  public internal(set) var timeout: Setting<Double>?
  public internal(set) var strategy: Strategy?
  public internal(set) var continueOnError: Setting<Bool>?
  public internal(set) var container: Container?
  public internal(set) var services: Services?
  public internal(set) var call: WorkflowCall?
  public internal(set) var snapshot: Snapshot?
}

public struct Step: Sendable {
  public enum Kind: Sendable {
    case run(Script)
    case uses(ActionUse)
    case nothing
  }
  public struct Script: Sendable {
    public let key: Node
    public internal(set) var text: Text
    public internal(set) var shell: Text?
    public internal(set) var workingDirectory: Text?
  }
  public struct ActionUse: Sendable {
    public let key: Node
    public internal(set) var uses: Text
    public internal(set) var inputs: [NamedText] = []
    /// The key `with`.
    public internal(set) var withKey: Node?

    public subscript(id: String) -> NamedText? { inputs.first { $0.id == id } }
  }
  public let node: Node
  public internal(set) var id: Text?
  public internal(set) var condition: Text?
  public internal(set) var name: Text?
  public internal(set) var variables: Variables?
  public internal(set) var continueOnError: Setting<Bool>?
  public internal(set) var timeout: Setting<Double>?
  public internal(set) var kind = Kind.nothing
  /// Steps that run side by side in place of this one.
  public internal(set) var parallel: [Step] = []

  public var script: Script? {
    if case .run(let script) = kind { return script }
    return nil
  }
  public var action: ActionUse? {
    if case .uses(let action) = kind { return action }
    return nil
  }
}
