// RslPart: an RSL licence inside of other XML (an item of a feed, XMP, a book's metadata), found by
// its namespace and kept as it is written. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_RSL_PART_H_
#define IMPRIMATUR_FORMATS_RSL_PART_H_

#include "formats/document.h"
#include "formats/xml_events.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace imprimatur {

class RslPart {
 public:
  // `source`: what the spans of the elements count; `base`: where it begins in Document::source.
  explicit RslPart(std::string_view source, std::size_t base = 0) : source_(source), base_(base) {}

  // For each start and end, in order. The licence comes with the end of its outermost element.
  void start(const XmlElement& element) {
    const bool begins = element.ns.find("rslstandard.org/rsl") != std::string_view::npos ||
                        (element.ns.empty() && element.prefix == "rsl");
    if (depth_ > 0 || begins) {
      begin_ = depth_ == 0 ? element.tag.begin : begin_;
      ++depth_;
    }
  }
  [[nodiscard]] std::optional<Field> end(const XmlElement& element) {
    if (depth_ == 0 || --depth_ > 0 || element.tag.end > source_.size() ||
        element.tag.end < begin_) {
      return std::nullopt;
    }
    Field field;
    field.kind = Field::Kind::policy;
    field.name = "rsl";
    field.value = source_.substr(begin_, element.tag.end - begin_);
    field.span = {begin_ + base_, element.tag.end + base_};
    return field;
  }
  [[nodiscard]] bool inside() const { return depth_ > 0; }

 private:
  std::string_view source_;
  std::size_t base_;
  std::size_t begin_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_RSL_PART_H_
