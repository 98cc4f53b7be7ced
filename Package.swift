// swift-tools-version: 6.2
import Foundation
import PackageDescription

// One program in a few layers; an arrow in `dependencies` always points down (ARCHITECTURE.md).

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // A module border costs twice the instructions without it, nothing with it.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

// The launcher sets it to 0 until a subcommand of the hub is asked for: its packages are not fetched,
// its targets not built.
let withHub = ProcessInfo.processInfo.environment["SHRIKE_HUB"] != "0"

// `fuzz/run` sets it: every module of ours, and nobody else's, reports its coverage to libFuzzer.
let isFuzzed = ProcessInfo.processInfo.environment["SHRIKE_FUZZ"] == "1"

let package = Package(
  name: "shrike",
  products: [
    .executable(name: "shrike", targets: ["shrike"])
  ],
  dependencies: [
    // Subcommands, help and completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // HMAC and SHA-256 for identities and cache keys.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Whole numbers of any size, as policies compute with them.
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    // SQLite with a pool of readers beside one writer, for the ledger.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // MARK: L4 the command line

    /** Argument parsing and composition, one file per subcommand. */
    .executableTarget(
      name: "shrike",
      dependencies: [
        "ShrikePipeline", "ShrikeIntake", "ShrikeTransport", "ShrikeGovern", "ShrikeExchange",
        "ShrikeLedger", "ShrikeIdentity", "ShrikeRego", "ShrikeSecrets", "ShrikeInfra",
        "ShrikeSources", "ShrikeFormats", "ShrikeMatch", "ShrikeModel", "ShrikeText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: L3 composition

    /** Plans and runs a scan: configuration, sources, engines, cache, progress. */
    .target(
      name: "ShrikePipeline",
      dependencies: [
        "ShrikeGovern", "ShrikeSecrets", "ShrikeInfra", "ShrikeRego", "ShrikeSources",
        "ShrikeExchange", "ShrikeFormats", "ShrikeMatch", "ShrikeModel", "ShrikeText", "CSpawn",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // MARK: L2 what surrounds findings

    /** Reports out: one folder a format; reports and waiver files of other tools in. */
    .target(
      name: "ShrikeExchange",
      dependencies: ["ShrikeFormats", "ShrikeModel", "ShrikeText"],
      exclude: ["HTML/report.css", "HTML/report.js"],
      swiftSettings: strict),

    /** The gate: policies over a report, and their answer with its reasons. */
    .target(
      name: "ShrikeGovern",
      dependencies: ["ShrikeRego", "ShrikeFormats", "ShrikeModel", "ShrikeText"],
      swiftSettings: strict),

    /** Which finding of a scan is which one of another: marks of code, keys of kinds, the matching. */
    .target(
      name: "ShrikeIdentity", dependencies: ["ShrikeModel", "ShrikeText"], swiftSettings: strict),

    /** What became of findings: scans, lives, decisions, and the log that all of it follows from. */
    .target(
      name: "ShrikeLedger",
      dependencies: [
        "ShrikeIdentity", "ShrikeFormats", "ShrikeModel", "ShrikeText",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),

    /** Reports of ours and of other tools as scans that the ledger takes in. */
    .target(
      name: "ShrikeIntake",
      dependencies: [
        "ShrikeLedger", "ShrikeExchange", "ShrikeSources", "ShrikeModel", "ShrikeText",
      ],
      swiftSettings: strict),

    /** The console's pages: plain values in, bytes of HTML out; knows no network. */
    .target(
      name: "ShrikeConsole", dependencies: ["ShrikeLedger", "ShrikeModel", "ShrikeText"],
      swiftSettings: strict),

    /** A thin face on libcurl, loaded on first use: everything that `shrike` itself sends. */
    .target(
      name: "ShrikeTransport", dependencies: ["ShrikeText", "CCurl"], swiftSettings: strict),

    // MARK: L1 engines

    /** Secrets in bytes: gitleaks and Betterleaks rules on one automaton. */
    .target(
      name: "ShrikeSecrets",
      dependencies: [
        "ShrikeMatch", "ShrikeFormats", "ShrikeModel", "ShrikeText",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    /** Infrastructure as code: models of files, and the checks over them. */
    .target(
      name: "ShrikeInfra",
      dependencies: [
        "ShrikeRego", "ShrikeWorkflows", "ShrikeFormats", "ShrikeMatch", "ShrikeModel",
        "ShrikeText",
        .product(name: "BigInt", package: "BigInt"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    /** GitHub's and GitLab's pipelines: typed models, expressions, audits. */
    .target(
      name: "ShrikeWorkflows",
      dependencies: ["ShrikeFormats", "ShrikeModel", "ShrikeText"],
      swiftSettings: strict),
    /** The policy language: parser, compiler, machine, built-ins. */
    .target(
      name: "ShrikeRego",
      dependencies: [
        "ShrikeMatch", "ShrikeFormats", "ShrikeText",
        .product(name: "BigInt", package: "BigInt"),
        .product(name: "Crypto", package: "swift-crypto"),
        // Signatures with RSA keys.
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),

    // MARK: L0 foundations

    /** Where bytes come from: work tree, git history, archives, notebooks, standard input. */
    .target(
      name: "ShrikeSources",
      dependencies: ["ShrikeModel", "ShrikeText", "CGit2", "CArchive"],
      swiftSettings: strict),
    /** YAML, JSON, TOML, XML, HCL, shell and Dockerfiles as trees whose every node knows its place; CSV. */
    .target(
      name: "ShrikeFormats",
      dependencies: ["ShrikeText", "CYAMLEvents", "CTOMLTree", "CXMLEvents"],
      swiftSettings: strict),
    /** Many patterns in one pass, and regular expressions in RE2's dialect. */
    .target(
      name: "ShrikeMatch",
      dependencies: ["ShrikeText", "CVectorscan", "CPCRE2"],
      swiftSettings: strict),
    /** The values everything speaks in: finding, waiver, coverage, verdict, report. */
    .target(name: "ShrikeModel", dependencies: ["ShrikeText"], swiftSettings: strict),
    /** Bytes, positions, diagnostics, files; lines compared and hashed. */
    .target(name: "ShrikeText", swiftSettings: strict),

    // MARK: C libraries and thin shims

    .systemLibrary(name: "CVectorscan", pkgConfig: "libhs"),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8"),
    /** libyaml's events through a shim that bounds them and gives byte offsets. */
    .target(name: "CYAMLEvents", linkerSettings: [.linkedLibrary("yaml")]),
    /** libxml2's events through a shim that keeps its headers to itself; libarchive links it anyway. */
    .target(
      name: "CXMLEvents", cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
      linkerSettings: [.linkedLibrary("xml2")]),
    /** toml++ through a shim that gives every node its source region. */
    .target(
      name: "CTOMLTree",
      cxxSettings: [.unsafeFlags(["-O2"])]),
    /** libgit2, loaded on first use: nine milliseconds that a plain scan does not pay. */
    .target(name: "CGit2", linkerSettings: [.linkedLibrary("dl")]),
    /** libcurl, loaded on first use as well. */
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
    /** libarchive, read from memory and streams. */
    .target(name: "CArchive", linkerSettings: [.linkedLibrary("archive")]),
    /** Starting a program in a folder. */
    .target(name: "CSpawn"),

    // MARK: tests

    /** Fixtures and snapshots, the same in every test target. */
    .target(name: "ShrikeTesting", path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "ShrikeTextTests", dependencies: ["ShrikeText"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeMatchTests", dependencies: ["ShrikeMatch", "ShrikeText", "ShrikeTesting"],
      exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "ShrikeFormatsTests", dependencies: ["ShrikeFormats", "ShrikeText", "ShrikeTesting"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeSourcesTests",
      dependencies: ["ShrikeSources", "ShrikeModel", "ShrikeText", "ShrikeTesting"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeExchangeTests",
      dependencies: ["ShrikeExchange", "ShrikeModel", "ShrikeText", "ShrikeTesting"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeSecretsTests",
      dependencies: ["ShrikeSecrets", "ShrikeMatch", "ShrikeModel", "ShrikeText", "ShrikeTesting"],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeGovernTests",
      dependencies: ["ShrikeGovern", "ShrikeRego", "ShrikeModel", "ShrikeText"],
      swiftSettings: strict),
    .testTarget(
      name: "ShrikeIntakeTests",
      dependencies: [
        "DatabaseFixtures", "ShrikeIntake", "ShrikeLedger", "ShrikeExchange", "ShrikeModel",
        "ShrikeText",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ShrikeIdentityTests",
      dependencies: ["ShrikeIdentity", "ShrikeModel", "ShrikeText"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeLedgerTests",
      dependencies: [
        "DatabaseFixtures", "ShrikeLedger", "ShrikeModel", "ShrikeText", "ShrikeTesting",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Cases"], swiftSettings: strict),
    /** Empty databases of every kind, for the suites that run on all of them. */
    .target(
      name: "DatabaseFixtures",
      dependencies: ["ShrikeLedger"] + (withHub ? ["ShrikePostgres"] : []),
      path: "Tests/DatabaseFixtures",
      swiftSettings: strict + (withHub ? [.define("SHRIKE_HUB")] : [])),
    /** An invented organisation, for tests and pictures of the console. */
    .target(
      name: "ConsoleFixtures", dependencies: ["ShrikeConsole", "ShrikeLedger", "ShrikeModel"],
      path: "Tests/ConsoleFixtures", swiftSettings: strict),
    /** Writes every page of the console into a folder; see scripts/screenshots. */
    .executableTarget(
      name: "shrike-pages", dependencies: ["ConsoleFixtures", "ShrikeConsole"],
      path: "Tests/ConsolePages", swiftSettings: strict),
    .testTarget(
      name: "ShrikeConsoleTests",
      dependencies: [
        "ConsoleFixtures", "ShrikeConsole", "ShrikeLedger", "ShrikeTesting",
      ],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeInfraTests",
      dependencies: [
        "ShrikeInfra", "ShrikeRego", "ShrikeFormats", "ShrikeModel", "ShrikeText",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ShrikeWorkflowsTests",
      dependencies: ["ShrikeWorkflows", "ShrikeFormats", "ShrikeModel", "ShrikeText"],
      swiftSettings: strict),
    .testTarget(
      name: "ShrikePipelineTests",
      dependencies: [
        "ShrikePipeline", "ShrikeGovern", "ShrikeExchange", "ShrikeRego", "ShrikeModel",
        "ShrikeText", "ShrikeTesting",
      ],
      exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "ShrikeRegoTests", dependencies: ["ShrikeRego", "ShrikeText"], swiftSettings: strict),
    /** Answers the conformance suites with the product's own code; see scripts/conformance. */
    .executableTarget(
      name: "shrike-conformance",
      dependencies: [
        "ShrikePipeline", "ShrikeIntake", "ShrikeExchange", "ShrikeIdentity", "ShrikeInfra",
        "ShrikeWorkflows", "ShrikeRego",
        "ShrikeSecrets", "ShrikeSources", "ShrikeFormats", "ShrikeModel", "ShrikeText",
      ],
      path: "Tests/Conformance/Driver", swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)

if withHub {
  package.products.append(.executable(name: "shrike-hub", targets: ["shrike-hub"]))
  package.dependencies += [
    // The hub's HTTP server; no trait of it is needed.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    // Log lines with fields.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // Buffers and event loops below the server.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // Methods, statuses and header fields.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // Starts and stops services in order, on signals too.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ]
  package.targets += [
    // MARK: the hub

    /** What needs a network stack: `serve` and `worker`. */
    .executableTarget(
      name: "shrike-hub",
      dependencies: [
        "ShrikeServer", "ShrikeTransport", "ShrikeLedger", "ShrikePostgres", "ShrikeFormats",
        "ShrikeModel", "ShrikeText", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    /** The REST API and the console: who may do what, and how it is asked for. */
    .target(
      name: "ShrikeServer",
      dependencies: [
        "ShrikeConsole", "ShrikeGovern", "ShrikeRego", "ShrikeTransport", "ShrikeIntake",
        "ShrikeLedger", "ShrikeFormats", "ShrikeModel", "ShrikeText", "CArgon2", "CZlib",
        .product(name: "Crypto", package: "swift-crypto"),
        // Tokens of providers that sign with RSA.
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    /** The ledger's driver for PostgreSQL. */
    .target(
      name: "ShrikePostgres", dependencies: ["ShrikeLedger", "CPostgreSQL"], swiftSettings: strict),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq"),
    /** Measures publishing and lists; see bench/hub/run. */
    .executableTarget(
      name: "shrike-bench-ledger",
      dependencies: ["ShrikePostgres", "ShrikeLedger", "ShrikeModel", "ShrikeText"],
      path: "bench/hub/Ledger", swiftSettings: strict),
    /** Password hashing. */
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2"),
    /** How much memory that is free the hub keeps. */
    .systemLibrary(name: "CMalloc"),
    /** Bodies that come compressed. */
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .testTarget(
      name: "ShrikeServerTests",
      dependencies: [
        "DatabaseFixtures", "ShrikeServer", "ShrikeConsole", "ShrikeTransport", "ShrikeIntake",
        "ShrikeLedger", "ShrikeFormats", "ShrikeModel", "ShrikeText",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        // Requests go straight to the responder; HummingbirdTesting would bring an HTTP client and a second
        // TLS library along.
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: strict),
  ]
}

// Optimised where inputs are read, with the checks of a debug build: an index outside of an unsafe
// buffer ends the process. Whole modules, since that is built soonest.
if isFuzzed {
  let watched = SwiftSetting.unsafeFlags(["-sanitize=fuzzer,address", "-gnone"])
  let fast = SwiftSetting.unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"])
  let readers: Set = [
    "ShrikeText", "ShrikeFormats", "ShrikeMatch", "ShrikeSecrets", "ShrikeSources", "ShrikeInfra",
    "ShrikeWorkflows", "ShrikeRego", "ShrikeIdentity", "ShrikeExchange", "ShrikeIntake",
  ]
  for target in package.targets where target.type != .system {
    let settings = readers.contains(target.name) ? [watched, fast] : [watched]
    target.swiftSettings = (target.swiftSettings ?? []) + settings
    target.cSettings =
      (target.cSettings ?? []) + [.unsafeFlags(["-fsanitize=fuzzer-no-link,address", "-g1"])]
    target.cxxSettings =
      (target.cxxSettings ?? []) + [.unsafeFlags(["-fsanitize=fuzzer-no-link,address", "-g1"])]
  }
  package.targets.append(
    /** libFuzzer over every reader of outside input; see fuzz/run. */
    .executableTarget(
      name: "shrike-fuzz",
      dependencies: [
        "ShrikePipeline", "ShrikeIntake", "ShrikeLedger", "ShrikeExchange", "ShrikeIdentity",
        "ShrikeInfra", "ShrikeWorkflows", "ShrikeRego",
        "ShrikeSecrets", "ShrikeSources", "ShrikeFormats", "ShrikeMatch", "ShrikeModel",
        "ShrikeText",
      ],
      path: "fuzz/Targets", swiftSettings: strict + [watched, fast],
      linkerSettings: [.unsafeFlags(["-sanitize=address"])]))
}
