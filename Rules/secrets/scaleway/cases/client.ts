// ok: scaleway-access-key
const scwAccessKey = "SCWM8OS6L9J2JW7";
