#define _GNU_SOURCE
#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static __typeof__(curl_global_init) *global_init;
static __typeof__(curl_easy_init) *easy_init;
static __typeof__(curl_easy_cleanup) *easy_cleanup;
static __typeof__(curl_easy_perform) *easy_perform;
static __typeof__(curl_easy_strerror) *easy_strerror;
static __typeof__(curl_slist_append) *slist_append;
static __typeof__(curl_slist_free_all) *slist_free_all;
// Variadic, so that the compiler's checking macros must not stand in the way.
#undef curl_easy_setopt
#undef curl_easy_getinfo
static CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
static CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
static int ready;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define LOAD(variable, symbol)                                  \
  variable = (__typeof__(variable))dlsym(library, #symbol);     \
  if (!variable) return;
  LOAD(global_init, curl_global_init)
  LOAD(easy_init, curl_easy_init)
  LOAD(easy_cleanup, curl_easy_cleanup)
  LOAD(easy_perform, curl_easy_perform)
  LOAD(easy_strerror, curl_easy_strerror)
  LOAD(slist_append, curl_slist_append)
  LOAD(slist_free_all, curl_slist_free_all)
  LOAD(easy_setopt, curl_easy_setopt)
  LOAD(easy_getinfo, curl_easy_getinfo)
#undef LOAD
  ready = global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static int is_private_4(const uint8_t *b) {
  return b[0] == 0 || b[0] == 10 || b[0] == 127 || (b[0] == 100 && (b[1] & 0xC0) == 64) ||
         (b[0] == 169 && b[1] == 254) || (b[0] == 172 && (b[1] & 0xF0) == 16) ||
         (b[0] == 192 && b[1] == 168) || (b[0] == 192 && b[1] == 0 && (b[2] == 0 || b[2] == 2)) ||
         (b[0] == 198 && (b[1] & 0xFE) == 18) || (b[0] == 198 && b[1] == 51 && b[2] == 100) ||
         (b[0] == 203 && b[1] == 0 && b[2] == 113) || b[0] >= 224;
}

int shrike_address_is_private(const uint8_t *b, size_t count) {
  if (count == 4) return is_private_4(b);
  if (count != 16) return 1;
  static const uint8_t zero[12];
  static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  static const uint8_t nat64[12] = {0, 0x64, 0xFF, 0x9B};
  if (!memcmp(b, zero, 12) || !memcmp(b, mapped, 12) || !memcmp(b, nat64, 12))
    return is_private_4(b + 12);
  // 6to4 and Teredo carry addresses of version 4 that nobody checks.
  if (b[0] == 0x20 && (b[1] == 0x02 || (b[1] == 0x01 && b[2] == 0 && b[3] == 0))) return 1;
  // Only 2000::/3 is global unicast; documentation stands in it.
  if ((b[0] & 0xE0) != 0x20) return 1;
  return b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8;
}

struct state {
  const shrike_http_request *request;
  shrike_http_answer *answer;
  int too_long;
};

// Sees the address that is really connected to, so that a name cannot mean one thing when it is
// checked and another when it is used.
static curl_socket_t open_socket(void *context, curlsocktype type, struct curl_sockaddr *address) {
  struct state *state = context;
  (void)type;
  if (!state->request->allows_private) {
    int is_private = 1;
    if (address->family == AF_INET) {
      is_private = shrike_address_is_private(
          (const uint8_t *)&((struct sockaddr_in *)&address->addr)->sin_addr, 4);
    } else if (address->family == AF_INET6) {
      is_private = shrike_address_is_private(
          (const uint8_t *)&((struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
    }
    if (is_private) {
      state->answer->refused = 1;
      return CURL_SOCKET_BAD;
    }
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  struct state *state = context;
  shrike_http_answer *answer = state->answer;
  size_t length = size * count;
  if (length > state->request->answer_limit - answer->body_size) {
    state->too_long = 1;
    return 0;
  }
  uint8_t *grown = realloc(answer->body, answer->body_size + length + 1);
  if (!grown) return 0;
  memcpy(grown + answer->body_size, bytes, length);
  answer->body = grown;
  answer->body_size += length;
  return length;
}

int shrike_http(const shrike_http_request *request, shrike_http_answer *answer) {
  memset(answer, 0, sizeof *answer);
  pthread_once(&once, load);
  if (!ready) {
    snprintf(answer->problem, sizeof answer->problem, "libcurl is not installed");
    return 1;
  }
  CURL *curl = easy_init();
  if (!curl) return 1;
  struct state state = {request, answer, 0};
  struct curl_slist *headers = NULL;
  for (const char *const *header = request->headers; *header; header++)
    headers = slist_append(headers, *header);
  easy_setopt(curl, CURLOPT_URL, request->url);
  easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, request->connect_seconds);
  easy_setopt(curl, CURLOPT_TIMEOUT, request->seconds);
  easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
  easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &state);
  // A proxy of the environment would connect for us, to addresses nobody has looked at.
  if (!request->allows_private) easy_setopt(curl, CURLOPT_PROXY, "");
  if (request->body || request->body_size) {
    easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size);
    easy_setopt(curl, CURLOPT_POSTFIELDS, request->body ? (const char *)request->body : "");
  }
  easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
  CURLcode code = easy_perform(curl);
  easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
  if (code != CURLE_OK) {
    answer->status = 0;
    snprintf(
        answer->problem, sizeof answer->problem, "%s",
        state.too_long ? "the answer is too long"
        : answer->refused ? "the address is not of the public internet" : easy_strerror(code));
  }
  slist_free_all(headers);
  easy_cleanup(curl);
  return code != CURLE_OK;
}

struct upload {
  const shrike_mail_request *request;
  size_t sent;
};

static size_t give(char *bytes, size_t size, size_t count, void *context) {
  struct upload *upload = context;
  size_t rest = upload->request->message_size - upload->sent;
  size_t length = size * count < rest ? size * count : rest;
  memcpy(bytes, upload->request->message + upload->sent, length);
  upload->sent += length;
  return length;
}

int shrike_mail(const shrike_mail_request *request, shrike_http_answer *answer) {
  memset(answer, 0, sizeof *answer);
  pthread_once(&once, load);
  if (!ready) {
    snprintf(answer->problem, sizeof answer->problem, "libcurl is not installed");
    return 1;
  }
  CURL *curl = easy_init();
  if (!curl) return 1;
  struct upload upload = {request, 0};
  struct curl_slist *recipients = NULL;
  for (const char *const *recipient = request->recipients; *recipient; recipient++)
    recipients = slist_append(recipients, *recipient);
  easy_setopt(curl, CURLOPT_URL, request->url);
  easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
  easy_setopt(curl, CURLOPT_USE_SSL, (long)(request->needs_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  easy_setopt(curl, CURLOPT_PROXY, "");
  easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, request->connect_seconds);
  easy_setopt(curl, CURLOPT_TIMEOUT, request->seconds);
  if (request->user) easy_setopt(curl, CURLOPT_USERNAME, request->user);
  if (request->password) easy_setopt(curl, CURLOPT_PASSWORD, request->password);
  easy_setopt(curl, CURLOPT_MAIL_FROM, request->from);
  easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  easy_setopt(curl, CURLOPT_READFUNCTION, give);
  easy_setopt(curl, CURLOPT_READDATA, &upload);
  CURLcode code = easy_perform(curl);
  easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
  if (code != CURLE_OK)
    snprintf(answer->problem, sizeof answer->problem, "%s", easy_strerror(code));
  slist_free_all(recipients);
  easy_cleanup(curl);
  return code != CURLE_OK;
}

void shrike_http_free(shrike_http_answer *answer) {
  free(answer->body);
  answer->body = NULL;
}
