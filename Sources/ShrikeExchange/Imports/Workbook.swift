import ShrikeFormats
import ShrikeModel

/// The sheets of an Office Open XML workbook (ECMA-376), whose files an archive's entries are.
struct Workbook {
  /// Every sheet as a table, its first row the header.
  static func tables(_ report: ReportContent) -> [CSVTable] {
    let strings =
      report.entries(endingWith: "xl/sharedStrings.xml").first?.xml.all("si").map { item in
        // Runs of one format each; a blank between two words is part of either.
        item["t"].exists ? item["t"].text : item.all("r").map { $0["t"].content }.joined()
      } ?? []
    return report.entries
      .filter { $0.name.contains("xl/worksheets/sheet") && $0.name.hasSuffix(".xml") }
      .sorted { $0.name < $1.name }
      .map { table($0.xml, strings) }
  }

  private static func table(_ sheet: XMLElement, _ strings: [String]) -> CSVTable {
    var rows: [(line: Int, fields: [String])] = []
    for row in sheet["sheetData"].all("row") {
      var fields: [String] = []
      for cell in row.all("c") {
        // `AB12` names the column; cells that are empty are left out.
        let column = cell.attribute("r").map(column) ?? fields.count
        guard column < 1_000 else { continue }
        while fields.count <= column { fields.append("") }
        switch cell.attribute("t") {
        case "s":
          let index = Int(cell["v"].text) ?? -1
          fields[column] = strings.indices.contains(index) ? strings[index] : ""
        case "inlineStr": fields[column] = cell["is"]["t"].text
        default: fields[column] = cell["v"].text
        }
      }
      // Rows that only have a format hold nothing.
      guard fields.contains(where: { !$0.isEmpty }) else { continue }
      rows.append((row.attribute("r").flatMap { Int($0) } ?? rows.count + 1, fields))
    }
    return CSVTable(rows: rows)
  }

  private static func column(_ reference: String) -> Int {
    var number = 0
    for letter in reference.utf8.prefix(3) {
      guard letter >= 0x41, letter <= 0x5A else { break }
      number = number * 26 + Int(letter) - 0x40
    }
    return max(number - 1, 0)
  }
}
