// C2PA manifests apart from their image or film: the sidecar file, and the report that tools print
// as JSON ("active_manifest", "manifests"): training and data mining (CAWG 1.1, C2PA up to 1.4) and
// IPTC metadata of the active manifest. Signatures are not verified here.
#ifndef IMPRIMATUR_FORMATS_C2PA_H_
#define IMPRIMATUR_FORMATS_C2PA_H_

#include "formats/reader.h"

#include <memory>
#include <string_view>

namespace imprimatur {

[[nodiscard]] std::unique_ptr<Reader> make_c2pa_reader();

[[nodiscard]] bool is_c2pa(std::string_view head);

}  // namespace imprimatur

#endif  // IMPRIMATUR_FORMATS_C2PA_H_
