#include "CYAMLEvents.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct cyaml_parser {
  yaml_parser_t parser;
  yaml_event_t event;
  int has_event;
};

cyaml_parser *cyaml_open(const uint8_t *bytes, size_t count) {
  cyaml_parser *self = calloc(1, sizeof *self);
  if (!self) return NULL;
  if (!yaml_parser_initialize(&self->parser)) {
    free(self);
    return NULL;
  }
  yaml_parser_set_encoding(&self->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&self->parser, bytes, count);
  return self;
}

void cyaml_close(cyaml_parser *self) {
  if (!self) return;
  if (self->has_event) yaml_event_delete(&self->event);
  yaml_parser_delete(&self->parser);
  free(self);
}

int cyaml_next(cyaml_parser *self, cyaml_event *out) {
  if (self->has_event) yaml_event_delete(&self->event);
  self->has_event = 0;
  memset(out, 0, sizeof *out);
  if (!yaml_parser_parse(&self->parser, &self->event)) return 0;
  self->has_event = 1;
  const yaml_event_t *event = &self->event;
  out->start = event->start_mark.index;
  out->end = event->end_mark.index;
  switch (event->type) {
  case YAML_STREAM_START_EVENT: out->kind = CYAML_STREAM_START; break;
  case YAML_DOCUMENT_START_EVENT: out->kind = CYAML_DOCUMENT_START; break;
  case YAML_DOCUMENT_END_EVENT: out->kind = CYAML_DOCUMENT_END; break;
  case YAML_ALIAS_EVENT:
    out->kind = CYAML_ALIAS;
    out->anchor = (const char *)event->data.alias.anchor;
    break;
  case YAML_SCALAR_EVENT:
    out->kind = CYAML_SCALAR;
    out->value = event->data.scalar.value;
    out->length = event->data.scalar.length;
    out->anchor = (const char *)event->data.scalar.anchor;
    out->tag = (const char *)event->data.scalar.tag;
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: out->style = CYAML_SINGLE_QUOTED; break;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: out->style = CYAML_DOUBLE_QUOTED; break;
    case YAML_LITERAL_SCALAR_STYLE: out->style = CYAML_LITERAL; break;
    case YAML_FOLDED_SCALAR_STYLE: out->style = CYAML_FOLDED; break;
    default: out->style = CYAML_PLAIN; break;
    }
    break;
  case YAML_SEQUENCE_START_EVENT:
    out->kind = CYAML_SEQUENCE_START;
    out->anchor = (const char *)event->data.sequence_start.anchor;
    out->tag = (const char *)event->data.sequence_start.tag;
    out->is_block = event->data.sequence_start.style != YAML_FLOW_SEQUENCE_STYLE;
    break;
  case YAML_SEQUENCE_END_EVENT: out->kind = CYAML_SEQUENCE_END; break;
  case YAML_MAPPING_START_EVENT:
    out->kind = CYAML_MAPPING_START;
    out->anchor = (const char *)event->data.mapping_start.anchor;
    out->tag = (const char *)event->data.mapping_start.tag;
    out->is_block = event->data.mapping_start.style != YAML_FLOW_MAPPING_STYLE;
    break;
  case YAML_MAPPING_END_EVENT: out->kind = CYAML_MAPPING_END; break;
  // YAML_NO_EVENT follows the stream's end.
  default: out->kind = CYAML_STREAM_END; break;
  }
  return 1;
}

void cyaml_get_problem(const cyaml_parser *self, cyaml_problem *out) {
  const yaml_parser_t *parser = &self->parser;
  memset(out, 0, sizeof *out);
  out->problem = parser->error == YAML_MEMORY_ERROR ? "out of memory" : parser->problem;
  out->context = parser->context;
  if (parser->error == YAML_READER_ERROR) {
    out->place = parser->problem_offset;
    out->place_is_bytes = 1;
  } else {
    out->place = parser->problem_mark.index;
    out->context_place = parser->context_mark.index;
    out->has_context_place = parser->context != NULL;
  }
}
