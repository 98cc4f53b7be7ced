import Glibc
import ShrikeFormats
import ShrikeText

// Answers the suites of the conformance corpora with the product's own code; `score` judges. It reads inputs
// only: of an expected value not even the key is looked at.

let suites =
  ruleSuites + treeSuites + regoSuites + kicsSuites
  + policyTestSuites + gitHubSuites + hclSuites + hadolintSuites + trackingSuites + sarifSuites
  + reportSuites
let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "--serve" {
  Serve.run()
  exit(0)
}
if arguments.count == 2, arguments[1] == "--track" {
  TrackServer.run()
  exit(0)
}
if arguments.count == 2, arguments[1] == "--sarif" {
  try SarifServer.run()
  exit(0)
}
guard arguments.count == 4 else {
  Console.fail("usage: shrike-conformance SUITE CORPUS ANSWERS | --serve | --track | --sarif")
}
guard let suite = suites.first(where: { $0.name == arguments[1] }) else {
  Console.fail("unknown suite \(arguments[1]); known: \(suites.map(\.name).joined(separator: " "))")
}
let corpus = Corpus(root: arguments[2])
var answers = Answers()
try suite.answer(corpus, &answers)
try answers.write(to: arguments[3])
