// ruleid: nytimes-api-key
const nytimesApiKey = "gA6OKybqZlBDPLDzCMngbEtSB15Ovj8h";
