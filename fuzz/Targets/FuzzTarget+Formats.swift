import ShrikeText

@testable import ShrikeFormats

extension FuzzTarget {
  static let formats = [
    FuzzTarget("yaml", "YAML 1.1 and 1.2 documents") { bytes in
      let input = Array(bytes)
      for schema in [YAMLReader.Schema.core12, .yaml11] {
        var diagnostics = Diagnostics()
        let documents = YAMLReader(schema: schema).read(
          input, FileContext("a.yml"), diagnostics: &diagnostics)
        for document in documents { check(document) }
        show(diagnostics)
      }
    },
    FuzzTarget("json", "JSON, strict and with comments; what is sound is written and read again") {
      bytes in
      let input = Array(bytes)
      for reader in [JSONReader.strict, .jsonc] {
        var diagnostics = Diagnostics()
        let document = reader.read(input, FileContext("a.json"), diagnostics: &diagnostics)
        if let document {
          check(document)
          if !diagnostics.hasErrors { checkWriting(document) }
        }
        show(diagnostics)
      }
    },
    FuzzTarget("hcl", "HCL's bodies, expressions and templates, with recovery after mistakes") {
      bytes in
      let input = Array(bytes)
      var diagnostics = Diagnostics()
      if let file = HCLReader().read(input, FileContext("a.tf"), diagnostics: &diagnostics) {
        check(file.body, within: ByteRange(0, file.text.bytes.count))
        require(
          file.mistakes.count <= HCLReader.mistakeLimit, "no more mistakes are kept than stated")
      }
      _ = HCLReader().readExpression(input, FileContext("a.tf"), diagnostics: &diagnostics)
      _ = HCLReader().readTemplate(input, FileContext("a.tf"), diagnostics: &diagnostics)
      show(diagnostics)
    },
    FuzzTarget("json-stream", "JSON element by element and line by line") { bytes in
      let context = FileContext("a.json", quotes: false)
      for path in [[], ["runs", "*", "results"]] {
        var diagnostics = Diagnostics()
        var elements = 0
        let count = JSONReader.strict.forEachElement(
          under: path, in: bytes, context, diagnostics: &diagnostics
        ) { element in
          require(element.index == elements, "elements are numbered in order")
          require(
            element.offset >= 0 && element.offset < bytes.count, "an element begins in the text")
          elements += 1
          check(element.document)
          return true
        }
        if let count { require(count == elements, "every element is handed out") }
        show(diagnostics)
      }
      var at = 0
      var diagnostics = Diagnostics()
      JSONReader.strict.forEachLine(
        context, diagnostics: &diagnostics,
        from: { buffer in
          // Few bytes a call: lines and characters are cut wherever possible.
          let count = min(7, buffer.count, bytes.count - at)
          buffer.copyBytes(from: bytes[at..<(at + count)])
          at += count
          return count
        },
        { element in
          check(element.document)
          return true
        })
      show(diagnostics)
    },
    FuzzTarget("toml", "TOML documents") { bytes in
      var diagnostics = Diagnostics()
      let document = TOMLReader().read(
        Array(bytes), FileContext("a.toml"), diagnostics: &diagnostics)
      if let document { check(document) }
      show(diagnostics)
    },
  ]

  /// What a person would be shown.
  static func show(_ diagnostics: consuming Diagnostics) {
    for diagnostic in diagnostics.finish() { _ = diagnostic.text() }
  }

  /// Every node stands inside the text, a child inside its parent but for aliases and merged keys.
  private static func check(_ document: Document) {
    let count = document.text.bytes.count
    var left = 20_000
    func visit(_ node: Node, depth: Int) {
      left -= 1
      if left < 0 { return }
      let range = node.range
      require(
        range.lower >= 0 && range.lower <= range.upper && range.upper <= count,
        "a node's range \(range) lies in the text of \(count) bytes")
      if let content = node.contentRange {
        require(
          content.lower >= 0 && content.upper <= count && content.lower <= content.upper,
          "a scalar's content \(content) lies in the text of \(count) bytes")
        _ = node.place(ofText: 0..<content.count)
      }
      require(depth <= FormatLimits.standard.depth + 1, "nesting is bounded")
      _ = (node.int, node.double, node.text, node.tag)
      for entry in node.entries {
        visit(entry.key, depth: depth + 1)
        visit(entry.value, depth: depth + 1)
        if node.count <= 64 {
          require(node[entry.name] != nil || entry.key.text == nil, "a key is found by its name")
        }
      }
      for element in node.elements { visit(element, depth: depth + 1) }
    }
    visit(document.root, depth: 0)
  }

  /// Every part of a body stands within it.
  private static func check(_ body: HCLBody, within outer: ByteRange) {
    func within(_ range: ByteRange) {
      require(
        range.lower >= outer.lower && range.upper <= outer.upper,
        "a part \(range) stands within its whole \(outer)")
    }
    for attribute in body.attributes {
      within(attribute.nameRange)
      within(attribute.value.range)
      within(attribute.range)
    }
    for block in body.blocks {
      within(block.range)
      check(block.body, within: block.range)
    }
  }

  private static func checkWriting(_ document: Document) {
    for pretty in [false, true] {
      var writer = JSONWriter(pretty: pretty)
      writer.node(document.root)
      let bytes = writer.finish()
      var diagnostics = Diagnostics()
      let again = JSONReader.strict.read(bytes, FileContext("b.json"), diagnostics: &diagnostics)
      require(!diagnostics.hasErrors, "what we write is sound")
      guard let again else { fatalError("broken: what we write can be read") }
      require(same(document.root, again.root), "what we write reads as what was written")
    }
  }

  private static func same(_ a: Node, _ b: Node) -> Bool {
    switch (a.kind, b.kind) {
    case (.mapping, .mapping):
      a.count == b.count
        && zip(a.entries, b.entries).allSatisfy { $0.name == $1.name && same($0.value, $1.value) }
    case (.sequence, .sequence):
      a.count == b.count && zip(a.elements, b.elements).allSatisfy { same($0, $1) }
    case (.integer, _), (.float, _): a.double == b.double
    default: a.kind == b.kind && a.text == b.text
    }
  }
}
