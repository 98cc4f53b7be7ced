import ArgumentParser
import Foundation
import ShrikeLedger
import ShrikeServer

/// Signing in through a provider of OpenID Connect.
struct OpenIDOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Whom people may sign in through, as its discovery document spells it.", valueName: "url"))
  var oidcIssuer: String?

  @Option(help: ArgumentHelp("What the provider calls this hub.", valueName: "id"))
  var oidcClient: String?

  @Option(
    help: ArgumentHelp(
      "The file with the client's secret. Also in $SHRIKE_OIDC_SECRET; a public client has none.",
      valueName: "file"))
  var oidcSecret: String?

  @Option(help: ArgumentHelp("What people call the provider.", valueName: "name"))
  var oidcName: String?

  @Option(
    help: ArgumentHelp(
      "Verified addresses of this domain get an account at their first sign-in; '*': all. May be repeated.",
      valueName: "domain"))
  var oidcDomain: [String] = []

  @Option(help: ArgumentHelp("The claim that tells roles, as groups.", valueName: "claim"))
  var oidcRoleClaim: String?

  @Option(
    help: ArgumentHelp(
      "What a value of the claim makes people: security=approver. May be repeated; all others are readers.",
      valueName: "value=role"))
  var oidcRole: [String] = []

  func validate() throws {
    if (oidcIssuer == nil) != (oidcClient == nil) {
      throw ValidationError("--oidc-issuer and --oidc-client go together.")
    }
    if oidcRole.contains(where: { !$0.contains("=") }) {
      throw ValidationError("--oidc-role takes value=role, security=approver.")
    }
  }

  /// Nil where nobody is named.
  func settings() throws(LedgerError) -> OpenIDSettings? {
    guard let oidcIssuer, let oidcClient else { return nil }
    var settings = OpenIDSettings(issuer: oidcIssuer, client: oidcClient, secret: try secret())
    if let oidcName { settings.name = oidcName }
    settings.domains = Set(oidcDomain)
    settings.roleClaim = oidcRoleClaim
    for pair in oidcRole {
      guard let sign = pair.lastIndex(of: "=") else { continue }
      settings.roles[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
    }
    return settings
  }

  private func secret() throws(LedgerError) -> String? {
    guard let oidcSecret else {
      return ProcessInfo.processInfo.environment["SHRIKE_OIDC_SECRET"].flatMap {
        $0.isEmpty ? nil : $0
      }
    }
    guard let bytes = FileManager.default.contents(atPath: oidcSecret) else {
      throw LedgerError(.io, "the client's secret '\(oidcSecret)' cannot be read")
    }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
