#pragma once

#include <stdbool.h>
#include <stddef.h>

/// libxml2's events. Its own headers stay inside: they bring ICU's, of which Foundation has others.

typedef struct {
  const char *name;
  /// Not terminated.
  const char *value;
  int value_count;
} shrike_xml_attribute;

typedef struct {
  void *context;
  /// False ends the reading.
  bool (*start)(void *context, const char *name, int line, const shrike_xml_attribute *attributes, int count);
  void (*end)(void *context);
  void (*text)(void *context, const char *bytes, int count);
} shrike_xml_handler;

typedef struct {
  /// The first mistake, or empty.
  char message[256];
  int line;
  /// The file declares entities, which ends the reading.
  bool declares_entities;
} shrike_xml_outcome;

/// Reads a file in memory; as HTML it forgives what browsers forgive.
shrike_xml_outcome shrike_xml_parse(const char *bytes, int count, bool is_html, shrike_xml_handler handler);
