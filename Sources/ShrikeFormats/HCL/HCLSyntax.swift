public import ShrikeText

/// A file in HCL's native syntax (or one expression's text) as it is written; every part knows its
/// bytes. What was broken is missing or `.invalid`; `mistakes` says why.
public struct HCLFile: Sendable {
  public internal(set) var body: HCLBody
  /// The file as UTF-8, which all ranges count in.
  public let text: DiagnosedText
  /// Comments in the order of the file, without the line break that ends them.
  public internal(set) var comments: [ByteRange]
  /// Everything wrong with the syntax, in the order of the file; each was also reported.
  public internal(set) var mistakes: [HCLMistake]

  /// Line and column of a byte offset.
  public func position(of offset: Int) -> SourcePosition {
    text.bytes.withUnsafeBufferPointer { text.lines.position(of: offset, in: $0) }
  }
}

/// Something that is no HCL: fixed words, never a name or value of the file.
public struct HCLMistake: Sendable, Hashable {
  public var message: String
  public var range: ByteRange
  public var help: String?

  init(_ message: String, at range: ByteRange, help: String? = nil) {
    self.message = message
    self.range = range
    self.help = help
  }
}

/// What stands in a file or between a block's braces; attributes and blocks each in their order.
public struct HCLBody: Sendable {
  public var attributes: [HCLAttribute]
  public var blocks: [HCLBlock]
  /// A block's braces belong to it.
  public var range: ByteRange

  public init(attributes: [HCLAttribute] = [], blocks: [HCLBlock] = [], range: ByteRange) {
    self.attributes = attributes
    self.blocks = blocks
    self.range = range
  }

  /// The attribute of a name; costs a look at each.
  public subscript(name: String) -> HCLAttribute? { attributes.first { $0.name == name } }
  /// The blocks of a type.
  public func blocks(_ type: String) -> [HCLBlock] { blocks.filter { $0.type == type } }
}

/// `name = value`; a name is set once, later ones are mistakes and left out.
public struct HCLAttribute: Sendable {
  public var name: String
  public var nameRange: ByteRange
  public var value: HCLExpression
  /// From the name to the end of the value.
  public var range: ByteRange
}

/// `type "label" label { … }`
public struct HCLBlock: Sendable {
  public var type: String
  public var typeRange: ByteRange
  public var labels: [HCLLabel]
  public var body: HCLBody
  /// From the type to before the opening brace.
  public var headRange: ByteRange
  /// From the type to the closing brace.
  public var range: ByteRange
}

public struct HCLLabel: Sendable {
  public var text: String
  /// The quotes belong to it.
  public var range: ByteRange
}

/// An expression and where it stands. No deeper than `HCLReader.depthLimit`, so consumers may
/// recurse.
public struct HCLExpression: Sendable {
  public indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    /// As written: numbers have any precision.
    case number(String)
    /// A quoted text or heredoc without any `${}` or `%{}`, escapes resolved.
    case string(String)
    case template([HCLTemplatePart])
    /// `"${value}"` and nothing beside it: the value itself, whatever its type.
    case wrap(HCLExpression)
    /// A root name and the constant steps after it.
    case variable(String, [HCLStep])
    /// Constant steps after any other expression.
    case steps(HCLExpression, [HCLStep])
    case index(HCLExpression, HCLExpression)
    /// `[*]`, or `.*` where `isLegacy`: `each` is applied to every element, which stands in it as
    /// `.element`.
    case splat(HCLExpression, each: HCLExpression, isLegacy: Bool)
    /// The element of the nearest splat around.
    case element
    case call(HCLCall)
    case negate(HCLExpression)
    case not(HCLExpression)
    case operation(HCLOperator, HCLExpression, HCLExpression)
    case conditional(HCLExpression, then: HCLExpression, otherwise: HCLExpression)
    case tuple([HCLExpression])
    case object([HCLItem])
    case loop(HCLLoop)
    case parentheses(HCLExpression)
    /// What could not be read.
    case invalid
  }

  public var kind: Kind
  public var range: ByteRange
  /// Levels of expressions below and with this one.
  public internal(set) var height: Int32

  init(_ kind: Kind, _ range: ByteRange, height: Int32 = 1) {
    self.kind = kind
    self.range = range
    self.height = height
  }

  /// The literal text of a quoted string without interpolation, or of a lone word.
  public var word: String? {
    switch kind {
    case .string(let text): text
    case .variable(let name, let steps) where steps.isEmpty: name
    default: nil
    }
  }
}

/// `.name`, `[0]`, `["name"]`, and `.0` as older files have it.
public struct HCLStep: Sendable {
  public enum Kind: Sendable {
    case attribute(String)
    /// A number as written.
    case index(String)
    case key(String)
  }
  public var kind: Kind
  public var range: ByteRange
}

public struct HCLCall: Sendable {
  /// With its namespaces: `provider::time::rfc3339_parse`.
  public var name: String
  public var nameRange: ByteRange
  public var arguments: [HCLExpression]
  /// The last argument is a list of further arguments: `f(a...)`.
  public var expandsLast: Bool
}

public enum HCLOperator: UInt8, Sendable {
  case or, and, equal, notEqual, less, lessEqual, greater, greaterEqual, add, subtract, multiply,
    divide, remainder
}

/// An entry of an object constructor.
public struct HCLItem: Sendable {
  /// A lone name stands for its text; in parentheses for the variable.
  public var key: HCLExpression
  public var value: HCLExpression
}

/// `[for k, v in c : value if condition]`, `{for k, v in c : key => value... if condition}`
public struct HCLLoop: Sendable {
  public var keyName: String?
  public var valueName: String
  public var collection: HCLExpression
  /// Given where the result is an object.
  public var key: HCLExpression?
  public var value: HCLExpression
  /// Values of equal keys are gathered into lists.
  public var isGrouping: Bool
  public var condition: HCLExpression?
}

/// A part of a template. Strip markers, indentation and escapes are resolved in the literals.
public indirect enum HCLTemplatePart: Sendable {
  case literal(String, ByteRange)
  case value(HCLExpression)
  case conditional(HCLExpression, then: [HCLTemplatePart], otherwise: [HCLTemplatePart])
  case loop(keyName: String?, valueName: String, HCLExpression, body: [HCLTemplatePart])
}
