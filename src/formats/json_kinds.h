// What a text in JSON may be, told by its keys alone, without parsing it. Private to the formats
// layer. Pure.
#ifndef IMPRIMATUR_FORMATS_JSON_KINDS_H_
#define IMPRIMATUR_FORMATS_JSON_KINDS_H_

#include <string_view>

namespace imprimatur {

// Keys that only formats of news exchange have.
[[nodiscard]] bool is_news(std::string_view text);
// A key of a title and one of a text: perhaps an article.
[[nodiscard]] bool has_article(std::string_view text);
// JSON of any kind with a string that may be running text.
[[nodiscard]] bool has_prose(std::string_view text);
// A description of data (datapackage.json) that names its licences and where they stand.
[[nodiscard]] bool lists_licences(std::string_view text);
// Linked data (JSON-LD): a description of a work, such as a dataset's (Croissant).
[[nodiscard]] bool is_linked(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_JSON_KINDS_H_
