import ShrikeFormats
public import ShrikeLedger

/// Where traces go: a collector that takes OTLP over HTTP as JSON.
public struct TraceSettings: Sendable {
  /// With the path: `http://collector:4318/v1/traces`.
  public var url: String
  public var headers: [(name: String, value: String)] = []
  public var service = "shrike"
  /// The part of traces begun here that are kept, 0 to 1; whoever is asked within a trace does as its asker decided.
  public var ratio = 1.0

  public init(url: String) { self.url = url }

  /// As OpenTelemetry's environment variables say; nil where they name no collector, or OTEL_SDK_DISABLED is true.
  public init?(environment: [String: String]) throws(LedgerError) {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard set("OTEL_SDK_DISABLED")?.lowercased() != "true",
      set("OTEL_TRACES_EXPORTER") != "none"
    else { return nil }
    if let whole = set("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
      url = whole
    } else if let base = set("OTEL_EXPORTER_OTLP_ENDPOINT") {
      url = (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/v1/traces"
    } else {
      return nil
    }
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw LedgerError(
        .input, "traces cannot be sent to '\(url)'", help: "name a collector by http:// or https://"
      )
    }
    let list =
      set("OTEL_EXPORTER_OTLP_TRACES_HEADERS") ?? set("OTEL_EXPORTER_OTLP_HEADERS") ?? ""
    for pair in list.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].filter { $0 != " " }
      guard parts.count == 2, !name.isEmpty,
        let value = FormFields.decode(parts[1], plusIsSpace: false)
      else {
        throw LedgerError(
          .input, "OTEL_EXPORTER_OTLP_HEADERS cannot be read",
          help: "it is a list of name=value, set apart by commas")
      }
      headers.append((name, value))
    }
    if let name = set("OTEL_SERVICE_NAME") { service = name }
    if let text = set("OTEL_TRACES_SAMPLER_ARG") {
      guard let ratio = Double(text), (0...1).contains(ratio) else {
        throw LedgerError(.input, "OTEL_TRACES_SAMPLER_ARG is '\(text)'", help: "it is 0 to 1")
      }
      self.ratio = ratio
    }
    switch set("OTEL_TRACES_SAMPLER") {
    case "always_off", "parentbased_always_off": ratio = 0
    case "always_on", "parentbased_always_on": ratio = 1
    default: break
    }
  }
}
