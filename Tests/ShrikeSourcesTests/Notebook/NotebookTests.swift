import Foundation
import ShrikeText
import Testing

@testable import ShrikeSources

struct NotebookTests {
  private func notebook(_ text: String) -> Notebook? { withBytes(text) { Notebook($0) } }

  private func lines(_ notebook: Notebook?) -> [String]? {
    notebook.map {
      String(decoding: $0.text, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map(String.init)
    }
  }

  @Test("sources and text outputs are plain lines, all else stays, images go")
  func wholeNotebook() throws {
    let bytes = try caseBytes("Notebook", "cells-and-outputs.ipynb")
    let book = try #require(bytes.withUnsafeBufferPointer { Notebook($0) })
    let text = String(decoding: book.text, as: UTF8.self)
    let expected = try String(
      decoding: caseBytes("Notebook", "cells-and-outputs.txt"), as: UTF8.self)
    #expect(text == expected)
    #expect(book.mediaCount == 1)
    #expect(book.lineMap.lineCount == text.utf8.count { $0 == 0x0A })

    // Every word of the text stands where the map says.
    let file = DiagnosedText(file: "", bytes: bytes)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let word = line.split(whereSeparator: { " \"\\'{}[],:".contains($0) }).last else {
        continue
      }
      let range = try #require(line.range(of: word, options: .backwards))
      let column = line[..<range.lowerBound].unicodeScalars.count + 1
      let place = book.lineMap.position(line: index + 1, column: column)
      let content = bytes.withUnsafeBufferPointer { file.lines.content(ofLine: place.line, in: $0) }
      let onDisk = String(decoding: bytes[content.lower..<content.upper], as: UTF8.self)
      let found = String(onDisk.unicodeScalars.dropFirst(place.column - 1))
      #expect(found.hasPrefix(word), "line \(index + 1): \(word) is not at \(found)")
    }
  }

  @Test("a notebook on one line")
  func oneLine() {
    let book = notebook(#"{"cells":[{"source":"a = 1\nb = \"é\" + '\u00e9!'\n"}]}"#)
    #expect(lines(book) == [#"{"cells":[{"source":"#, "a = 1", "b = \"é\" + 'é!'", ""])
    #expect(book?.lineMap.position(line: 2, column: 1) == SourcePosition(line: 1, column: 22))
    #expect(book?.lineMap.position(line: 3, column: 1) == SourcePosition(line: 1, column: 29))
    // Two quotes and then the escaped letter are written longer than they are.
    #expect(book?.lineMap.position(line: 3, column: 12) == SourcePosition(line: 1, column: 42))
    #expect(book?.lineMap.position(line: 3, column: 13) == SourcePosition(line: 1, column: 48))
  }

  @Test("surrogates, lone ones and tabs")
  func escapes() {
    let book = notebook(#"{"cells":[{"source":["\ud83d\ude00\t\ud83d|\u0041"]}]}"#)
    #expect(lines(book)?[1] == "😀\t\u{FFFD}|A")
  }

  @Test("version 3: worksheets and input")
  func version3() {
    let book = notebook(#"{"worksheets":[{"cells":[{"input":["x\n","y"]}]}]}"#)
    #expect(lines(book)?.dropFirst() == ["x", "y", ""])
  }

  @Test(
    "what is broken or no notebook is plain text",
    arguments: [
      "", "null", "[]", "{}", #"{"a":1}"#, #"{"cells":[}"#, #"{"cells":["#, #"{"cells":[]} x"#,
      #"{"cells":[{"source":"a\x"}]}"#, #"{"cells":[{"source":"a\u12"}]}"#,
      #"{"cells":[{"source":"a}]}"#, #"{"cells":[1 2]}"#, #"{"cells" [1]}"#, #"{"cells":,}"#,
      #"{"cells":[],}"#, #"{"cells":[1,]}"#, "\u{0}", #"{"cells":[{"source":"\"#,
    ])
  func plainText(text: String) {
    #expect(notebook(text) == nil)
    let seen = expand("n.ipynb", Array(text.utf8))
    if !text.isEmpty, !text.utf8.contains(0) {
      #expect(seen.lines == ["n.ipynb: " + text])
      #expect(seen.fragments.first?.lineMap == nil)
    }
  }

  @Test("depth limit")
  func depth() {
    func nested(_ depth: Int) -> String {
      let rest = depth - 1
      return "{\"cells\":" + String(repeating: "[", count: rest)
        + String(repeating: "]", count: rest) + "}"
    }
    #expect(notebook(nested(Notebook.depthLimit)) != nil)
    #expect(notebook(nested(Notebook.depthLimit + 1)) == nil)
    #expect(notebook(nested(1_000_000)) == nil)
  }

  @Test("only by name, with a mark or in UTF-16 too")
  func recognition() {
    let json = #"{"cells":[{"source":["key\n"]}]}"#
    #expect(expand("n.json", Array(json.utf8)).fragments.first?.lineMap == nil)
    #expect(
      expand("n.ipynb", [0xEF, 0xBB, 0xBF] + Array(json.utf8)).fragments.first?.lineMap != nil)
    let wide = utf16(json, isLittle: true, hasMark: true)
    #expect(expand("n.ipynb", wide).fragments.first?.lineMap != nil)
  }
}
