// Record: one document of a dataset, understood: its text and what is known about it. Text may view
// the batch it was decoded from, or `storage`.
#ifndef IMPRIMATUR_AUDIT_RECORD_H_
#define IMPRIMATUR_AUDIT_RECORD_H_

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur::audit {

struct Record {
  std::string_view text;
  std::string storage;
  std::string source;  // the file, as shown
  std::string id;      // of the data; empty if it has none
  std::string url;
  std::string date;
  std::string language;    // as the data say
  std::string media_type;  // empty: by content
  std::string encoding;    // empty: by content
  // Of the answer that a crawler got: what speaks of rights.
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::string> flags;   // "invalid-utf8", "truncated", …
  std::optional<Error> incomplete;  // could not be understood, or not completely

  void clear() {
    text = {};
    for (std::string* field :
         {&storage, &source, &id, &url, &date, &language, &media_type, &encoding}) {
      field->clear();
    }
    headers.clear();
    flags.clear();
    incomplete.reset();
  }
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_RECORD_H_
