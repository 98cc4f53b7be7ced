#include "CXMLEvents.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum { most_attributes = 256 };

typedef struct {
  xmlParserCtxtPtr parser;
  shrike_xml_handler handler;
  shrike_xml_outcome outcome;
} state;

static int line_of(state *it) {
  return it->parser->input ? it->parser->input->line : 0;
}

static void begin(state *it, const xmlChar *name, const shrike_xml_attribute *attributes, int count) {
  if (!it->handler.start(it->handler.context, (const char *)name, line_of(it), attributes, count))
    xmlStopParser(it->parser);
}

static void start_element(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
    const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
  shrike_xml_attribute list[most_attributes];
  (void)prefix, (void)uri, (void)namespaces, (void)declared, (void)defaulted;
  if (count > most_attributes) count = most_attributes;
  // Five pointers an attribute: local name, prefix, namespace, begin and end of the value.
  for (int i = 0; i < count; i++) {
    list[i].name = (const char *)attributes[5 * i];
    list[i].value = (const char *)attributes[5 * i + 3];
    list[i].value_count = (int)(attributes[5 * i + 4] - attributes[5 * i + 3]);
  }
  begin(data, name, list, count);
}

static void end_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  state *it = data;
  (void)name, (void)prefix, (void)uri;
  it->handler.end(it->handler.context);
}

static void start_html(void *data, const xmlChar *name, const xmlChar **attributes) {
  shrike_xml_attribute list[most_attributes];
  int count = 0;
  for (; attributes && attributes[0] && count < most_attributes; attributes += 2, count++) {
    list[count].name = (const char *)attributes[0];
    list[count].value = attributes[1] ? (const char *)attributes[1] : "";
    list[count].value_count = (int)strlen(list[count].value);
  }
  begin(data, name, list, count);
}

static void end_html(void *data, const xmlChar *name) {
  state *it = data;
  (void)name;
  it->handler.end(it->handler.context);
}

static void characters(void *data, const xmlChar *bytes, int count) {
  state *it = data;
  it->handler.text(it->handler.context, (const char *)bytes, count);
}

static void entity_declaration(
    void *data, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
    xmlChar *content) {
  state *it = data;
  (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
  it->outcome.declares_entities = true;
  if (!it->outcome.line) it->outcome.line = line_of(it);
  xmlStopParser(it->parser);
}

static void complain(void *data, xmlErrorPtr error) {
  state *it = data;
  if (error->level < XML_ERR_ERROR || it->outcome.message[0]) return;
  strncpy(it->outcome.message, error->message ? error->message : "broken", sizeof it->outcome.message - 1);
  it->outcome.line = error->line;
}

shrike_xml_outcome shrike_xml_parse(const char *bytes, int count, bool is_html, shrike_xml_handler handler) {
  state it = {.handler = handler};
  it.parser = is_html ? htmlCreateMemoryParserCtxt(bytes, count) : xmlCreateMemoryParserCtxt(bytes, count);
  if (!it.parser) {
    strcpy(it.outcome.message, "it cannot be read");
    return it.outcome;
  }
  // Without a handler of their own, declarations and external subsets have no effect. What is left to
  // replace (XML_PARSE_NOENT) are the predefined entities, in attributes too.
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC};
  sax.startElementNs = start_element;
  sax.endElementNs = end_element;
  sax.startElement = start_html;
  sax.endElement = end_html;
  sax.characters = characters;
  sax.ignorableWhitespace = characters;
  sax.cdataBlock = characters;
  sax.entityDecl = entity_declaration;
  sax.serror = (xmlStructuredErrorFunc)complain;
  *it.parser->sax = sax;
  it.parser->userData = &it;
  if (is_html) {
    htmlCtxtUseOptions(it.parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET);
    htmlParseDocument(it.parser);
    htmlFreeParserCtxt(it.parser);
  } else {
    xmlCtxtUseOptions(it.parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
    xmlParseDocument(it.parser);
    xmlFreeParserCtxt(it.parser);
  }
  return it.outcome;
}
