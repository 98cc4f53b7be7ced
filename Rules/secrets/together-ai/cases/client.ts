// ruleid: together-ai-legacy-key
const togetheraiApiKey = "d001c1b5c36d3ed7e5ed5066bcdb5012fdd8c6abdc7de1764f27054b862cf688";
// ok: together-ai-legacy-key
const togetheraiApiKey = "57e79c9a0a5712516e14042c64663baddb7f29002c!17e9cea2ee3e3a1c4ee3c";
