// libyaml's events as plain structs: what Swift needs of them and nothing it must free.
#ifndef CYAMLEVENTS_H
#define CYAMLEVENTS_H

#include <stddef.h>
#include <stdint.h>

enum cyaml_event_kind {
  CYAML_STREAM_START,
  CYAML_STREAM_END,
  CYAML_DOCUMENT_START,
  CYAML_DOCUMENT_END,
  CYAML_ALIAS,
  CYAML_SCALAR,
  CYAML_SEQUENCE_START,
  CYAML_SEQUENCE_END,
  CYAML_MAPPING_START,
  CYAML_MAPPING_END
};

enum cyaml_scalar_style {
  CYAML_PLAIN,
  CYAML_SINGLE_QUOTED,
  CYAML_DOUBLE_QUOTED,
  CYAML_LITERAL,
  CYAML_FOLDED
};

typedef struct {
  uint32_t kind;
  // Of a scalar.
  uint32_t style;
  // A block collection, whose end libyaml gives as the start of what follows.
  int is_block;
  // In code points from the first byte given.
  size_t start, end;
  // Valid until the next event; NULL where there is none.
  const uint8_t *value;
  size_t length;
  const char *anchor, *tag;
} cyaml_event;

typedef struct {
  // What was wrong, and what was being read; NULL where unknown. Static strings.
  const char *problem, *context;
  // In code points, or in bytes for a reader's problem.
  size_t place, context_place;
  int place_is_bytes, has_context_place;
} cyaml_problem;

typedef struct cyaml_parser cyaml_parser;

// NULL when memory is short. `bytes` is valid UTF-8 without a byte order mark, and outlives the
// parser.
cyaml_parser *cyaml_open(const uint8_t *bytes, size_t count);
// 1, or 0 on a problem.
int cyaml_next(cyaml_parser *parser, cyaml_event *event);
void cyaml_get_problem(const cyaml_parser *parser, cyaml_problem *problem);
void cyaml_close(cyaml_parser *parser);

#endif
