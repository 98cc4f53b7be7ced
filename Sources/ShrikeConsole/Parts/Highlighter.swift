/// Colours comments, strings, numbers and the words of a language, line by line; enough for the eye, no parser.
struct Highlighter: Sendable {
  private enum Kind: Sendable {
    case plain, comment, string, number, word

    var style: StaticString {
      switch self {
      case .plain: ""
      case .comment: "c"
      case .string: "s"
      case .number: "n"
      case .word: "k"
      }
    }
  }

  private let comments: [[Unicode.Scalar]]
  private let words: Set<String>

  /// By the end of the path; unknown ends are shown without colours.
  init(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let end = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    var comments: [String] = []
    var words = ""
    switch end {
    case "py", "rb", "sh", "bash", "yml", "yaml", "toml", "tf", "hcl", "dockerfile", "rego":
      comments = ["#"]
      words = """
        def class return if elif else for while import from in not and or with as try except raise \
        None True False lambda pass async await yield end do then fi done resource variable module \
        FROM RUN COPY ADD ENV USER CMD ENTRYPOINT package default true false null
        """
    case "js", "jsx", "ts", "tsx", "go", "java", "kt", "c", "h", "cc", "cpp", "cs", "rs", "swift",
      "php", "scala":
      comments = ["//", "/*"]
      words = """
        const let var function return if else for while import from export class new async await \
        try catch throw switch case default break func struct enum protocol guard public private \
        static void int string bool type interface package defer go chan map nil null true false \
        use fn impl pub match extends implements final this self
        """
    case "sql": comments = ["--"]
    default: break
    }
    if name.hasPrefix("Dockerfile") { comments = ["#"] }
    if words.isEmpty, name.hasPrefix("Dockerfile") {
      words = "FROM RUN COPY ADD ENV USER CMD ENTRYPOINT WORKDIR EXPOSE ARG AS"
    }
    self.comments = comments.map { Array($0.unicodeScalars) }
    self.words = Set(words.split(separator: " ").map(String.init))
  }

  func write(_ line: String, marked: CodeFrame.Mark?, into html: inout HTML) {
    let scalars = Array(line.unicodeScalars)
    var kinds = [Kind](repeating: .plain, count: scalars.count)
    if !comments.isEmpty { colour(scalars, &kinds) }
    let from = min(max(0, (marked?.column ?? 1) - 1), scalars.count)
    let upTo = min(from + max(0, marked?.length ?? 0), scalars.count)
    run(scalars[..<from], kinds, &html)
    if from < upTo { html.element("mark") { run(scalars[from..<upTo], kinds, &$0) } }
    run(scalars[upTo...], kinds, &html)
  }

  private func run(_ scalars: ArraySlice<Unicode.Scalar>, _ kinds: [Kind], _ html: inout HTML) {
    var rest = scalars
    while let first = rest.indices.first {
      let kind = kinds[first]
      let end = rest.indices.first { kinds[$0] != kind } ?? rest.endIndex
      var view = String.UnicodeScalarView()
      view.append(contentsOf: rest[first..<end])
      if kind == .plain {
        html.text(String(view))
      } else {
        html.element("i", .class(kind.style), text: String(view))
      }
      rest = rest[end...]
    }
  }

  private func colour(_ scalars: [Unicode.Scalar], _ kinds: inout [Kind]) {
    var at = 0
    while at < scalars.count {
      if comments.contains(where: { scalars[at...].starts(with: $0) }) {
        for index in at..<scalars.count { kinds[index] = .comment }
        return
      }
      let scalar = scalars[at]
      var end = at + 1
      var kind = Kind.plain
      if scalar == "\"" || scalar == "'" || scalar == "`" {
        while end < scalars.count, scalars[end] != scalar { end += scalars[end] == "\\" ? 2 : 1 }
        end = min(end + 1, scalars.count)
        kind = .string
      } else if scalar.properties.isAlphabetic || scalar == "_" {
        while end < scalars.count, Self.isWord(scalars[end]) { end += 1 }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[at..<end])
        if words.contains(String(view)) { kind = .word }
      } else if scalar.value >= 0x30, scalar.value <= 0x39 {
        while end < scalars.count, Self.isWord(scalars[end]) || scalars[end] == "." { end += 1 }
        kind = .number
      }
      for index in at..<end { kinds[index] = kind }
      at = end
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.value >= 0x30 && scalar.value <= 0x39
  }
}
