-- ruleid: password-in-sql
CREATE USER 'report'@'%' IDENTIFIED BY 'b8nw6Cl#0PCgWk';
-- ruleid: password-in-sql
ALTER ROLE exporter WITH LOGIN PASSWORD 'z*AEwsdrQ2Ut';
-- ok: password-in-sql
CREATE USER 'report'@'%' IDENTIFIED BY 'password';
-- ok: password-in-sql
ALTER ROLE exporter WITH LOGIN PASSWORD :'exporter_password';
-- ruleid: password-hash-in-dump
(1, 'mirko', '$2y$12$Kj3jxNRS6aWv7fj/nmZxS0FIa6kM2UAw7WwrMf8GQWnuYjxyRvZDo', 1),
-- ruleid: password-hash-in-dump
(2, 'jana', '$argon2id$v=19$m=65536,t=3,p=4$83iMAwbTtZIds6yGvMOkhy$Miun1B0buE4HX1EDxtdJoGStCrCBSld6Jeb4CS2juMS', 1),
-- ok: password-hash-in-dump
(3, 'ivo', '$2y$12$tooShort', 1),
-- ok: password-hash-in-dump
(4, 'lea', 'costs $5 to $6', 1),
