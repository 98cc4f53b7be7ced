import ShrikeInfra
import ShrikeRego
import ShrikeText

extension FuzzTarget {
  static let policies = [
    FuzzTarget("rego", "a policy: read, compiled and asked for everything it holds") { bytes in
      for version in [RegoVersion.v1, .v0] {
        let (module, errors) = Parser.parse(Array(bytes), name: "fuzz.rego", version: version)
        require(module == nil || errors.isEmpty, "a module without mistakes has no errors")
        guard let module else { continue }
        let (policy, mistakes) = Policy.compile([module])
        require((policy == nil) != mistakes.isEmpty, "a policy that does not compile says why")
        guard let policy else { continue }
        var limits = Machine.Limits()
        limits.steps = 20_000
        limits.memory = 16 << 20
        let machine = Machine(policy, limits: limits)
        _ = try? machine.value(of: [], input: .emptyObject)
      }
    },
    FuzzTarget("rego-json", "JSON that a policy is given; what is read is written and read again") {
      bytes in
      guard let value = Value(json: bytes) else { return }
      require(Value(json: value.json) == value, "a value comes back as it was")
    },
  ]
}
