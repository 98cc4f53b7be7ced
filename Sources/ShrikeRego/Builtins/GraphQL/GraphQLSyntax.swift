/// What a GraphQL text holds, queries and schemas alike (https://spec.graphql.org/October2021/).
///
/// Nodes are classes, since the check of a query notes on them what the schema says of them.
enum GraphQL {
  struct Place {
    var line = 1
    /// In code points, from 1.
    var column = 1
  }

  /// Why a text or a tree is refused.
  struct Failure: Error {
    let message: String
    let place: Place?
    /// A bound was reached, so nothing is said about the text.
    var isLimit = false

    var builtinError: BuiltinError {
      if isLimit { return .limit("graphql: \(message)") }
      guard let place else { return .failure(message) }
      return .failure("\(message) in GraphQL string at location \(place.line):\(place.column)")
    }
  }

  /// Levels of nesting, and of fragments within fragments.
  static let depthLimit = 300

  // MARK: values and types

  enum ValueKind: Int {
    case variable, int, float, string, block, boolean, null, enumeration, list, object
  }

  final class Literal {
    var kind = ValueKind.variable
    var raw = ""
    var children: [(name: String, value: Literal, place: Place)] = []
    var place = Place()
    // What the schema says.
    var definition: Definition?
    var variable: VariableDefinition?
    var expected: TypeReference?
    var expectedHasDefault = false
  }

  final class TypeReference {
    /// Empty for a list.
    var named = ""
    var element: TypeReference?
    var isNonNull = false
    var place = Place()

    init() {}
    init(_ named: String, isNonNull: Bool = false) {
      self.named = named
      self.isNonNull = isNonNull
    }

    /// The name of what it is made of in the end.
    var name: String { element?.name ?? named }
    var text: String { (element.map { "[\($0.text)]" } ?? named) + (isNonNull ? "!" : "") }

    /// Whether a value of this type may stand where another is wanted.
    func fits(_ other: TypeReference, orNull: Bool = false) -> Bool {
      guard named == other.named else { return false }
      if let element {
        guard let otherElement = other.element, element.fits(otherElement) else { return false }
      }
      return !other.isNonNull || orNull || isNonNull
    }
  }

  struct Argument {
    var name = ""
    var value = Literal()
    var place = Place()
  }

  final class Directive {
    var name = ""
    var arguments: [Argument] = []
    var place = Place()
  }

  // MARK: queries

  enum Selection {
    case field(Field)
    case spread(Spread)
    case inline(InlineFragment)
  }

  final class Field {
    var alias = ""
    var name = ""
    var arguments: [Argument] = []
    var directives: [Directive] = []
    var selections: [Selection] = []
    var place = Place()
    var definition: FieldDefinition?
    var parent: Definition?

    var responseName: String { alias.isEmpty ? name : alias }
  }

  final class Spread {
    var name = ""
    var directives: [Directive] = []
    var place = Place()
    var definition: Fragment?
    var parent: Definition?
  }

  final class InlineFragment {
    var typeCondition = ""
    var directives: [Directive] = []
    var selections: [Selection] = []
    var place = Place()
    var parent: Definition?
  }

  final class Fragment {
    var name = ""
    var variables: [VariableDefinition] = []
    var typeCondition = ""
    var directives: [Directive] = []
    var selections: [Selection] = []
    var place = Place()
  }

  final class VariableDefinition {
    var name = ""
    var type = TypeReference()
    var defaultValue: Literal?
    var directives: [Directive] = []
    var place = Place()
    var definition: Definition?
    var isUsed = false
  }

  final class Operation {
    /// `query`, `mutation` or `subscription`.
    var kind = "query"
    var name = ""
    var variables: [VariableDefinition] = []
    var directives: [Directive] = []
    var selections: [Selection] = []
    var place = Place()
  }

  struct Query {
    var operations: [Operation] = []
    var fragments: [Fragment] = []
  }

  // MARK: schemas

  enum Kind: String {
    case scalar = "SCALAR"
    case object = "OBJECT"
    case interface = "INTERFACE"
    case union = "UNION"
    case enumeration = "ENUM"
    case input = "INPUT_OBJECT"
  }

  final class Definition {
    var kind = Kind.scalar
    var description = ""
    var name = ""
    var directives: [Directive] = []
    var interfaces: [String] = []
    var fields: [FieldDefinition] = []
    var types: [String] = []
    var values: [EnumValue] = []
    var place = Place()
    var isBuiltIn = false

    var isLeaf: Bool { kind == .enumeration || kind == .scalar }
    var isComposite: Bool { kind == .object || kind == .interface || kind == .union }
    var isInput: Bool { kind == .scalar || kind == .enumeration || kind == .input }
    func field(_ name: String) -> FieldDefinition? { fields.first { $0.name == name } }
  }

  /// A field of a type, or of an input, or an argument.
  final class FieldDefinition {
    var description = ""
    var name = ""
    var arguments: [FieldDefinition] = []
    var defaultValue: Literal?
    var type = TypeReference()
    var directives: [Directive] = []
    var place = Place()

    func argument(_ name: String) -> FieldDefinition? { arguments.first { $0.name == name } }
    var isRequired: Bool { type.isNonNull && defaultValue == nil }
  }

  struct EnumValue {
    var description = ""
    var name = ""
    var directives: [Directive] = []
    var place = Place()
  }

  struct DirectiveDefinition {
    var description = ""
    var name = ""
    var arguments: [FieldDefinition] = []
    var locations: [String] = []
    var isRepeatable = false
    var place = Place()

    func argument(_ name: String) -> FieldDefinition? { arguments.first { $0.name == name } }
  }

  struct SchemaDefinition {
    var description = ""
    var directives: [Directive] = []
    var roots: [(operation: String, type: String, place: Place)] = []
    var place = Place()
  }

  struct SchemaDocument {
    var schema: [SchemaDefinition] = []
    var schemaExtensions: [SchemaDefinition] = []
    var directives: [DirectiveDefinition] = []
    var definitions: [Definition] = []
    var extensions: [Definition] = []
  }
}
