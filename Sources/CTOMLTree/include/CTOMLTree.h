// toml++ as one flat list of nodes: every node and key with its source region, nothing thrown.
#ifndef CTOMLTREE_H
#define CTOMLTREE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum ctoml_kind {
  CTOML_TABLE,
  CTOML_ARRAY,
  CTOML_STRING,
  CTOML_INTEGER,
  CTOML_FLOAT,
  CTOML_BOOLEAN,
  CTOML_DATE_TIME
};

// Lines and columns count from 1, columns in code points; the end is exclusive.
typedef struct {
  uint32_t line, column, end_line, end_column;
} ctoml_region;

// Nodes stand in document order, a container before its `children`; entries of a table are sorted
// by the place of their keys.
typedef struct {
  uint32_t kind;
  // Entries of a table, elements of an array; 1 for true.
  uint32_t children;
  ctoml_region region;
  // Zero lines for elements of arrays and the root.
  ctoml_region key_region;
  // In the tree's text: a key; a string's value.
  uint32_t key, key_length;
  uint32_t value, value_length;
} ctoml_node;

typedef struct ctoml_tree ctoml_tree;

// NULL when memory is short. The caller has bounded the nesting: toml++ recurses.
ctoml_tree *ctoml_parse(const uint8_t *bytes, size_t count);
void ctoml_free(ctoml_tree *tree);

// NULL when the text was read.
const char *ctoml_error(const ctoml_tree *tree, uint32_t *line, uint32_t *column);
const ctoml_node *ctoml_nodes(const ctoml_tree *tree, size_t *count);
const uint8_t *ctoml_text(const ctoml_tree *tree, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
