extension TerraformFunction {
  static let conversions: [String: TerraformFunction] = [
    "tobool": conversion(.bool),
    "tonumber": conversion(.number),
    "tostring": conversion(.string),
    "tolist": conversion(.list(.dynamic)),
    "toset": conversion(.set(.dynamic)),
    "tomap": conversion(.map(.dynamic)),
    "sensitive": .init([.dynamic], .dynamic, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in call[0].marked(true)
    },
    "nonsensitive": .init([.dynamic], .dynamic, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in
      var value = call[0]
      value.isSensitive = false
      return value
    },
    "issensitive": .init([.dynamic], .bool, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in .bool(call[0].isSensitive)
    },
    "ephemeralasnull": .init([.dynamic], .dynamic, takesNull: true, unknowns: .none) {
      call throws(TerraformError) in call[0]
    },
  ]

  private static func conversion(_ type: TerraformType) -> TerraformFunction {
    .init([.dynamic], type, takesNull: true, unknowns: .none) { call throws(TerraformError) in
      try call[0].converted(to: type)
    }
  }
}
