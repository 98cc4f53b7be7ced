package settings

// ruleid: password-in-code
const adminPassword = "mjfzJx9OyNty"
// ruleid: password-in-code
opts.Cluster.Password = "iizuahft"
// ruleid: password-in-code
dsn := map[string]string{"db_passwd": "ovwIUFe4YD"}
// ruleid: password-in-code
if got.Password != "ggZbeh9*j" {
// ruleid: password-in-code
var passphrase string = "r5OlFH0*+5x9!v"
// ruleid: password-in-code
msg := []byte("CONNECT {\"user\":\"mira\",\"pass\":\"lkCYZ8+#\"}")
// ok: password-in-code
opts.Password = "password"
// ok: password-in-code
opts.Password = os.Getenv("DB_PASSWORD")
// ok: password-in-code
const resetPasswordMessage = "Unable to reset your password."
// ok: password-in-code
t.Setting("auth.ldap.password", "auth.ldap.password_file")
// ok: password-in-code
Password: "top_secret",
// ok: password-in-code
hash := CheckPassword("password", "xssIpLY+ww2k")
// ok: password-in-code
storedPassword = "$2a$10$1duh7AUsDh/brkyykRr5OL.6HFbUV4YKE.VscoOzmFucHCrSQHeaq"
