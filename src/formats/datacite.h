// DataCite's record of a work (schema.datacite.org, versions 2 to 4): its titles and descriptions,
// and the rights of what it describes. Its JSON is read as linked data is (signals/json_ld.cc).
#ifndef IMPRIMATUR_FORMATS_DATACITE_H_
#define IMPRIMATUR_FORMATS_DATACITE_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_datacite_reader();
[[nodiscard]] bool is_datacite(std::string_view head);

// What licenses a data set, a collection or a program licenses no text in it. `kind`: DataCite's
// general type of a resource, in any case.
[[nodiscard]] bool is_container_type(std::string_view kind);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_DATACITE_H_
