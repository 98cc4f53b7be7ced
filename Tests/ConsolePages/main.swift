import ConsoleFixtures
import Foundation
import ShrikeConsole

// `shrike-pages FOLDER`: every page as a file, with the style sheet and the script beside them.
let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first, arguments.count == 1 else {
  FileHandle.standardError.write(Data("usage: shrike-pages FOLDER\n".utf8))
  exit(2)
}
let folder = URL(fileURLWithPath: path)
let statics = folder.appending(path: "static")
try FileManager.default.createDirectory(at: statics, withIntermediateDirectories: true)
for (name, page) in Organization().pages {
  try Data(page.bytes).write(to: folder.appending(path: "\(name).html"))
}
for (link, text) in [(Route.style, ConsoleAssets.style), (Route.script, ConsoleAssets.script)] {
  try Data(text.utf8).write(to: folder.appending(path: link.text))
}
