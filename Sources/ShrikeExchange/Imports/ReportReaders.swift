/// Every tool whose reports are read: the one list that detection, reading and documents go through.
enum ReportReaders {
  static let all: [any ReportReader] = [
    BanditReader(),
    BrakemanReader(),
    BurpReader(),
    CheckmarxReader(),
    CheckovReader(),
    DependencyCheckReader(),
    DetectSecretsReader(),
    ESLintReader(),
    FortifyReader(),
    GitLabContainerReader(),
    GitLabDASTReader(),
    GitLabDependencyReader(),
    GitLabFuzzingReader(),
    GitLabSASTReader(),
    GitLabSecretReader(),
    GitleaksReader(),
    GosecReader(),
    GrypeReader(),
    KICSReader(),
    MobSFReader(),
    NmapReader(),
    NpmAudit7Reader(),
    NpmAuditReader(),
    NucleiReader(),
    OSVScannerReader(),
    OpenVASReader(),
    PipAuditReader(),
    PnpmAuditReader(),
    SSLyzeReader(),
    SarifReader(),
    SemgrepProReader(),
    SemgrepReader(),
    ShrikeReader(),
    SnykIssuesReader(),
    SnykReader(),
    SpotBugsReader(),
    TenableReader(),
    TrivyReader(),
    TruffleHog3Reader(),
    TruffleHogReader(),
    WPScanReader(),
    YarnAuditReader(),
    ZAPReader(),
  ]

  static func named(_ name: String) -> (any ReportReader)? { byName[name] }

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
