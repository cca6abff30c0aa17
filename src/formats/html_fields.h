// The machine-readable rights that elements of a page carry: <meta>, links with a relation,
// properties (microdata, RDFa), linked data. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_HTML_FIELDS_H_
#define IMPRIMATUR_FORMATS_HTML_FIELDS_H_

#include "formats/document.h"
#include "formats/html_parser.h"
#include "formats/html_structure.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class HtmlFields {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // What the element's attributes say. `context`: of the element.
  void read(const HtmlElement& element, HtmlStructure::Context context);
  // A script begins whose text is a field: linked data, or a licence ("rsl"); false if there are
  // too many fields.
  [[nodiscard]] bool begin_script(Field::Kind kind,
                                  std::string_view name,
                                  HtmlStructure::Context context);
  void add_script(std::string_view value, Span written);
  void end_script() { script_ = kNone; }
  [[nodiscard]] bool in_script() const { return script_ != kNone; }
  // Index of the field whose value is the element's text, or none.
  [[nodiscard]] std::size_t open_property(const HtmlElement& element,
                                          HtmlStructure::Context context);
  void add_text(std::size_t field, std::string_view value, Span written);
  // A field made elsewhere.
  void add(Field field, HtmlStructure::Context context);

  // Once, after HtmlStructure::resolve().
  void finish(const HtmlStructure& structure, Document& document);

 private:
  struct Pending {
    Field field;
    HtmlStructure::Context context;
  };
  void add(Field::Kind kind,
           std::string_view name,
           const HtmlAttribute& value,
           HtmlStructure::Context context);
  void read_meta(const HtmlElement& element);
  void read_links(const HtmlElement& element, HtmlStructure::Context context);
  [[nodiscard]] std::string whole_address(std::string written) const;

  std::vector<Pending> fields_;
  std::size_t script_ = kNone;
  std::string url_;
  std::string base_;  // of <base>
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_HTML_FIELDS_H_
