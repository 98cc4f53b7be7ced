// One HTTP exchange, or one mail, through libcurl, which is loaded on first use: a scan that sends nothing does not
// pay for it.
#ifndef SHRIKE_CCURL_H
#define SHRIKE_CCURL_H

#include <stddef.h>
#include <stdint.h>

typedef struct shrike_http_request {
  const char *_Nonnull method;
  const char *_Nonnull url;
  /// `Name: value`, NULL at the end.
  const char *_Nullable const *_Nonnull headers;
  const uint8_t *_Nullable body;
  size_t body_size;
  long connect_seconds;
  long seconds;
  /// A longer answer is cut off and fails.
  size_t answer_limit;
  /// Whether loopback, private and link-local addresses may be spoken to.
  int allows_private;
} shrike_http_request;

typedef struct shrike_http_answer {
  /// 0 where there was none.
  long status;
  /// To be freed with `shrike_http_free`.
  uint8_t *_Nullable body;
  size_t body_size;
  /// 1: the address was refused.
  int refused;
  char problem[256];
} shrike_http_answer;

/// 0 when an answer came, whatever its status. Any thread may call; it waits.
int shrike_http(const shrike_http_request *_Nonnull request, shrike_http_answer *_Nonnull answer);
void shrike_http_free(shrike_http_answer *_Nonnull answer);

typedef struct shrike_mail_request {
  /// `smtp://host:587` or `smtps://host`.
  const char *_Nonnull url;
  const char *_Nullable user;
  const char *_Nullable password;
  const char *_Nonnull from;
  /// NULL at the end.
  const char *_Nullable const *_Nonnull recipients;
  /// With its headers, lines ended by CRLF.
  const uint8_t *_Nonnull message;
  size_t message_size;
  long connect_seconds;
  long seconds;
  /// Whether a server that speaks no TLS is told nothing.
  int needs_tls;
} shrike_mail_request;

/// 0 when the server took it for all recipients; `status` is its last reply. Any thread may call; it waits.
int shrike_mail(const shrike_mail_request *_Nonnull request, shrike_http_answer *_Nonnull answer);

/// Whether an address is one of this machine, a private network or otherwise not of the public internet.
/// `bytes`: 4 or 16 of them.
int shrike_address_is_private(const uint8_t *_Nonnull bytes, size_t count);

#endif
