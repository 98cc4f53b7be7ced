import ShrikeModel

/// PSScriptAnalyzer-like tools that only write SARIF and are asked for by name.
struct CppcheckReader: NamedSarif, ReportReader {
  let name = "cppcheck"
  let title = "Cppcheck"
  let drivers = ["cppcheck"]
}

struct DevSkimReader: NamedSarif, ReportReader {
  let name = "devskim"
  let title = "DevSkim"
  let drivers = ["devskim"]
}

struct FlawfinderReader: NamedSarif, ReportReader {
  let name = "flawfinder"
  let title = "Flawfinder"
  let drivers = ["flawfinder"]
}

struct MayhemReader: NamedSarif, ReportReader {
  let name = "mayhem"
  let title = "Mayhem"
  let drivers = ["mayhem", "mapi"]
}
