// Package: the XML members of a zip that make one document (ISO 29500 Open Packaging, ODF, EPUB),
// and the source that they are one behind the other. Private to the formats layer.
#ifndef IMPRIMATUR_FORMATS_PACKAGE_H_
#define IMPRIMATUR_FORMATS_PACKAGE_H_

#include "base/result.h"
#include "formats/document.h"
#include "formats/reader.h"
#include "formats/xml_events.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imprimatur {

class Package {
 public:
  // Errors: those of unpack(), and of the first of the wanted members that cannot be read.
  [[nodiscard]] static Result<Package> open(std::string_view bytes,
                                            const ReadOptions& options,
                                            const std::function<bool(std::string_view)>& wanted);

  // UTF-8 of a member, empty if there is none.
  [[nodiscard]] const std::string* find(const std::string& name) const;
  // In byte-wise order.
  [[nodiscard]] std::vector<std::string> names() const;

  // Puts the member behind the source; where it begins there, or nothing if there is none.
  std::optional<std::size_t> place(const std::string& name);
  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  std::map<std::string, std::string> members_;
  std::string source_;
};

// The properties of metadata in XML: elements with text, by local name in lower case ("rights"),
// or by an attribute that names them ("name", "property").
void read_properties(std::string_view xml, std::size_t base, Document& document);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_PACKAGE_H_
