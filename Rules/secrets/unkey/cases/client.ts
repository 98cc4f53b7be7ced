// ok: unkey-root-key
  unkeyRootKey: 'unkey_IsjAsgPF4',
