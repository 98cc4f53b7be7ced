// ok: neon-role-password
  neonPassword: 'npg_xxxxxxxxxxxx',
