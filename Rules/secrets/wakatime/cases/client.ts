// ok: wakatime-api-key
  wakatimeApiKey: 'waka_5a3d47c3-6c07-2826-f90f-a7',
// ok: wakatime-api-key
  wakatimeApiKey: 'waka_5a3d47c3-6c07-2826-f90!-a7eb3616780e',
// ok: wakatime-legacy-key
  wakatimeApiKey: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
// ok: wakatime-legacy-key
  wakatimeApiKey: 'be122949-abec-d9cb-7dbd-4d0',
