/// What a template of Go's text/template holds (https://pkg.go.dev/text/template).
enum TemplateNode {
  case text([UInt8])
  case action(TemplatePipeline)
  case branch(TemplateBranch)
  case range(TemplateBranch)
  case with(TemplateBranch)
  case call(name: String, TemplatePipeline?)
  case leave
  case proceed
}

struct TemplateBranch {
  var pipeline: TemplatePipeline
  var body: [TemplateNode] = []
  var otherwise: [TemplateNode] = []
}

struct TemplatePipeline {
  /// Variables that are set, new ones or known ones.
  var names: [String] = []
  var isAssignment = false
  var commands: [TemplateCommand] = []
}

struct TemplateCommand {
  /// Never empty.
  var words: [TemplateWord]
}

indirect enum TemplateWord {
  case dot
  case null
  case constant(TemplateValue)
  /// `.a.b`
  case field([String])
  /// `$x.a.b`; the root is `$`.
  case variable(String, [String])
  /// `(…).a.b`
  case chain(TemplateWord, [String])
  case pipeline(TemplatePipeline)
  case function(String)
}
