// The text of an article as editors keep it in JSON: a tree of blocks and of pieces in a line
// (Contentful, ProseMirror, Slate, Portable Text, Draft.js, Quill, Editor.js, Arc's
// content_elements, Apple News components), or HTML. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_JSON_BODY_H_
#define IMPRIMATUR_FORMATS_JSON_BODY_H_

#include "base/result.h"
#include "formats/item_builder.h"
#include "formats/json_tree.h"

#include <functional>

namespace imprimatur {

// There are enough words in it for an article: less is a label.
[[nodiscard]] bool holds_prose(const JsonNode& node);

// Adds the text; what is said to be a picture is given to `picture`. Errors: of markup that cannot
// be read, and stands as it is.
[[nodiscard]] Result<void> read_json_body(const JsonNode& node,
                                          Scope scope,
                                          ItemBuilder& builder,
                                          const std::function<void(const JsonNode&)>& picture);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_JSON_BODY_H_
