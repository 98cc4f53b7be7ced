public import ShrikeFormats
import ShrikeText

/// What an expression may refer to.
public struct TerraformScope {
  /// A resolved reference: the value of the root name and the first `steps` steps.
  public struct Reference {
    public var value: TerraformValue
    public var steps: Int

    public init(_ value: TerraformValue, steps: Int) {
      self.value = value
      self.steps = steps
    }
  }

  /// Values of root names: `path`, `each`, `count`, or of a template's variables.
  public var variables: [String: TerraformValue]
  /// Asked for what `variables` has not: `local.name` can be computed when it is wanted.
  public var resolve: ((String, [HCLStep]) -> Reference?)?
  /// A name that nothing gives a value is unknown, with the reference as its reason; otherwise it is
  /// a mistake.
  public var isOpen: Bool
  public var files: TerraformFiles

  public init(
    _ variables: [String: TerraformValue] = [:], isOpen: Bool = true,
    files: TerraformFiles = .none, resolve: ((String, [HCLStep]) -> Reference?)? = nil
  ) {
    self.variables = variables
    self.isOpen = isOpen
    self.files = files
    self.resolve = resolve
  }
}

/// The files that `file()` and its like may see; the evaluator itself knows no file system.
public struct TerraformFiles {
  public enum Content {
    case bytes([UInt8])
    /// There is no such file.
    case missing
    /// It cannot be told from here: outside of the module, or not to be read.
    case unknown
  }

  /// By a path as the expression has it.
  public var read: (String) -> Content
  /// All files below a folder, relative to it, with `/`; nil where that cannot be told.
  public var list: (String) -> [String]?

  public init(
    read: @escaping (String) -> Content, list: @escaping (String) -> [String]? = { _ in nil }
  ) {
    self.read = read
    self.list = list
  }

  /// Nothing can be told about any file.
  public static var none: TerraformFiles { TerraformFiles(read: { _ in .unknown }) }
}

/// What Terraform would refuse, and where.
public struct TerraformProblem: Sendable, Hashable {
  public var message: String
  public var place: TerraformPlace
  /// A name that nothing declares.
  var isUndeclared = false
}
