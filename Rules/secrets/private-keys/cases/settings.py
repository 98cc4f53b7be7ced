# ruleid: private-key-rsa
KEY = ("-----BEGIN RSA PRIVATE KEY-----\n"
       "K8g0AOmnmD4G6D/9ko0Jesvwph8bF/1TL5RV49WdZeaB9Al2Zm895sWmUM9YrF8C\n"
       "ZuN+N4LJ8hXM4s7L5ieV3AOjBCk12Fii5BniEklNYu4TVEWoIsQfZ2x9Hkzf7OBn\n"
       "IFAvCtFw2Ny8Zn85sXo0bYhr7X/fxJZrfP29eaeFprhEm7caCGk8jzOqD/0kbZDm\n"
       "K3PaOsHPjU3ft3lpOUa+N/STixegx3ltBENPwN9YrjRlX7miAQ3qrth8u2PgMcxl\n"
       "-----END RSA PRIVATE KEY-----\n")
# ok: private-key-rsa
if text.startswith("-----BEGIN RSA PRIVATE KEY-----"): return parse(text)
# ruleid: private-key-ec
KEY = ("-----BEGIN EC PRIVATE KEY-----\n"
       "3cGiNuZgfhaeqDcM/VaxOxYQ6DAa4F1rKLgLkbT+y9zhGGC5Uvq5siMHq/qIzWec\n"
       "VORfeAQ0PHM4+QB7a1m9x6vkrCNh730ammY2yy/Quy4v4l1+22B9qD63G0v+ixIA\n"
       "kJwno4yYwiIm1o14LHnzRzVC7iN4gKjAI/qWDJe70Zm3KMkUEjrfgdZLzQfdBxxL\n"
       "V8cRj7mfq7/aiXBmj5K8yiBVZMsw2H9rah8JyjHC/z8YCOaALfDTbs2qWfbtc/QT\n"
       "-----END EC PRIVATE KEY-----\n")
# ok: private-key-ec
if text.startswith("-----BEGIN EC PRIVATE KEY-----"): return parse(text)
# ruleid: private-key-dsa
KEY = ("-----BEGIN DSA PRIVATE KEY-----\n"
       "12q+TZWooEyOt1R2rWZeW4VzbJEe+Zy6bIFunNEioQxuUNUt8L6Y1Fjhcu5OvZck\n"
       "Basq0ifF5Mdf2hXJD/p1wN1jzTBQP1sVtzzN0IGeJN7hSYLg/rC4EggkZevhse+Y\n"
       "sTXhh2aD3CE74gmbO8nzDqboEZRmhkbmeoUb2KKAeaaZ3cfzUiUTa+C528diofTl\n"
       "/8XvcaO3L3jwUZkynM2xgQthadtbZi1/wPM0WwMbP21QCQVWAqTt8xvfyVqR5KUQ\n"
       "-----END DSA PRIVATE KEY-----\n")
# ok: private-key-dsa
if text.startswith("-----BEGIN DSA PRIVATE KEY-----"): return parse(text)
# ruleid: private-key-openssh
KEY = ("-----BEGIN OPENSSH PRIVATE KEY-----\n"
       "DPXyFdZk94NKU+4KCQqvX2uThXVpjsDxObr0BgDgyAx3zSe4cemFZXqJCHTwBPdU\n"
       "8JQnaIV+O/Etf8cwsltOw+bi/GupUdEqayh1EfJ04KiEOPFZQhmN+xhScE01B4nj\n"
       "i4nAH6Xk0Eo80DayRvWxGfgVoEHFoLLqgiSIzCI6MAsBYl6LliBwgycnsYtcSo8e\n"
       "oR3yo6ps0y/gjaMurP825V4A/hMJUJZCptilkC6JG9FZKTDgKikbO+CCHcSEL31n\n"
       "-----END OPENSSH PRIVATE KEY-----\n")
# ok: private-key-openssh
if text.startswith("-----BEGIN OPENSSH PRIVATE KEY-----"): return parse(text)
# ruleid: private-key-pkcs8
KEY = ("-----BEGIN PRIVATE KEY-----\n"
       "iOBtIZ7gM861BeZje4Vng2byjNtjTdBckNAUk5+QkCdAlTxplxYwibmMIE510aKv\n"
       "wgY5Ov86/3j+D3xOLRIE+7O0HiNXfkdUtFnkrzxtUU8msEvy7o7NVEYMJbTxbuhS\n"
       "aXYdflSciGnSB3BAN8Hah+i7ujwTEs1dBSg8bPBmOP9+S5kmfCzuTnrfkAFJwMaX\n"
       "/qEhe+xBRBszXqOXl6X/MdPz2pggeHFmHQzM8PbKZbQMPFolu24qJSfMOpLSMdqi\n"
       "-----END PRIVATE KEY-----\n")
# ok: private-key-pkcs8
if text.startswith("-----BEGIN PRIVATE KEY-----"): return parse(text)
# ruleid: private-key-encrypted
KEY = ("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
       "qp68UjBZ4tnuzSitJhrROK/YUzKDCRFFWlJ/PWhHgOwJpXfNZaavOiNoWxlAzRe6\n"
       "pJ385DJ4CrlOvByeJhcDOp3d++R66zgKPnW/UPEpjlOdggEGDBliDLcLQjcTcY//\n"
       "ikg4kncJtqqPyPtoOvoezMt8HHq1KdKWdBAFP3h0dCp+PemnDPVKxAY47Be8nIi6\n"
       "n+uGnaJ/HjrApM7drLZfHkvDSAP19rxTLiAOpSaRzXc+HlQRHHbRQvmO4pbCnPrm\n"
       "-----END ENCRYPTED PRIVATE KEY-----\n")
# ok: private-key-encrypted
if text.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----"): return parse(text)
# ok: private-key-pgp
if text.startswith("-----BEGIN PGP PRIVATE KEY BLOCK-----"): return parse(text)
# ruleid: private-key-base64, private-key-openssh
TLS_KEY_B64 = "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0KRVRMV2tRSTZldzlJN2ZZU1FaVkx1WUNLS2h0ekFFTXFWU1NxQ0JFSVc0UGdISHNiOHRCaG1WOG1YRjFOL1FBMwo5RWptd2dyMktJNzBnbVd6aW9wN2JEVDlCY0cxbU5ETys2VnhPUTFidDE1MklFUGdvWWFvQWg5VHh2aTZ6eHYyCmVxWi9QUW5mTTNydC9WKzExZHdvRnFXWlBJWWRDSzFUZDdLV0lXL0x6bCtrNE1aNXp3N2VNUFJKdWJLZlpVUVEKcENEL2lkS0JoWk1jajBEaEJPSEdLYlVYaG84ZTA4amk0S3Z2T3VOcXdLPT0KLS0tLS1FTkQgT1BFTlNTSCBQUklWQVRFIEtFWS0tLS0tCg=="
# ok: private-key-putty
if head.startswith("PuTTY-User-Key-File-2"): skip("Private-Lines: 14")
