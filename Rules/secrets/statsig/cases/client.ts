// ok: statsig-server-secret
  statsigServerSecret: 'secret-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// ok: statsig-server-secret
  statsigServerSecret: 'secret-kKT7oCjUeAtcAFyCAZ',
// ok: statsig-console-key
const statsigConsoleKey = "console-wyLcic2rM0eA7BJBOER1gUY9Hb!K6ClcS1LfJtpfGZ0";
